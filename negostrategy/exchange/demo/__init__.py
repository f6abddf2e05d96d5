"""The believable year of one company: made from a seed alone, and then brought in like any other import."""
