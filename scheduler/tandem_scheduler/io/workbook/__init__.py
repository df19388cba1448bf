"""Scenarios as workbooks: what stands on which sheet, reading them and writing them."""

from .cells import FACE, put, set_up_print, text_of
from .layout import ROSTER_SHEETS, SETTINGS
from .read import read_workbook
from .sheets import Sheets
from .write import workbook_of

__all__ = [
    "FACE",
    "ROSTER_SHEETS",
    "SETTINGS",
    "Sheets",
    "put",
    "read_workbook",
    "set_up_print",
    "text_of",
    "workbook_of",
]
