"""Judgement: rules compiled to SQL over facts, and the findings they leave."""
