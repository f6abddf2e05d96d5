"""The arithmetic of negotiation, for anyone to import: exact decimals, no framework, no database, no clock.

Every figure is an `Interval`: a range where people guess, a range of width zero where they know. What nobody knows is
`None`, which is a question to ask and never a nought. Money and points are never added (see `amounts`).
"""
