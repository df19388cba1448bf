"""Scenarios written for planners to go on with: a few facts made into one, and any scenario as files."""
