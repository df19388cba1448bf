"""A roster as one HTML file that needs nothing else: to look at, to filter, to print."""

from .render import page

__all__ = ["page"]
