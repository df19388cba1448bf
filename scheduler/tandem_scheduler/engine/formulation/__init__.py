"""The model: columns and rows for a problem, its rules and its measures."""
