"""Rosters as iCalendar files, for each person and for all; publishing again updates what is there."""

from .files import refuse_others, write_calendar, write_calendars

__all__ = ["refuse_others", "write_calendar", "write_calendars"]
