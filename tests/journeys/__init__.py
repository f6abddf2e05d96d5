"""The product from outside, as its users and operators meet it."""
