"""Figures: questions asked of facts and findings, answered with frozen shapes."""
