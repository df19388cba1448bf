"""What a planner wants to know beyond the roster: why something is not so, and what would change it."""
