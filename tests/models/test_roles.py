"""The words for roles: `officer` and plurals are read, the role's own word is written."""

from tandem_models import Person
from tests.builders import people, scenario


def test_an_officer_is_a_neighbourhood_officer_wherever_a_role_is_asked_for():
    crew = [{"id": "D1", "role": "detectives"}, {"id": "N1", "role": "officer"}]
    plan = scenario(people=crew, rules=[{"kind": "max_evenings", "max": 1, "who": "officers"}])
    assert [person.role for person in plan.people] == ["detective", "neighbourhood_officer"]
    assert [person.id for person in plan.selected(plan.rules_in_force[0].who)] == ["N1"]
    assert '"officer"' not in plan.model_dump_json()


def test_a_tag_comes_before_the_word_for_a_role():
    plan = scenario(people=people(1, 2, N2={"tags": ["officers"]}), rules=[{"kind": "keep_apart", "who": "officers"}])
    assert [person.id for person in plan.selected(["officers"])] == ["N2"]
    assert [person.id for person in plan.selected(["officer"])] == ["N1", "N2"]


def test_the_schema_takes_the_words_for_roles_and_what_is_written_is_canonical():
    read, written = (
        Person.model_json_schema(mode=mode)["$defs"]["Role"]["enum"] for mode in ("validation", "serialization")
    )
    assert written == ["detective", "neighbourhood_officer"]
    assert set(read) == {
        "detective",
        "detectives",
        "officer",
        "officers",
        "neighbourhood_officer",
        "neighbourhood_officers",
    }
