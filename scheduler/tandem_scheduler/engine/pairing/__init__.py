"""Counts back to teams: who of those at work goes with whom, and where."""
