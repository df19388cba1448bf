"""Texts read with the place of every key, value and cell: YAML, JSON and CSV."""
