"""Whole numbers, rows and columns: a linear model, its bounds, what proves them. Nothing here knows a solver.

`linear` expressions, the integer `program`, its `rows` as arrays. Bounds are proven in `duality`, by whatever
multipliers a solver proposes; `certificate` evaluates them once more, `tighten` draws from them what columns may still
be. `diagram`: all that a person may do, as paths.
"""
