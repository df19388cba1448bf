"""Workbooks as other programs write them, and as they come out of a broken file: read as they stand, or refused."""

from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tandem_models import RosterError
from tandem_scheduler.io import load_scenario, read_roster
from tandem_scheduler.io.workbook import package, sheets

from ..examples import faults_of
from .raw_books import ABSENCES, PLAN, ROSTER, cells_of, changed, raw_book, relations_of, rows_of, sheet_of

NEVER = "holds a formula that was never worked out: open the workbook in Excel and save it"


def plan_with(path, absences, **more):
    """The small scenario with a sheet of absences: texts, or the part as it is."""
    return raw_book(path / "plan.xlsx", {**PLAN, "Absences": absences}, **more)


def told(path) -> list[str]:
    return [str(fault).removeprefix(f"{path}: ") for fault in faults_of(lambda: load_scenario(path))]


def told_of_roster(path) -> list[str]:
    with pytest.raises(RosterError) as caught:
        read_roster(path)
    return [str(fault).removeprefix(f"{path}: ") for fault in caught.value.faults]


# How large a sheet says that it is


@pytest.mark.parametrize("size", ["A1:C1", "A1", "C3:C3", "A1:XFD1048576", "nonsense"])
def test_the_size_that_a_sheet_claims_counts_for_nothing(tmp_path, size):
    claims = f'<dimension ref="{size}"/>'
    (absence,) = load_scenario(plan_with(tmp_path, sheet_of(rows_of(ABSENCES), claims))).absences
    assert (absence.person, absence.first, absence.last) == ("D01", date(2021, 3, 22), date(2021, 3, 23))
    assert len(read_roster(raw_book(tmp_path / "r.xlsx", {"Roster": sheet_of(rows_of(ROSTER), claims)}))) == 1


@pytest.mark.parametrize(
    "far",
    [
        '<row r="1048576"><c r="XFD1048576" s="1"/></row>',
        '<row r="9000000000"/>',
        '<row r="9000000000"><c/><c t="s"/></row>',
    ],
)
def test_what_is_far_off_and_empty_costs_nothing(tmp_path, far):
    assert len(load_scenario(plan_with(tmp_path, sheet_of(rows_of(ABSENCES) + far))).absences) == 1
    assert len(read_roster(raw_book(tmp_path / "r.xlsx", {"Roster": sheet_of(rows_of(ROSTER) + far)}))) == 1


def test_what_is_far_off_and_filled_is_told(tmp_path):
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert told(plan_with(tmp_path, sheet_of(rows_of(ABSENCES) + far))) == [
        "Absences!XFD1048576: is beyond the 50 columns that a sheet's table has at most: empty it"
    ]
    assert told_of_roster(raw_book(tmp_path / "r.xlsx", {"Roster": sheet_of(rows_of(ROSTER) + far)})) == [
        "Roster!XFD1048576: is in a column without an area: name its id in the header, or empty the cell"
    ]


def test_rows_in_another_order_are_all_read(tmp_path):
    people = "".join(
        f'<row r="{n}"><c r="B{n}" t="inlineStr"><is><t>{on}</t></is></c>'
        f'<c r="A{n}" t="inlineStr"><is><t>{person}</t></is></c></row>'
        for n, person, on in ((1, "person", "from"), (9, "D01", "2021-03-22"), (4, "N01", "2021-03-23"))
    )
    assert [one.person for one in load_scenario(plan_with(tmp_path, sheet_of(people))).absences] == ["D01", "N01"]


# Formulas


def with_last(formula: str, why: str = "why") -> str:
    header = rows_of([["person", "from", "to", why]])
    return sheet_of(f"{header}<row>{cells_of(['D01', '2021-03-22'])}{formula}</row>")


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="C2" t="str"><f>IF(B2="","x","")</f><v></v></c>',  # Excel, LibreOffice
        '<c r="C2" s="0" t="str"><f aca="false">IF(B2="","x","")</f><v/></c>',
        '<c r="C2" t="str"><f>IF(B2="","x"," ")</f><v xml:space="preserve"> </v></c>',
    ],
)
def test_a_formula_worked_out_to_nothing_is_an_empty_cell(tmp_path, cell):
    (absence,) = load_scenario(plan_with(tmp_path, with_last(cell))).absences
    assert absence.last is None


@pytest.mark.parametrize(
    "cell", ['<c r="C2"><f>B2</f></c>', '<c r="C2"><f>B2</f><v></v></c>', '<c r="C2" t="str"><f>B2</f></c>']
)
def test_a_formula_never_worked_out_is_told(tmp_path, cell):
    assert told(plan_with(tmp_path, with_last(cell))) == [f"Absences!C2: {NEVER}"]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="C2" t="str"><f>B2</f><v>2021-03-23</v></c>',
        '<c r="C2" s="1"><f>B2+1</f><v>44278</v></c>',
        '<c r="C2" s="1"><f t="shared" si="0"/><v>44278</v></c>',
    ],
)
def test_a_formula_counts_as_what_it_came_to(tmp_path, cell):
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    (absence,) = load_scenario(plan_with(tmp_path, with_last(cell), styles=styles)).absences
    assert absence.last == date(2021, 3, 23)


def test_errors_are_told_once(tmp_path):
    cell = '<c r="C2" t="e"><f>NA()</f><v>#N/A</v></c>'
    assert told(plan_with(tmp_path, with_last(cell))) == ["Absences!C2: holds the error #N/A: mend or empty it"]


@pytest.mark.parametrize(
    ("cell", "where", "wrong"),
    [
        ('<c r="B2"><f>C2</f></c>', "B2", NEVER),
        ('<c r="B2" t="e"><f>NA()</f><v>#N/A</v></c>', "B2", "holds the error #N/A: mend or empty it"),
        ('<c r="B2" s="1"><v>-5</v></c>', "B2", "holds -5, which is no date: mend or empty it"),
    ],
)
def test_no_team_is_lost_to_a_formula(tmp_path, cell, where, wrong):
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    page = sheet_of(f"{rows_of(ROSTER[:1])}<row>{cells_of(['2021-03-22'])}{cell}</row>")
    assert told_of_roster(raw_book(tmp_path / "r.xlsx", {"Roster": page}, styles=styles)) == [
        f"Roster!{where}: {wrong}"
    ]


def test_an_evening_never_worked_out_is_told_once(tmp_path):
    page = sheet_of(f'{rows_of(ROSTER[:1])}<row><c r="A2"><f>B1</f></c>{cells_of(["D01 + N01"])}</row>')
    assert told_of_roster(raw_book(tmp_path / "r.xlsx", {"Roster": page})) == [f"Roster!A2: {NEVER}"]


# Texts, numbers and dates


def test_texts_that_cells_share(tmp_path):
    shared = (
        '<si><r><t xml:space="preserve">D</t></r><r><rPr><b/></rPr><t>01</t></r><rPh><t>no</t></rPh></si>'
        "<si><t>a_x005F_x0041__x000a_b</t></si>"
    )
    page = sheet_of(
        rows_of([["person", "from", "why"]])
        + '<row><c t="s"><v>0</v></c><c t="d"><v>2021-03-22</v></c><c t="s"><v>1</v></c></row>'
    )
    (absence,) = load_scenario(plan_with(tmp_path, page, shared=shared)).absences
    assert (absence.person, absence.why) == ("D01", "a_x0041_\nb")


@pytest.mark.parametrize(
    ("serial", "style", "properties", "expected"),
    [
        ("44277", 1, "", date(2021, 3, 22)),
        ("44277.75", 2, "", date(2021, 3, 22)),
        ("42815", 1, 'date1904="1"', date(2021, 3, 22)),
        ("4.4277E4", 3, "", date(2021, 3, 22)),
        ("2021", "", "", None),
    ],
)
def test_dates_are_numbers_with_a_format(tmp_path, serial, style, properties, expected):
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="[$-809]ddd\\ d&quot;.&quot;mmm"/></numFmts><cellXfs>'
        '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="170"/></cellXfs>'
    )
    cell = f'<c r="C2" s="{style}"><v>{serial}</v></c>'
    path = plan_with(tmp_path, with_last(cell), styles=styles, properties=properties)
    if expected is None or style == 2:
        shown = "2021" if expected is None else "2021-03-22 18:00"
        assert told(path)[0].startswith(f"Absences!C2: to: '{shown}'")
    else:
        assert load_scenario(path).absences[0].last == expected


@pytest.mark.parametrize("serial", ["-5", "1e9", "99999999"])
def test_numbers_that_are_no_dates_are_told(tmp_path, serial):
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    path = plan_with(tmp_path, with_last(f'<c r="C2" s="1"><v>{serial}</v></c>'), styles=styles)
    assert told(path) == [f"Absences!C2: holds {serial}, which is no date: mend or empty it"]


def test_workbooks_in_the_strict_form(tmp_path):
    main = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    kinds = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    assert len(load_scenario(plan_with(tmp_path, ABSENCES, main=main, kinds=kinds)).absences) == 1


def test_parts_named_as_windows_names_files(tmp_path):
    path = plan_with(tmp_path, ABSENCES)
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("/", "\\").replace("workbook", "Workbook"), content)
    assert len(load_scenario(path).absences) == 1


def test_extensions_of_excel_are_passed_over_in_silence(tmp_path):  # a warning would fail the test
    more = (
        '<extLst><ext uri="{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}"><x14:dataValidations xmlns:x14="x"/></ext></extLst>'
    )
    assert len(load_scenario(plan_with(tmp_path, sheet_of(rows_of(ABSENCES), after=more))).absences) == 1


# Files that are broken, or try to be more than they are


SHEET = "xl/worksheets/sheet4.xml"
MENDED = "open the workbook in Excel, which can often mend it, and save it"


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (sheet_of(rows_of(ABSENCES) + '<row r="x"/>'), "the sheet Absences: has a row with the number 'x'"),
        (sheet_of('<row r="1"><c r="A2"/></row>'), "the sheet Absences: has a cell 'A2' in row 1"),
        (sheet_of('<row r="1"><c r="?"/></row>'), "the sheet Absences: has a cell '?' in row 1"),
        (sheet_of('<row><c t="s"><v>7</v></c></row>'), "Absences!A1: holds '7', which can't be read"),
        (sheet_of("<row><c><v>seven</v></c></row>"), "Absences!A1: holds 'seven', which can't be read"),
        (sheet_of('<row><c t="d"><v>noon</v></c></row>'), "Absences!A1: holds 'noon', which can't be read"),
        (sheet_of('<row><c t="b"><v>2</v></c></row>'), "Absences!A1: holds '2', which can't be read"),
        (sheet_of('<row><c t="?"><v>2</v></c></row>'), "Absences!A1: holds '2', which can't be read"),
        (
            sheet_of('<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
            "Absences!A1: stands there twice",
        ),
        (
            sheet_of('<row r="2000000"><c r="A2000000"><v>1</v></c></row>'),
            "the sheet Absences: has a cell in row 2000000, column 1, where no sheet has any",
        ),
    ],
)
def test_damaged_sheets_are_told_by_name(tmp_path, page, message):
    assert told(plan_with(tmp_path, page)) == [f"{message}, so it is damaged: {MENDED}"]


@pytest.mark.parametrize(
    "page", [sheet_of(rows_of(ABSENCES))[:-9], '<!DOCTYPE a [<!ENTITY b "c">]>' + sheet_of("&b;"), "", "<a/>" * 2]
)
def test_sheets_that_are_no_xml_or_more(tmp_path, page):
    assert told(plan_with(tmp_path, page)) == [f"the sheet Absences is damaged: {MENDED}"]


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels", SHEET])
def test_parts_that_are_missing_or_no_xml(tmp_path, part):
    path = plan_with(tmp_path, ABSENCES)
    (of_nonsense,) = told(changed(path, part, b"\xff\xfe<a"))
    assert of_nonsense.endswith(MENDED)
    (of_nothing,) = told(changed(path, part, None))
    assert of_nothing.endswith((MENDED, package.NO_WORKBOOK))


def test_flipped_bits_are_found_by_the_archive(tmp_path):
    path = plan_with(tmp_path, ABSENCES)
    content = bytearray(path.read_bytes())
    with ZipFile(path) as archive:
        start = archive.getinfo(SHEET).header_offset + 30 + len(SHEET)
    content[start + 40] ^= 4
    path.write_bytes(content)
    assert told(path) == [f"the sheet Absences is damaged: {MENDED}"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "is an old workbook (.xls) or has a password"),
        (b"", "is no Excel workbook"),
        (b"PK\x05\x06" + b"\xff" * 18, "is no Excel workbook"),
    ],
)
def test_files_that_are_no_workbooks(tmp_path, content, message):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    assert told(path) == [f"{message}: save it as .xlsx, without a password"]
    assert told_of_roster(path) == [f"{message}: save it as .xlsx, without a password"]


@pytest.mark.parametrize("part", ["mimetype", "xl/workbook.bin"])
def test_archives_that_are_no_workbooks_of_excel(tmp_path, part):
    path = tmp_path / "plan.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr(part, "x")
        archive.writestr("_rels/.rels", relations_of([("rId1", "officeDocument", part)]))
    assert told(path) == [package.NO_WORKBOOK]


def test_bounds_hold_for_what_is_read(tmp_path, monkeypatch):
    path = plan_with(tmp_path, ABSENCES, shared="<si><t>x</t></si>" * 300)
    monkeypatch.setattr(package, "MOST_ELEMENTS", 200)
    assert told(path) == ["holds more than 200 cells and texts"]
    monkeypatch.undo()
    monkeypatch.setattr(package, "LARGEST_UNPACKED", 2**12)
    assert told(path) == ["is larger than 0 MB once unpacked"]
    monkeypatch.undo()
    monkeypatch.setattr(package, "LONGEST_TAG", 10_000)
    long = ("<!--" + "x" * 200_000 + "-->", f'<a b="{"x" * 200_000}"/>')
    for big in (*long, "<a>" * 101 + "</a>" * 101, "".join(f"<a{n}/>" for n in range(5_001))):
        assert told(plan_with(tmp_path, sheet_of(rows_of(ABSENCES), big))) == [
            f"the sheet Absences is damaged: {MENDED}"
        ]


def test_a_text_that_stands_in_many_cells_counts_in_each(tmp_path, monkeypatch):
    page = sheet_of(rows_of(ABSENCES) + '<row><c t="s"><v>0</v></c></row>' * 30)
    monkeypatch.setattr(sheets, "MOST_TEXT", 2_000)
    path = plan_with(tmp_path, page, shared=f"<si><t>{'x' * 100}</t></si>")
    assert told(path) == ["the sheet Absences holds more than 0 MB of text"]


def test_elements_of_other_namespaces_are_none_of_ours(tmp_path):
    other = '<x:row xmlns:x="other"><x:c><x:v>1</x:v></x:c></x:row>'
    assert len(load_scenario(plan_with(tmp_path, sheet_of(rows_of(ABSENCES) + other))).absences) == 1
