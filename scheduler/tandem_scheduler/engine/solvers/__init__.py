"""What solves: linear programs, branch and cut, CP-SAT; and excerpts of a model for it."""
