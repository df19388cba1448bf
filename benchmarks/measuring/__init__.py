"""Runs of solvers, each in a process of its own, what they use, and what their rosters are worth."""
