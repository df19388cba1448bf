"""JSON, and with it the fingerprint, has the same forms whatever pydantic writes it: those that files have."""

import hashlib
import json
from datetime import date, time

from tandem_models import Scenario
from tests.builders import people, scenario

PLAN = scenario(
    operation={"name": "Test", "start": date(2021, 3, 1), "end": "2021-03-05", "announced": date(2021, 2, 8)},
    people=people(1, 1),
    absences=[{"person": "D1", "from": date(2021, 3, 1), "to": date(2021, 3, 2), "why": "Überstunden"}],
    duties=[{"person": "N1", "on": date(2021, 3, 3), "start": time(8), "end": "24:00"}],
    objectives=["coverage", {"fairness": 1, "home_area": 3}],
)


def test_every_kind_of_value_has_the_form_that_files_have() -> None:
    for written in (PLAN.model_dump(mode="json", exclude={"export_dates"}), json.loads(PLAN.model_dump_json())):
        assert written["operation"]["announced"] == "2021-02-08"
        assert written["absences"][0].items() >= {
            "person": "D1", "from": "2021-03-01", "to": "2021-03-02", "why": "Überstunden"
        }.items()  # fmt: skip
        assert written["duties"][0].items() >= {"on": "2021-03-03", "start": "08:00", "end": "00:00"}.items()
        assert written["people"][0]["role"] == "detective"
        assert written["objectives"] == [{"coverage": 1}, {"fairness": 1, "home_area": 3}]
        assert Scenario.model_validate(written) == PLAN


def test_the_fingerprint_is_that_of_the_json_sorted_and_close() -> None:
    text = json.dumps(json.loads(PLAN.model_dump_json(exclude={"export_dates"})), sort_keys=True, separators=(",", ":"))
    assert PLAN.fingerprint == hashlib.sha256(text.encode()).hexdigest()
