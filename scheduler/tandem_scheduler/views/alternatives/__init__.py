"""The page to choose from: rosters as good as each other side by side, evening by evening and person by person."""

from .render import page_of_alternatives

__all__ = ["page_of_alternatives"]
