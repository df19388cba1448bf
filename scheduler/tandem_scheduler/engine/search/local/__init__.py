"""Local search without a relaxation: a roster constructed, repaired, and made better by small changes.

`construct` puts teams together, `conflicts` repairs what they break, `descent` makes them better; `state` keeps what a
roster breaks and is worth, by the model's rows (`ledger`) and by who meets whom (`pair_ledger`).
"""
