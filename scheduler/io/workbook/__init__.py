"""Scenarios as workbooks: what stands on which sheet, reading them and writing them."""

from .read import read_workbook
from .write import workbook_of

__all__ = ["read_workbook", "workbook_of"]
