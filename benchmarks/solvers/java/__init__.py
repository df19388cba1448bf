"""Timefold's own Python and Java, and its model of an operation, which runs there."""
