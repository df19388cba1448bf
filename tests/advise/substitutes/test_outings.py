"""How much somebody works who goes, beside the others of their role."""

from tandem_models import Outing, Role
from tandem_scheduler import suggest
from tests.builders import day, people, scenario, team, worked

ONE = {"shift": {"start": "14:00", "end": "22:00"}, "teams": 1}


def test_evenings_beside_others_and_the_nearest_ones():
    plan = scenario(days=9, people=people(1, 4), evenings=ONE)
    roster = [team(1, officer="N2"), team(2, officer="N3"), team(3, officer="N3"), team(4), team(9, officer="N2")]
    (first, *_) = suggest(plan, roster, day(4), Role.NEIGHBOURHOOD_OFFICER, instead="N1").candidates
    # N1 drops out: nobody's evenings are held against theirs.
    assert first.outing == Outing(person="N4", evenings=1, fewest=2, most=2, last=None, next=None)
    assert first.message == "N4 with D1 in north: 1 evening, others 2; not out before."
    by_id = {
        one.person: one for one in suggest(plan, roster, day(4), Role.NEIGHBOURHOOD_OFFICER, instead="N1").candidates
    }
    assert by_id["N2"].outing == Outing(person="N2", evenings=3, fewest=0, most=2, last=day(1), next=day(9))
    assert by_id["N2"].message.endswith("3 evenings, others 0 to 2; last out 3 days before, next 5 days after.")
    assert by_id["N3"].message.endswith("others 0 to 2; last out the day before.")


def test_evenings_before_the_operation_count_where_fairness_counts_them():
    parts = {"people": people(1, 3), "evenings": ONE, "history": worked("N2", 0, -2) + worked("N3", -1)}
    for counts, told in (("all", "3 evenings with 2 before, others 1"), ("limits", "1 evening, others 0")):
        plan = scenario(**parts, history_counts=counts)
        found = suggest(plan, [team(2)], day(2), Role.NEIGHBOURHOOD_OFFICER, instead="N1").candidates
        message = next(one.message for one in found if one.person == "N2")
        assert message == f"N2 with D1 in north: {told}; last out 2 days before."


def test_who_can_never_go_is_no_measure():
    crew = people(1, 4, N4={"until": "2020-12-31"})
    plan = scenario(people=crew, evenings=ONE)
    found = suggest(
        plan, [team(1), team(2, officer="N2"), team(3, officer="N3")], day(1), Role.NEIGHBOURHOOD_OFFICER, instead="N1"
    )
    assert found.candidates[0].outing.fewest == 1


def test_moves_count_on_both_sides():
    plan = scenario(evenings=ONE, people=people(1, 3), rules=[{"kind": "evening_gap", "evenings": 1, "who": ["N2"]}])
    roster = [team(1, officer="N2"), team(2), team(3, officer="N3")]
    moved = suggest(plan, roster, day(2), Role.NEIGHBOURHOOD_OFFICER, instead="N1", moves=1, away=[day(1)])
    (chain,) = [candidate for candidate in moved.candidates if candidate.person == "N2"]
    # N3 takes the first evening of N2.
    assert chain.outing == Outing(person="N2", evenings=1, fewest=2, most=2)


def test_what_else_changes_is_told_but_not_the_squares_of_fairness():
    plan = scenario(
        evenings=ONE,
        objectives=["coverage", "fairness", "requests"],
        requests=[{"person": "N2", "on": day(2), "want": "off"}],
    )
    (only,) = suggest(plan, [team(1), team(2)], day(2), Role.NEIGHBOURHOOD_OFFICER, instead="N1").candidates
    assert [effect.tier for effect in only.effects if effect.before != effect.after] == ["fairness", "requests"]
    assert only.message == "N2 with D1 in north: 1 evening; not out before; requests 0 to 1."
