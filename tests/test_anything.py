"""Anything as a roster: every call gives an answer or a clear error.

`TANDEM_FUZZ=5000 pytest -n 0 tests/test_anything.py` throws more at every call than the suite has time for.
"""

import os
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem_models import Deployment, DisagreementError, TandemError
from tandem_scheduler import to_frame

from .builders import day, team
from .test_entrance import OTHER, OUTSIDE, PLAN, WITH_ROSTERS, without_a_roster

EXAMPLES = int(os.environ.get("TANDEM_FUZZ", "12"))

IDS = st.sampled_from(["D1", "D2", "N1", "N2"])
ODD = st.none() | st.integers() | st.text(max_size=3) | st.just(["D1"]) | st.just(datetime(2021, 3, 1))
DATES = st.dates(day(0), day(4)) | st.dates()
AREAS = st.sampled_from(["north", "south"])
SOUND = st.builds(team, st.integers(1, 3), AREAS, st.sampled_from(["D1", "D2"]), st.sampled_from(["N1", "N2"]))
READABLE = st.builds(
    Deployment, evening=st.dates(day(0), day(4)), area=AREAS | st.just("east"), detective=IDS, officer=IDS
)
UNCHECKED = st.builds(
    Deployment.model_construct, evening=DATES | ODD, area=AREAS | ODD, detective=IDS | ODD, officer=IDS | ODD
)
ROSTERS = (
    st.lists(SOUND, max_size=5)
    | st.lists(SOUND, max_size=5, unique_by=lambda one: one.evening)
    | st.lists(SOUND | READABLE, max_size=4)
    | st.lists(SOUND | READABLE | UNCHECKED | ODD, max_size=4)
    | ODD
    | st.builds(without_a_roster, st.sampled_from(["infeasible", "unknown"]))
    | st.builds(
        lambda teams: without_a_roster("optimal").model_copy(update={"deployments": teams}), st.lists(SOUND | UNCHECKED)
    )
)


@pytest.mark.parametrize("name", [*WITH_ROSTERS, "to_frame"])
def test_anything_as_a_roster_gives_an_answer_or_a_clear_error(tmp_path_factory, name):
    path = tmp_path_factory.mktemp("anything")

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from([PLAN, PLAN, OTHER, OUTSIDE]), ROSTERS)
    def ask(plan, roster):
        try:
            if name == "to_frame":
                to_frame(roster)
            else:
                WITH_ROSTERS[name](plan, roster, path)
        except DisagreementError:
            raise
        except (TandemError, ValueError, TypeError):
            pass

    ask()
