"""Generated operations: sizes, variants, and what makes them rich or full."""
