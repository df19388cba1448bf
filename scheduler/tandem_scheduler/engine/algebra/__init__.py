"""Whole numbers, rows and columns: a linear model, its bounds, what proves them. Nothing here knows a solver."""
