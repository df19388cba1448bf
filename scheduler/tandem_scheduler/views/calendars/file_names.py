"""Names for files that are made for people and areas."""

import hashlib
import re
from collections.abc import Iterable, Mapping

_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
"""What Windows takes for a device, whatever follows the dot."""


def file_names(ids: Iterable[str], taken: Iterable[str] = ()) -> Mapping[str, str]:
    """A file name, without extension, for each id: safe in every folder, distinct also where case does not count.

    Plain ids (ASCII letters, digits, `_`, `-` and dots) are their own names, the first of those that differ in case
    alone. All others, and those in `taken`, get what is plain in them, `~`, which no plain id has, and a hash.
    """
    used = {name.casefold() for name in taken}
    names: dict[str, str] = {}
    for identifier in ids:
        plain = identifier.casefold()
        if plain in used or not _PLAIN.fullmatch(identifier) or _DEVICES.match(plain):
            names[identifier] = _encoded(identifier)
        else:
            used.add(plain)
            names[identifier] = identifier
    return names


def _encoded(identifier: str) -> str:
    rest = re.sub(r"[^A-Za-z0-9_-]+", "-", identifier).strip("-")[:40]
    return f"{rest}~{hashlib.sha256(identifier.encode()).hexdigest()[:20]}"
