"""What solvers that take one objective at a time have in common."""
