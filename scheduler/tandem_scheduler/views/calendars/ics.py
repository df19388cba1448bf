"""iCalendar text (RFC 5545): properties as they stand in a file, taken apart and put together.

Lines end in a plain line feed here; `whole` gives a file's text, with the ends that the RFC wants.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from icalendar import vText
from icalendar.parser import Contentline

from tandem_scheduler.io.files import CONTROL

_PROPERTY = re.compile(r"([A-Z][A-Z0-9-]*)(?:;[^:\n]*)?:(.*)", re.DOTALL)


class _Escaped(vText):
    r"""Text escaped as RFC 5545, 3.3.11, says: the library takes a backslash before a capital N for a line break."""

    def to_ical(self) -> bytes:
        text = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return text.encode()


def clean(text: str) -> str:
    """A text on one line: white space of any kind is a space, no control characters are left."""
    return CONTROL.sub("\ufffd", " ".join(text.split()))


def text_property(name: str, *lines: str) -> str:
    """A property whose value is a text of one line or several, escaped and folded."""
    value = _Escaped("\n".join(map(clean, lines))).to_ical().decode()
    return str(Contentline(f"{name}:{value}").to_ical().decode()).replace("\r\n", "\n")


def name_of(line: str) -> str:
    """The name of a property: DTSTART."""
    return re.split("[;:]", line, maxsplit=1)[0]


def plain_text(line: str) -> str:
    """The text of a property, unfolded and unescaped."""
    value = line.replace("\n ", "").partition(":")[2]
    return re.sub(r"\\(.)", lambda escape: "\n" if escape[1] in "nN" else escape[1], value)


def component(name: str, lines: Iterable[str]) -> str:
    """A component around its properties and parts."""
    return "\n".join([f"BEGIN:{name}", *lines, f"END:{name}"])


def whole(calendar: str) -> str:
    """A calendar as the text of a file."""
    return f"{calendar}\n".replace("\n", "\r\n")


def taken_apart(text: str) -> Iterator[tuple[str, Sequence[str]]]:
    """The events of a calendar with their properties, each with its folds; then the calendar with its own.

    Raises:
        ValueError: this is no iCalendar text, or not all of one.
    """
    open_parts: list[tuple[str, list[str]]] = [("", [])]
    for line in re.split(r"\n(?![ \t])", text.removesuffix("\n")):
        found = _PROPERTY.fullmatch(line)
        if found is None:
            raise ValueError(f"'{line[:40]}' is no line of a calendar")
        name, value = found[1], found[2]
        if name == "BEGIN":
            if len(open_parts) == 1 and (value != "VCALENDAR" or open_parts[0][1]):
                raise ValueError(f"{value[:40]} stands where one VCALENDAR should")
            open_parts.append((value, []))
        elif name != "END":
            open_parts[-1][1].append(line)
        elif value != open_parts[-1][0] or len(open_parts) == 1:
            raise ValueError(f"{value[:40]} ends where it has not begun")
        else:
            kind, lines = open_parts.pop()
            if kind in ("VEVENT", "VCALENDAR"):
                yield kind, lines
            if len(open_parts) == 1:
                open_parts[0][1].append(kind)
    if len(open_parts) > 1 or open_parts[0][1] != ["VCALENDAR"]:
        raise ValueError("it is not one whole VCALENDAR")
