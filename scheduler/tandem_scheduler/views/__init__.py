"""What people look at: a page, a workbook, calendars, frames, and the words in all of them."""
