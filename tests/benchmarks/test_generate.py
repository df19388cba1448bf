"""Benchmark operations: seeded, of the right size, always with a roster."""

import pytest

from benchmarks.operations.generate import generate, scenario, write
from benchmarks.operations.sizes import SIZES, VARIANTS, Size
from tandem_models import Deployment
from tandem_models.rules import KINDS
from tandem_scheduler import load_scenario, notes
from tandem_scheduler.checks import Checker

SMALL = [(size, variant) for size in ("S", "M") for variant in VARIANTS]


@pytest.mark.parametrize(("size", "variant"), SMALL)
def test_same_seed_same_scenario(size, variant):
    assert generate(size, variant, 7) == generate(size, variant, 7)


@pytest.mark.parametrize("variant", VARIANTS)
def test_other_seed_other_scenario(variant):
    assert generate("S", variant, 1)["areas"] != generate("S", variant, 2)["areas"]


@pytest.mark.parametrize("size", ["S", "M", "L"])
def test_sizes(size):
    made, wanted = scenario(size), SIZES[size]
    assert len(made.calendar) == wanted.evenings
    assert len(made.areas) == wanted.areas
    assert {evening.teams for evening in made.calendar.values()} == {wanted.teams}
    assert [len(made.of_role(role)) for role in ("detective", "neighbourhood_officer")] == [
        wanted.detectives,
        wanted.officers,
    ]


def test_availability():
    made = scenario("L")
    there = [made.release_cost(person.id, on) is not None for person in made.people for on in made.calendar]
    assert 0.52 < sum(there) / len(there) < 0.58


def test_tight_has_fewer_people_and_loose_more():
    counts = [len(scenario("M", variant).people) for variant in ("tight", "plain", "loose")]
    assert counts == sorted(set(counts))


@pytest.mark.parametrize("variant", ["rich", "full"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_pinned_teams_keep_every_hard_rule(variant, seed):
    made = scenario("S", variant, seed)
    officers = {entry.officer for entry in made.pins if entry.officer}
    assert made.pins
    assert officers
    # A pin that leaves the officer open was drawn with one: some officer completes it.
    fixed: list[Deployment] = []
    checker = Checker(made.model_copy(update={"pins": ()}))
    for pin in made.pins:
        options = [pin.officer] if pin.officer else [p.id for p in made.of_role("neighbourhood_officer")]
        teams = [
            Deployment(evening=pin.on, area=pin.area, detective=pin.detective, officer=officer) for officer in options
        ]
        fixed.append(next(team for team in teams if checker.valid([*fixed, team])))
    assert Checker(made).valid(fixed)


def test_rich_has_everything():
    made = scenario("S", "rich")
    for part in ("demand", "patterns", "duties", "absences", "requests", "history", "pins"):
        assert getattr(made, part), part
    kinds = {rule.kind for rule in made.rules_in_force}
    assert kinds >= {
        "visits",
        "area_limit",
        "area_teams",
        "keep_apart",
        "max_evenings",
    }
    assert not notes(made)


def test_full_has_every_kind_of_rule():
    made = scenario("S", "full")
    assert {rule.kind for rule in made.rules_in_force} == KINDS.keys()
    # A window for pairs that may meet once anyway: it stays as it was measured.
    assert [note.partition(":")[0] for note in notes(made)] == ["rule 26 (pair_repeat) changes nothing"]


def test_dimensions_of_ones_own():
    made = scenario(Size(evenings=10, areas=3, teams=1, detectives=4, officers=5))
    assert (len(made.calendar), len(made.areas), len(made.people)) == (10, 3, 9)


@pytest.mark.parametrize("name", ["one.yaml", "one.json"])
def test_written_files_load(tmp_path, name):
    write(generate("S", "rich"), tmp_path / name)
    assert load_scenario(tmp_path / name).fingerprint == scenario("S", "rich").fingerprint
