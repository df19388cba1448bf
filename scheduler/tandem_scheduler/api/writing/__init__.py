"""Rosters, and who is told what else, written to files: for people as pages, workbooks and calendars, for programs."""
