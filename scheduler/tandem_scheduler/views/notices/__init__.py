"""Who has to be told of a decision: a digest for each person, as pages to print or send, and a list to tick off."""

from .files import LIST, NoticesKind, notices_kind, refuse_other_pages, write_all
from .told import Decision

__all__ = ["LIST", "Decision", "NoticesKind", "notices_kind", "refuse_other_pages", "write_all"]
