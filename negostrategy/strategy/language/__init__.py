"""The language of rules: what they may name, how they are composed from rows, said in words, and refused. Pure.

`catalogue` the facts · `offers` what a row may ask about · `typed` values between field and rule · `builder` rows ·
`composing` rows to nodes · `nodes` may it be read · `measures` how positions are counted · `sentences` plain words ·
`explanations` help.
"""
