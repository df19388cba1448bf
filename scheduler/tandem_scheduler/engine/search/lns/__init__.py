"""Large neighbourhood search: a part of the roster is free, the rest stays."""
