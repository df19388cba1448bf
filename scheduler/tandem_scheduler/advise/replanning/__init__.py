"""A published roster planned anew.

`amended` is the plan as it stands now, `tolerated` what may stay broken in it, `outcome` what came of it in words.
"""
