"""The engine: a scenario becomes integers, a model, a roster."""
