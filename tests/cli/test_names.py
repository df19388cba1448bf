"""Names beside ids in what is printed for people, and nowhere else."""

import pytest

from tandem_scheduler.cli.names import Names
from tests.builders import people, scenario

from .stand_ins import ROSTER, SCENARIO

BROKEN = ROSTER + "2021-02-23,charnwood,D01,N01\n"
NAMES = ("Ann Example", "Bea Sample", "Cy Specimen")


@pytest.fixture
def named(tmp_path):
    text = SCENARIO
    for person, name in zip(("D01", "D02", "N01"), NAMES, strict=True):
        text = text.replace(f"{{id: {person}, ", f"{{id: {person}, name: {name}, ")
    file = tmp_path / "named.yaml"
    file.write_text(text)
    return file


@pytest.fixture
def asked(named, roster_file, tmp_path):
    """The arguments of each command that prints a roster or speaks of one."""
    broken, gap = tmp_path / "broken.csv", tmp_path / "gap.csv"
    broken.write_text(BROKEN)
    gap.write_text("\n".join(ROSTER.splitlines()[:2]) + "\n")
    return {
        "solve": (named,),
        "check": (named, broken),
        "compare": (named, roster_file, broken),
        "suggest": (named, "--roster", roster_file, "--instead", "D01"),
        "swaps": (named, "--roster", roster_file, "--person", "D01", "--evening", "2021-02-22"),
        "swap": (named, "--roster", roster_file, "--person", "D01", "--evening", "2021-02-22", "--with", "D02"),
        "explain": (named, "--roster", gap),
        "why": (named, "--roster", roster_file, "--why", "D01@2021-02-22"),
    }


@pytest.mark.parametrize("command", ["solve", "check", "compare", "suggest", "swaps", "swap", "explain", "why"])
def test_names_stand_beside_ids_unless_they_are_unwanted(run, asked, command):
    arguments = ("explain" if command == "why" else command, *asked[command])
    told = " ".join(run(*arguments, width=200).stdout.split())
    assert "D01 Ann Example" in told
    assert "N01 Cy Specimen" in told or command == "why"
    for option in ("--anonymous", "--json"):
        result = run(*arguments, option, width=200)
        assert "D01" in result.stdout
        assert not [name for name in NAMES if name in result.stdout]


def test_a_name_stands_where_its_id_is_read_first():
    plan = scenario(people=people(12, 1, D1={"name": "Ann"}, D12={"name": "Bea"}, N1={"name": "D12 Cy"}))
    told = Names(plan).with_names
    assert told("D1 and D12: cancel D1's leave (D12, N1).") == "D1 Ann and D12 Bea: cancel D1's leave (D12, N1 D12 Cy)."
    assert told("D2, xD1, D1-b, D1.5 and D1/N1 are others") == "D2, xD1, D1-b, D1.5 and D1/N1 are others"
    assert Names(plan.anonymous()).with_names("D1 goes") == "D1 goes"


def test_what_may_be_a_word_or_a_number_of_the_sentence_stays_as_it_is():
    crew = [
        {"id": "3", "role": "detective", "name": "Ann"},
        {"id": "may", "role": "neighbourhood_officer", "name": "Bea"},
    ]
    names = Names(scenario(people=crew))
    assert names.with_names("3 works 3 evenings, may works 2") == "3 works 3 evenings, may works 2"
    assert names.label("3") == "3 Ann"


def test_what_is_to_be_typed_stays_as_it_is():
    plan = scenario(people=people(2, 2, D1={"name": "Ann"}))
    assert Names(plan).with_names("D1: write `except: [D1, N1]` there") == "D1 Ann: write `except: [D1, N1]` there"


def test_an_id_that_an_area_has_too_stays_as_it_is():
    plan = scenario(people=people(2, 2, D1={"name": "Ann"}, D2={"name": "Bea"}), areas=[{"id": "D1"}])
    assert Names(plan).with_names("D2 and N1 could go to D1.") == "D2 Bea and N1 could go to D1."


@pytest.mark.parametrize("option", [(), ("--anonymous",)])
def test_what_is_wrong_is_told_without_names(run, named, roster_file, tmp_path, option):
    wrong, roster = tmp_path / "wrong.yaml", tmp_path / "wrong.csv"
    wrong.write_text(named.read_text() + "absences: [{person: Ann Example, from: 2021-02-22}]\n")
    roster.write_text(ROSTER.replace("D01", NAMES[0]).replace("N01", NAMES[1]))
    for arguments in (
        ("solve", wrong),
        ("check", named, roster),
        ("suggest", named, "--roster", roster_file, "--instead", "Example"),
        ("suggest", named, "--roster", roster_file, "--instead", "Exmaple Ann", "--role", "officer"),
        ("swaps", named, "--roster", roster_file, "--person", "Exmaple Ann", "--evening", "2021-02-22"),
        ("explain", named, "--roster", roster_file, "--why", "Ann@2021-02-22"),
        ("explain", named, "--roster", roster_file, "--why", f"{NAMES[0]}@soon"),
    ):
        result = run(*arguments, *option, width=200)
        assert result.exit_code == 2
        assert ": give the id" in result.stderr or "@soon" in arguments[-1]
        assert not [word for name in NAMES for word in name.split() if word in result.output]


@pytest.mark.parametrize("word", ["Ann Example", "ann  example", "d01"])
def test_a_name_will_do_where_an_id_is_asked_for(run, named, roster_file, word):
    asked = ("suggest", named, "--roster", roster_file, "--json", "--instead")
    assert run(*asked, word).stdout == run(*asked, "D01").stdout
    asked = ("swaps", named, "--roster", roster_file, "--json", "--evening", "2021-02-22", "--person")
    assert run(*asked, word).stdout == run(*asked, "D01").stdout
    for option in ("--why", "--why-not"):
        asked = ("explain", named, "--roster", roster_file, "--json", option)
        assert run(*asked, f"{word}@2021-02-22/Charnwood").stdout == run(*asked, "D01@2021-02-22/charnwood").stdout


def test_a_name_of_several_stands_for_nobody(run, named, roster_file):
    named.write_text(named.read_text().replace("Bea Sample", "Ann Example"))
    result = run("suggest", named, "--roster", roster_file, "--instead", "ann example", width=200)
    assert (result.exit_code, "is the name of D01 and D02: give the id" in result.stderr) == (2, True)


def test_an_area_that_there_is_not(run, named, roster_file):
    result = run("explain", named, "--roster", roster_file, "--why", "D01@2021-02-22/Charnwod", width=200)
    assert (result.exit_code, "unknown area 'Charnwod', did you mean 'charnwood'?" in result.stderr) == (2, True)
