"""The page that a planner shows: one file of HTML with everything in it, for the screen, a telephone and paper."""

from .render import page

__all__ = ["page"]
