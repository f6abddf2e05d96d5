"""Records in bulk, in and out."""
