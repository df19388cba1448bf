"""Workbooks written as XML, down to what no library would write."""

from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

PLAN = {
    "Settings": [
        ["setting", "value"],
        ["operation.name", "Op"],
        ["operation.start", "2021-03-22"],
        ["operation.end", "2021-03-23"],
        ["evenings.shift.start", "14:00"],
        ["evenings.shift.end", "22:00"],
        ["evenings.teams", "1"],
    ],
    "Areas": [["id"], ["a"]],
    "People": [["id", "role"], ["D01", "detective"], ["N01", "neighbourhood_officer"]],
}
"""The rows of a small scenario's sheets."""

ABSENCES = [["person", "from", "to"], ["D01", "2021-03-22", "2021-03-23"]]
ROSTER = [["Evening", "a"], ["2021-03-22", "D01 + N01"]]


def cells_of(row: list[str]) -> str:
    """Cells with texts, without saying which cells they are."""
    return "".join(f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>' for text in row)


def rows_of(texts: list[list[str]]) -> str:
    """Rows with their texts in the cells, likewise."""
    return "".join(f"<row>{cells_of(row)}</row>" for row in texts)


def sheet_of(data: str, before: str = "", after: str = "", main: str = MAIN) -> str:
    """A sheet's part with the rows `data`."""
    return f'<worksheet xmlns="{main}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def raw_book(
    path: Path,
    sheets: dict[str, list[list[str]] | str],
    shared: str = "",
    styles: str = "",
    main: str = MAIN,
    kinds: str = KINDS,
    properties: str = "",
) -> Path:
    """A workbook with sheets of texts, or of a part as it is; `shared` and `styles` are what these parts hold."""
    parts = {
        f"xl/worksheets/sheet{n}.xml": body if isinstance(body, str) else sheet_of(rows_of(body), main=main)
        for n, body in enumerate(sheets.values(), 1)
    }
    relations = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    for name, body, root in (("sharedStrings", shared, "sst"), ("styles", styles, "styleSheet")):
        if body:
            relations.append((name, name, f"/xl/{name}.xml"))
            parts[f"xl/{name}.xml"] = f'<{root} xmlns="{main}">{body}</{root}>'
    listed = "".join(f'<sheet name="{escape(s)}" sheetId="{n}" r:id="rId{n}"/>' for n, s in enumerate(sheets, 1))
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{main}" xmlns:r="{kinds}"><workbookPr {properties}/><sheets>{listed}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = relations_of(relations, kinds)
    parts["_rels/.rels"] = relations_of([("rId1", "officeDocument", "xl/workbook.xml")], kinds)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def relations_of(relations: list[tuple[str, str, str]], kinds: str = KINDS) -> str:
    """What a part refers to: ids, kinds and targets."""
    listed = "".join(f'<Relationship Id="{i}" Type="{kinds}/{kind}" Target="{to}"/>' for i, kind, to in relations)
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'


def changed(path: Path, part: str, content: bytes | None) -> Path:
    """The workbook with another part in place of one, or without it."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts.pop(part)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in (parts if content is None else parts | {part: content}).items():
            archive.writestr(name, text)
    return path
