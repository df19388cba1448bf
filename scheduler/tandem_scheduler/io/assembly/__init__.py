"""A scenario's data put together from documents, tables and the exports of a duty system."""
