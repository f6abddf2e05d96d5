"""Facts: one wide, typed row per negotiation, which rules judge, figures count and exports write."""
