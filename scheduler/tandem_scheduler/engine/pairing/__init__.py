"""Counts back to teams: who of those at work goes with whom, and where.

`settle` makes teams of a solution's counts, evening by evening; `rematch` those of several evenings at once, where that
leaves people together who may not meet; `teams` says what is wrong with teams that are there.
"""
