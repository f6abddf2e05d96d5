"""The words of negotiation that this product speaks."""
