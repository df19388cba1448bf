"""Files of every format that is read, changed at random: they are read, or refused with an InputError, never else.

`python -m tests.io.fuzz --examples 5000` tries so many of each format and shows on which reading ended in something
else; `--only roster.xlsx --first 123 --examples 1` tries one again.
"""

import argparse
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from tandem_models import Deployment, InputError, Scenario
from tandem_scheduler import (
    check,
    check_proof,
    load_scenario,
    notes,
    read_proof,
    read_roster,
    solve,
    write_calendars,
    write_roster,
)
from tandem_scheduler.io import deployments_csv, read_scenario, schedule_text, write_proof
from tandem_scheduler.io.workbook import workbook_of

from .examples import HEAD, SCENARIOS

TOKENS = (
    *(b"", b"0", b"-1", b"1e999", b"999999999999999999999", b"nan", b"null", b"true", b"off", b"~", b"2021-02-30"),
    *(
        b"9999-12-31",
        b"0001-01-01",
        b"24:00",
        b"25:61",
        b"x" * 3000,
        b"\xff\xfe",
        b"\x00",
        b"\xc2\x85",
        b"\xf0\x9f\x98\x80",
    ),
    *(
        b"&a",
        b"*a",
        b"<<:",
        b"!!python/object:a",
        b"---",
        b"- - - -",
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b"'",
        b",",
        b";",
        b"\n",
    ),
    *(
        b":",
        b"\t",
        b"\r",
        b"<",
        b">",
        b"</",
        b"/>",
        b"&lt;",
        b"&#0;",
        b"&x;",
        b"<!--",
        b"]]>",
        b"<c/>",
        b"<row r='0'/>",
    ),
    *(
        b't="s"',
        b't="e"',
        b't="d"',
        b'r="A0"',
        b'r="ZZZ9"',
        b"D01",
        b"N01",
        b"BEGIN:VEVENT",
        b"END:VEVENT",
        b"DTSTART:",
    ),
)
"""Put in here and there."""


class Format(NamedTuple):
    """A format that is read."""

    samples: Mapping[str, bytes]
    """Files by name, of which one is changed."""
    read: Callable[[Path], object]
    """Reads the folder that they are in."""


def plan() -> Scenario:
    """A small scenario with a bit of everything."""
    return load_scenario(SCENARIOS / "first-steps.yaml")


NAMES = (
    *("scenario.yaml", "scenario.json", "scenario.xlsx", "folder"),
    *("roster.csv", "roster.json", "roster.yaml", "roster.xlsx", "proof.json", "calendar.ics"),
)
"""Every format that is read."""


@cache
def formats() -> dict[str, Format]:
    """The formats by their names."""
    scenario = plan()
    schedule = solve(scenario, time_limit=600, workers=1)
    teams = schedule.deployments
    as_json = scenario.model_dump_json(by_alias=True, exclude_none=True, indent=1).encode()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_roster(folder / "roster.xlsx", schedule, scenario)
        write_calendars(folder / "calendars", schedule, scenario)
        if schedule.proof is not None:
            write_proof(folder / "proof.json", schedule.proof)
        made = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    calendars = {name: content for name, content in made.items() if name.endswith(".ics")}

    def roster(name: str) -> Callable[[Path], object]:
        return lambda folder: _checked(scenario, read_roster(folder / name, scenario), read_roster(folder / name))

    def calendar(folder: Path) -> object:
        return write_calendars(folder, schedule, scenario)

    return {
        "scenario.yaml": _scenario("plan.yaml", (SCENARIOS / "first-steps.yaml").read_bytes()),
        "scenario.json": _scenario("plan.json", as_json),
        "scenario.xlsx": _scenario("plan.xlsx", workbook_of(scenario)),
        "folder": Format(_folder(), _read_scenario("")),
        "roster.csv": Format({"r.csv": deployments_csv(teams).encode()}, roster("r.csv")),
        "roster.json": Format({"r.json": schedule_text(schedule, "json").encode()}, roster("r.json")),
        "roster.yaml": Format({"r.yaml": schedule_text(schedule, "yaml").encode()}, roster("r.yaml")),
        "roster.xlsx": Format({"r.xlsx": made["roster.xlsx"]}, roster("r.xlsx")),
        "proof.json": Format(
            {"p.json": made["proof.json"]},
            lambda folder: check_proof(scenario, teams, read_proof(folder / "p.json")),
        ),
        "calendar.ics": Format(calendars, calendar),
    }


def _scenario(name: str, content: bytes) -> Format:
    return Format({name: content}, _read_scenario(name))


def _read_scenario(name: str) -> Callable[[Path], object]:
    def read(folder: Path) -> object:
        found = read_scenario(folder / name)
        return notes(found.scenario, found.place)

    return read


def _checked(scenario: Scenario, known: tuple[Deployment, ...], others: tuple[Deployment, ...]) -> object:
    return check(scenario, known), check(scenario, others)


def _folder() -> dict[str, bytes]:
    """A scenario as a folder, an export of the duty system among its tables."""
    tables = {
        "areas": "id,name,priority,shift.start,shift.end\na,Harbour,2.5,18:00,02:00\nb,,3,,\n",
        "people": "id,role,home,skills,name\nD01,detective,,x;y,Ann\nN01,neighbourhood_officer,a,,Bob\n",
        "duties": "person,on,start,end,release\nD01,2021-02-24,07:00,15:00,\nN01,2021-02-25,,,0\n",
        "absences": 'person,from,to,why\nD01,2021-03-01,2021-03-02,"leave, paid"\nAnn,2021-03-03,,\n',
        "requests": "person,on,want,area,weight\nN01,2021-02-23,off,,2\n",
        "history": "person,on,area,partner\nD01,2021-02-20,a,N01\n",
        "duty_export": "staff_id,start,end,state\nD01,22/02/2021 07:00,22/02/2021 17:00,Early\nN01,23/02/2021,,Leave\n",
        "states": "state,means,release,why\nEarly,duty,1,\nLeave,absence,,on leave\n",
    }
    return {
        "scenario.yaml": (HEAD + 'export_dates: "D/M/Y"\n').encode(),
        **{f"{name}.csv": text.encode() for name, text in tables.items()},
    }


def changed(content: bytes, random: Random) -> bytes:
    """Bytes with something changed, left out, said twice or put in."""
    if content.startswith(b"PK") and random.random() < 0.85:
        return _part_changed(content, random)
    data = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 4, 20))):
        at, size = random.randrange(len(data) + 1), random.choice((1, 1, 3, 10, 200))
        match random.randrange(6):
            case 0 if data:
                data[min(at, len(data) - 1)] ^= 1 << random.randrange(8)
            case 1:
                del data[at : at + size]
            case 2:
                data[at:at] = data[at : at + size]
            case 3:
                other = random.randrange(len(data) + 1)
                data[at : at + size] = data[other : other + size]
            case 4:
                data[at : at + random.choice((0, size))] = random.choice(TOKENS)
            case 5:
                del data[at : at + len(data) * random.randrange(2)]
    return bytes(data)


def _part_changed(content: bytes, random: Random) -> bytes:
    """A workbook with one of its parts changed, or missing."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w") as new:
        names = old.namelist()
        chosen = random.choice([name for name in names if "sheet" in name] if random.random() < 0.6 else names)
        for name in names:
            if name != chosen or random.random() < 0.95:
                part = old.read(name)
                how = random.choice((ZIP_DEFLATED, ZIP_STORED)) if name == chosen else ZIP_DEFLATED
                new.writestr(name, changed(part, random) if name == chosen else part, how)
    return made.getvalue()


def tried(name: str, number: int) -> bool:
    """Whether the example of that number is read; otherwise it is refused.

    Raises:
        Exception: whatever else than an InputError reading ends in.
    """
    random = Random(f"{name} {number}")  # noqa: S311 - the same number gives the same file
    form = formats()[name]
    chosen = random.choice(sorted(form.samples))
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("error")
        for file, content in form.samples.items():
            (Path(folder) / file).write_bytes(changed(content, random) if file == chosen else content)
        try:
            form.read(Path(folder))
        except InputError as error:
            str(error).encode()  # a text without halves of characters
            if not error.faults:
                raise AssertionError("refused without a reason") from error
            return False
    return True


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.io.fuzz", description=__doc__)
    parser.add_argument("--examples", type=int, default=5_000, help="examples of each format")
    parser.add_argument("--first", type=int, default=0, help="number of the first")
    parser.add_argument("--only", choices=NAMES, nargs="+", default=NAMES, help="these formats alone")
    given = parser.parse_args()
    bad = 0
    for name in given.only:
        whole = 0
        for number in range(given.first, given.first + given.examples):
            try:
                whole += tried(name, number)
            except Exception as error:
                bad += 1
                sys.stdout.write("\n".join([f"{name} {number}:", *traceback.format_exception(error)[-3:]]))
        sys.stdout.write(f"{name}: {given.examples} tried, {whole} read, {bad} ended in something else so far\n")
        sys.stdout.flush()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
