"""Files that are no certificates, or none of this scenario and roster: one clear fault each, and never a crash."""

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tandem_models import InputError, Scenario, Schedule
from tandem_scheduler import check_vipr, solve, write_vipr
from tandem_scheduler.io import proofs
from tests.builders import team
from tests.engine.problem.test_independent import two
from tests.times import TIMES

from .cases import solved

TIERS = ("tier1-coverage.vipr", "tier2-fairness.vipr")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Certificates of two tiers; the first one's is by a tree."""
    plan, schedule = solved("trees")
    path = tmp_path / "proof.vipr"
    assert [file.name for file in write_vipr(path, plan, schedule, schedule.proof)] == [*TIERS]
    return path


@pytest.fixture
def text(folder: Path) -> str:
    """That of the first tier."""
    return (folder / TIERS[0]).read_text(encoding="utf-8")


def faults(path: Path, of: tuple[Scenario, Schedule] | None = None) -> tuple[str, ...]:
    plan, schedule = of or solved("trees")
    return check_vipr(plan, schedule, path).faults


UNREADABLE = {
    "empty": (b"", "is no certificate of ours"),
    "not UTF-8": (b"% tandem: \xff\xfe", "is no text"),
    "binary": (bytes(range(256)) * 10, "is no text"),
    "UTF-16": ("% tandem: tier 1".encode("utf-16"), "is no text"),
    "JSON": (b'{"version": 1}', "is no certificate of ours, which begins with '% tandem'"),
    "of another program": (b"% made by hand\nVER 1.0\nVAR 0\n", "is no certificate of ours"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_files_that_are_no_certificates(what: str, tmp_path: Path) -> None:
    content, sentence = UNREADABLE[what]
    file = tmp_path / "x.vipr"
    file.write_bytes(content)
    with pytest.raises(InputError, match=re.escape(sentence)) as error:
        faults(file)
    assert len(error.value.faults) == 1
    assert "x.vipr" in str(error.value)


def test_folders_that_hold_none(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        faults(tmp_path / "missing.vipr")
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "notes.txt").write_text("nothing", encoding="utf-8")
    with pytest.raises(InputError, match=r"there are no files in it whose names end with \.vipr"):
        faults(empty)
    (folder / "inner.vipr").mkdir()
    with pytest.raises(InputError, match="is not a file"):
        faults(folder)


def test_a_file_too_large(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "LARGEST_VIPR", 1_000)
    with pytest.raises(InputError, match="is larger than"):
        faults(folder)


def edited(pattern: str, by: str, last: bool = False) -> Callable[[str], str]:
    """A change of the first or last place where a pattern is."""

    def edit(text: str) -> str:
        places = [*re.finditer(pattern, text, re.MULTILINE)]
        assert places, pattern
        place = places[-1 if last else 0]
        return text[: place.start()] + place.expand(by) + text[place.end() :]

    return edit


APART = "its parts can't be told apart"
OTHER = "its problem is not that of the scenario"
NONE = "it is of a part or a tier that there is not"
FOLLOWS = "does not follow"
HUGE = "9" * 100_000

EDITS = {
    "nothing but a comment": (lambda _: "% tandem: tier 1, coverage\n", APART),
    "cut short": (lambda text: text[: len(text) // 2], APART),
    "the last line left out": (lambda text: text[: text.rindex("\nd") + 1], APART),
    "more after the end": (lambda text: text + "d1000 G 0 0 { lin 0 } -1\n", APART),
    "another version": (edited("^VER 1.0$", "VER 1.1"), APART),
    "no columns": (edited("^VAR .*\n", ""), OTHER),
    "more columns": (edited("^VAR .*$", "VAR 1000000000"), OTHER),
    "no whole columns": (edited("^INT .*\n.*$", "INT 0"), OTHER),
    "a maximum": (edited("^OBJ min$", "OBJ max"), OTHER),
    "more constraints": (edited("^CON [0-9]+", "CON 99999"), OTHER),
    "no relation": (edited("^RTP .*\n", ""), APART),
    "another relation": (edited("^RTP .*$", "RTP infeas"), APART),
    "an open relation": (edited("^RTP .*$", "RTP range -inf 2"), APART),
    "a huge bound": (edited("^RTP .*$", f"RTP range {HUGE} 2"), APART),
    "a lower value": (edited("^RTP .*$", "RTP range 2 1"), "it says that the tier comes to 1"),
    "a higher value": (edited("^RTP .*$", "RTP range 2 3"), "it says that the tier comes to 3"),
    "a relation of more words": (edited("^RTP .*$", "RTP range 2 2 2"), APART),
    "no solution": (edited("^SOL 1\n.*$", "SOL 0"), APART),
    "two solutions": (edited("^SOL 1$", "SOL 2"), APART),
    "a solution with another count": (edited("^roster [0-9]+", "roster 3"), APART),
    "a solution that names a column twice": (edited("^roster [0-9]+ (.*)$", r"roster 3 0 1 0 1 \1"), APART),
    "no derivation": (edited("^DER [0-9]+\n(.*\n)*", "DER 0\n"), "it derives nothing"),
    "no line for derivations": (edited("^DER .*\n", ""), APART),
    "a higher right side": (edited("^(d[0-9]+ G) 1 OBJ|^(d[0-9]+ G) [0-9]+", r"\1\2 77", last=True), FOLLOWS),
    "a huge right side": (edited("^(d[0-9]+) (.) [0-9]+", rf"\1 \2 {HUGE}"), FOLLOWS),
    "a huge multiplier": (edited(r"\{ (lin|rnd) ([0-9]+) ([0-9]+) \S+", rf"{{ \1 \2 \3 {HUGE}"), FOLLOWS),
    "a denominator of 0": (edited(r"\{ (lin|rnd) ([0-9]+) ([0-9]+) \S+", r"{ \1 \2 \3 1/0"), FOLLOWS),
    "a decimal": (edited(r"\{ (lin|rnd) ([0-9]+) ([0-9]+) \S+", r"{ \1 \2 \3 1.0"), FOLLOWS),
    "an exponent": (edited(r"\{ (lin|rnd) ([0-9]+) ([0-9]+) \S+", r"{ \1 \2 \3 1e9"), FOLLOWS),
    "figures of another script": (edited(r"\{ (lin|rnd) ([0-9]+) ([0-9]+) \S+", "{ \\1 \\2 \\3 \u0661"), FOLLOWS),
    "a plus sign": (edited(r"^(d[0-9]+) (.) ([0-9]+)", r"\1 \2 +\3"), FOLLOWS),
    "a line that rests on itself": (edited(r"^d([0-9]+) (.*)\{ (lin|rnd) .*$", r"d\1 \2{ lin 1 \1 1 } -1"), FOLLOWS),
    "one that rests on later ones": (edited(r"\{ (lin|rnd) ([0-9]+) [0-9]+", r"{ \1 \2 99999"), FOLLOWS),
    "one that rests on what is before all": (edited(r"\{ (lin|rnd) ([0-9]+) [0-9]+", r"{ \1 \2 -1"), FOLLOWS),
    "more multipliers than there are": (edited(r"\{ (lin|rnd) [0-9]+", r"{ \1 4000000000"), FOLLOWS),
    "fewer than there are": (edited(r"\{ (lin|rnd) [0-9]+", r"{ \1 0"), FOLLOWS),
    "a column that there is not": (edited("^(d[0-9]+ . [0-9]+) 1 [0-9]+", r"\1 1 99999"), FOLLOWS),
    "words after a sum": (edited(r" (\{ asm)", r" 1 \1"), FOLLOWS),
    "words after an assumption": (edited(r"\{ asm", r"{ asm 1"), FOLLOWS),
    "an assumption alone": (edited(r"^(d[0-9]+ .*)\{ .*$", r"\1{ asm } -1", last=True), "rests on an assumption"),
    "an alternative of three": (edited(r"\{ uns ([0-9]+)", "{ uns"), FOLLOWS),
    "an alternative of five": (edited(r"\{ uns ([0-9]+)", r"{ uns \1 \1"), FOLLOWS),
    "one with one side twice": (edited(r"\{ uns (\S+) (\S+) \S+ \S+ ", r"{ uns \1 \2 \1 \2 "), FOLLOWS),
    "a reason that is for others to complete": (edited(r"\{ (lin|rnd) .* \}", r"{ \1 incomplete }"), FOLLOWS),
    "solutions as a reason": (edited(r"\{ (lin|rnd) .* \}", "{ sol }"), FOLLOWS),
    "no reason": (edited(r"\{ (lin|rnd) .* \}", "{ }"), FOLLOWS),
    "reasons in reasons": (edited(r"\{ (lin|rnd) .* \}", "{ " * 50_000 + "lin 0" + " }" * 50_000), FOLLOWS),
    "no end of a reason": (edited(r"\} -1$", ""), FOLLOWS),
    "a last use": (edited(r"\} -1$", "} 5"), FOLLOWS),
    "a name twice": (edited("^d[0-9]+ ", "d1 "), FOLLOWS),
    "a line feed of another sort": (edited("^(d.*)\n", "\\1\x0b"), APART),
    "a space of another sort": (edited(r" \{ asm", "\u00a0{ asm"), APART),
    "a part that there is not": (
        edited("^% tandem: tier", "% tandem: part 7 of 9, tier"),
        "of a part or a tier that there is not",
    ),
    "a tier that there is not": (
        edited("^% tandem: tier 1", "% tandem: tier 9"),
        "of a part or a tier that there is not",
    ),
    "a tier 0": (edited("^% tandem: tier 1", "% tandem: tier 0"), APART),
    "another tier": (edited("^% tandem: tier 1", "% tandem: tier 2"), "does not hold every earlier tier"),
    "no tier": (edited("^% tandem: tier 1, ", "% tandem: "), APART),
    "without meetings": (edited("^% meetings: yes", "% meetings: no"), OTHER),
}


@pytest.mark.parametrize("what", EDITS)
def test_what_is_wrong_with_a_certificate_is_one_fault(what: str, folder: Path, text: str) -> None:
    edit, sentence = EDITS[what]
    file = folder / TIERS[0]
    file.write_text(edit(text), encoding="utf-8", newline="")
    (fault,) = faults(file)
    assert fault.startswith(f"{TIERS[0]}: ")
    assert sentence in fault
    assert len(fault) < 200


def test_damage_of_any_sort(folder: Path, text: str) -> None:
    """Whatever words, lines and bytes are lost or stand elsewhere: it is refused, or says the same as before."""
    plan, schedule = solved("trees")
    file, random = folder / TIERS[0], Random(3)  # noqa: S311 - the same in every run
    taken = 0
    for _ in range(60 * TIMES):
        unit = random.choice(["\n", " ", ""])
        parts = text.split(unit) if unit else [*text]
        one, other = random.randrange(len(parts)), random.randrange(len(parts))
        match random.choice(["lost", "twice", "exchanged", "other"]):
            case "lost":
                del parts[one]
            case "twice":
                parts.insert(other, parts[one])
            case "exchanged":
                parts[one], parts[other] = parts[other], parts[one]
            case "other":
                parts[one] = random.choice(["", "-", "{", "}", "0", "1/3", "%", "OBJ", "\x00", "é", "\r", "E", "-inf"])
        file.write_bytes(unit.join(parts).encode())
        try:
            found = check_vipr(plan, schedule, file)
        except InputError:
            continue
        if found.holds:
            taken += 1
            assert found.bounds == (2, None)
            # What is added up may stand in any order.
            assert sorted(words_of(file.read_text(encoding="utf-8"))) == sorted(words_of(text))
        else:
            assert len(found.faults) == 1
    assert taken < 30 * TIMES, "most damage means something"


def words_of(text: str) -> list[str]:
    """Those that are not of comments."""
    return [word for line in text.splitlines() if not line.startswith("%") for word in line.split()]


def test_of_another_scenario(folder: Path) -> None:
    others = tuple(f"{name}: it is of another scenario" for name in TIERS)
    assert faults(folder, solved("plain")) == others
    plan, schedule = solved("trees")
    more = plan.changed(requests=[{"person": "D1", "on": "2021-03-01", "want": "off"}])
    assert faults(folder, (more, schedule)) == others


def test_of_another_problem_under_the_name_of_the_scenario(folder: Path) -> None:
    plan, schedule = solved("trees")
    other = plan.changed(rules=plan.rules[1:])
    for file in folder.iterdir():
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(plan.fingerprint, other.fingerprint), encoding="utf-8")
    assert [fault.split(", by word")[0] for fault in faults(folder, (other, schedule))] == [
        f"{name}: {OTHER}" for name in TIERS
    ]


def test_of_another_roster(folder: Path) -> None:
    plan, schedule = solved("trees")
    fewer = schedule.model_copy(update={"deployments": schedule.deployments[1:]})
    assert faults(folder, (plan, fewer)) == tuple(f"{name}: its solution is not the roster" for name in TIERS)
    assert check_vipr(plan, schedule.deployments, folder).holds


def test_of_a_roster_that_breaks_rules(folder: Path) -> None:
    plan, schedule = solved("trees")
    twice = (*schedule.deployments, schedule.deployments[0])
    away = plan.changed(absences=[{"person": who, "from": "2021-03-01"} for who in ("D1", "D2")])
    assert check_vipr(plan, twice, folder).faults == ("the roster breaks hard rules",)
    assert check_vipr(away, schedule, folder).faults == ("the roster breaks hard rules",)


def test_a_team_across_parts(tmp_path: Path) -> None:
    plan = two()
    schedule = solve(plan, workers=1)
    files = write_vipr(tmp_path / "p.vipr", plan, schedule, schedule.proof)
    across = [team(1, detective="D1", officer="N3")]
    assert check_vipr(plan, across, tmp_path / "p.vipr").faults == ("the roster breaks hard rules",)
    # Those of one part alone say nothing of the whole.
    for file in files:
        if file.name.startswith("part1"):
            file.unlink()
    (fault,) = faults(tmp_path / "p.vipr", (plan, schedule))
    assert fault == "of no tier there are the certificates of all parts, with all tiers before it"


def test_of_one_tier_alone(folder: Path) -> None:
    plan, schedule = solved("trees")
    for n, name in enumerate(TIERS):
        found = check_vipr(plan, schedule, folder / name)
        assert found.holds
        assert found.bounds == tuple(tier.bound if n == m else None for m, tier in enumerate(schedule.tiers))


def test_of_one_tier_twice(folder: Path, text: str) -> None:
    (folder / "tier1-again.vipr").write_text(text, encoding="utf-8")
    assert faults(folder) == (f"{TIERS[0]}: there is another certificate of this tier",)


def test_of_a_roster_where_there_is_none_and_the_reverse(folder: Path, tmp_path: Path) -> None:
    plan = solved("trees")[0]
    assert check_vipr(plan, None, folder).faults == tuple(f"{name}: it is of a roster" for name in TIERS)
    impossible, none = solved("impossible")
    file = tmp_path / "none.vipr"
    write_vipr(file, impossible, none, none.proof)
    assert check_vipr(impossible, None, file).none
    text = file.read_text(encoding="utf-8").replace(impossible.fingerprint, plan.fingerprint)
    file.write_text(text, encoding="utf-8")
    assert faults(file) == ("none.vipr: it is that no roster can exist",)
