"""The parts of a workbook's file: XML in a zip archive, read piece by piece within bounds.

Whatever zip archives and XML can have wrong with them is one sentence here, and nothing in them makes reading take
longer, or more memory, than what they hold: no entities, no tag without end, no more elements and bytes than bounds.
"""

import posixpath
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat
from zipfile import ZipFile

from tandem_models import InputError

from ..files import read_bytes, refusal

LARGEST_UNPACKED = 256 * 2**20
"""Bytes that the parts read of a workbook may have unpacked."""

MOST_ELEMENTS = 5_000_000
"""Elements that these parts may have; a cell has two or three."""

LONGEST_TAG = 2**20
"""Bytes of a single tag or comment: older parsers begin anew with it at each further piece."""

DEEPEST, MOST_NAMES = 100, 5_000
"""Levels to which elements may be nested, and different names that they and their attributes may have."""

NO_WORKBOOK = "is no Excel workbook: save it as .xlsx, without a password"
MEND = "open the workbook in Excel, which can often mend it, and save it"

_PIECE = 2**16
_OLD_OR_ENCRYPTED = bytes.fromhex("D0CF11E0A1B11AE1")
"""Begins a compound file: a workbook of Excel 97 to 2003, or a newer one behind a password."""

_OURS = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r:",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r:",
}
"""What stands for the namespaces that are read, transitional and strict (ECMA-376 parts 1 and 4)."""


Element = tuple[str, dict[str, str] | None, str]
"""The name of an element; at its start the attributes, and at its end None and the text since the last tag."""


class Relation(NamedTuple):
    """Another part that a part refers to."""

    kind: str
    """The last word of its type: worksheet, sharedStrings, styles."""
    part: str


class Package:
    """The parts of a workbook's file by their names."""

    def __init__(self, path: Path) -> None:
        self._file = str(path)
        content = read_bytes(path)
        if content.startswith(_OLD_OR_ENCRYPTED):
            old = "is an old workbook (.xls) or has a password: save it as .xlsx, without a password"
            raise refusal(self._file, old)
        try:
            self._archive = ZipFile(BytesIO(content))
            # Names are the same in other capitals (ECMA-376 part 2); some programs write them as Windows does.
            self._names = {name.casefold().replace("\\", "/"): name for name in self._archive.namelist()}
        except Exception as error:  # `zipfile` lets through what goes wrong in an archive that is not as it should be
            raise refusal(self._file, NO_WORKBOOK) from error
        self._bytes = self._elements = 0

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part.casefold() in self._names

    def broken(self, part: str, cause: Exception | None = None) -> InputError:
        """The error of a part that is not as it should be."""
        error = refusal(self._file, f"{part} is damaged: {MEND}")
        error.__cause__ = cause
        return error

    def relations(self, part: str = "") -> dict[str, Relation]:
        """What a part refers to, by id; without one, the whole package."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, Relation] = {}
        for name, attributes, _ in self.elements(listed) if self.has(listed) else ():
            if name == "Relationship" and attributes and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = Relation(kind, target.lstrip("/"))
        return found

    def elements(self, part: str, called: str = "") -> Iterator[Element]:
        """The elements of a part in turn; `called` names it in messages.

        Raises:
            InputError: it is not there, is no XML, or there is too much of it.
        """
        found: list[Element] = []
        parser = _parser(found)
        fed = 0
        try:
            stream = self._archive.open(self._names[part.casefold()])
        except Exception as error:
            raise self.broken(called or part, error) from error
        with stream:
            while True:
                # Only the two libraries run here: a defect of ours is not taken for one of the file.
                try:
                    piece = stream.read(_PIECE)
                    parser.Parse(piece, not piece)
                except Exception as error:
                    raise self.broken(called or part, error) from error
                fed += len(piece)
                self._count(len(piece), len(found))
                if fed - parser.CurrentByteIndex > LONGEST_TAG:
                    raise self.broken(called or part)
                yield from found
                found.clear()
                if not piece:
                    return

    def _count(self, size: int, elements: int) -> None:
        self._bytes += size
        self._elements += elements
        if self._bytes > LARGEST_UNPACKED:
            raise refusal(self._file, f"is larger than {LARGEST_UNPACKED // 2**20} MB once unpacked")
        if self._elements > 2 * MOST_ELEMENTS:  # the end of each is one, too
            raise refusal(self._file, f"holds more than {MOST_ELEMENTS:,} cells and texts")


class _Names(dict[str, str]):
    """Names as the parser gives them, each with what stands for it."""

    def __missing__(self, name: str) -> str:
        if len(self) >= MOST_NAMES:
            raise ValueError("has more names than any workbook")
        space, _, local = name.rpartition(" ")
        self[name] = _OURS[space] + local if space in _OURS else name
        return self[name]


def _parser(found: list[Element]) -> expat.XMLParserType:
    """A parser that adds the elements to a list."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text, parser.buffer_size = True, _PIECE
    names, text, depth = _Names(), list[str](), 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise ValueError("is nested deeper than any workbook")
        text.clear()
        found.append((names[name], {names[key]: value for key, value in attributes.items()}, ""))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        found.append((names[name], None, "".join(text)))
        text.clear()

    def no_entities(*_: object) -> None:
        raise ValueError("declares a document type, in which entities could stand for any amount of text")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = no_entities
    return parser
