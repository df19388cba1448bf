"""How cells look, as far as that says what they mean: formats of numbers, fonts that strike out."""

import re
from functools import cache

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from .package import Package

LONGEST_FORMAT = 255
"""Characters of a number format."""

OFF = ("0", "false")
"""What says that a mark is not there."""


class Styles:
    """The styles of a workbook's cells, by their numbers."""

    def __init__(self, package: Package, part: str | None) -> None:
        self.formats: list[str] = []
        """How numbers are shown."""
        self._strikes: list[bool] = []
        if part is None:
            return
        codes = {str(number): str(code) for number, code in BUILTIN_FORMATS.items()}
        fonts = list[bool]()
        inside = ""
        for name, attributes, _ in package.elements(part):
            if name in ("cellXfs", "fonts"):
                inside = "" if attributes is None else name
            elif attributes is None:
                continue
            elif name == "numFmt":
                codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            elif name == "font" and inside == "fonts":
                fonts.append(False)
            elif name == "strike" and inside == "fonts" and fonts:
                fonts[-1] = attributes.get("val", "1") not in OFF
            elif name == "xf" and inside == "cellXfs":
                self.formats.append(codes.get(attributes.get("numFmtId", "0"), "")[:LONGEST_FORMAT])
                font = attributes.get("fontId", "0")
                self._strikes.append(font.isdecimal() and len(font) < 9 and fonts[int(font) : int(font) + 1] == [True])

    def strikes(self, style: str) -> bool:
        """Whether a style strikes out."""
        return style.isdecimal() and len(style) < 9 and self._strikes[int(style) : int(style) + 1] == [True]


@cache
def is_share(shown: str) -> bool:
    """Whether a format shows per cent."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", shown)


@cache
def has_days(shown: str) -> bool:
    """Whether a format for dates shows more than a time of day."""
    return bool(re.search("[dy]", re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", shown.lower())))


@cache
def is_date(shown: str) -> bool:
    """Whether a format shows a date or a time."""
    return bool(is_date_format(shown))
