"""Errors as programs meet them: one tree, each with what is wrong, where, and what was meant."""

import json
import pickle
from datetime import datetime
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from pydantic import BaseModel, ValidationError
from pydantic_core import core_schema

from tandem_models import (
    ArgumentError,
    Deployment,
    DisagreementError,
    Fault,
    FaultCode,
    InputError,
    KindError,
    LimitError,
    Proof,
    QuestionError,
    Report,
    Role,
    RosterError,
    Scenario,
    ScenarioError,
    Schedule,
    TandemError,
)
from tandem_models.base import Result
from tandem_models.rules import KINDS, RuleKind
from tandem_scheduler import (
    alternatives,
    check,
    check_proof,
    compare,
    explain,
    faults,
    fill,
    load_scenario,
    notes,
    read_proof,
    read_roster,
    repaired,
    replaced,
    solve,
    suggest,
    swaps,
    to_frame,
    why,
    why_not,
    worth,
    write_proof,
    write_roster,
)

from .builders import DETECTIVE, START, scenario, team

PLAN = scenario(days=3, rules=[{"kind": "rolling_limit", "days": 7, "limit": 3}, {"use": "uk-police"}])
DATA = json.loads(PLAN.model_dump_json())


def with_changes(**parts):
    return DATA | parts


def refusal(data, model=Scenario):
    with pytest.raises(ValidationError) as caught:
        model.model_validate_json(json.dumps(data))
    return caught.value


WRONG = {
    "rules[0].limit": ("out_of_range", {"rules": [DATA["rules"][0] | {"limit": -1}]}, None),
    "rules[0].kind": ("unknown_value", {"rules": [{"kind": "rolling_limt"}]}, "rolling_limit"),
    "rules[0]": ("combination", {"rules": [{"kind": "consecutive"}]}, None),
    "rules[0].change.daily-rest.hours": (
        "out_of_range",
        {"rules": [{"use": "uk-police", "change": {"daily-rest": {"hours": 0}}}]},
        None,
    ),
    "objectives[1]": ("unknown_value", {"objectives": ["rules", "covrage"]}, "coverage"),
    "operation.end": ("wrong_format", {"operation": DATA["operation"] | {"end": "5/3/2021"}}, "2021-03-05"),
    "people[0].nme": ("unknown_key", {"people": [DATA["people"][0] | {"nme": "x"}, *DATA["people"][1:]]}, "name"),
    "pins[0].area": ("unknown_reference", {"pins": [{"on": "2021-03-01", "area": "nort"}]}, "north"),
    "pins[0].on": ("outside_operation", {"pins": [{"on": "2021-04-01", "area": "north"}]}, None),
    "absences[0]": ("order", {"absences": [{"person": "D1", "from": "2021-03-02", "to": "2021-03-01"}]}, None),
    "absences[0].first": ("wrong_format", {"absences": [{"person": "D1", "first": "soon"}]}, None),
    "evenings.shift": ("missing_key", {"evenings": {"shift": {"start": "14:00"}}}, None),
    "evenings.teams": ("wrong_type", {"evenings": DATA["evenings"] | {"teams": "two"}}, None),
    "demand[0].on[0]": ("unknown_value", {"demand": [{"teams": 1, "true": ["frx"]}]}, None),
}


@pytest.mark.parametrize("path", WRONG)
def test_what_is_wrong_with_json_has_code_path_sentence_and_suggestion(path, tmp_path):
    code, change, suggestion = WRONG[path]
    error = refusal(with_changes(**change))
    (fault,) = faults(error)
    assert (fault.path, fault.code, fault.suggestion) == (path, code, suggestion)
    # The error itself says the same, for frameworks that show it as it is.
    (line,) = error.errors()
    assert (line["type"], line["msg"]) == (code, fault.message)
    # And so does the command.
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(with_changes(**change)))
    with pytest.raises(ScenarioError) as caught:
        load_scenario(file)
    assert [(one.code, one.message, one.suggestion) for one in faults(caught.value)] == [
        (code, fault.message, suggestion)
    ]


def test_codes_are_none_of_pydantic_s_own():
    assert not {*get_args(FaultCode)} & {*get_args(core_schema.ErrorType)}


def test_a_fault_in_json_comes_back_whole():
    (fault,) = faults(refusal(with_changes(objectives=["covrage"])))
    assert Fault.model_validate_json(fault.model_dump_json()) == fault
    assert fault.model_dump(exclude_defaults=True) == {
        "path": "objectives[0]",
        "code": "unknown_value",
        "message": "unknown value 'covrage', did you mean 'coverage'?",
        "suggestion": "coverage",
    }


def test_faults_of_a_scenario_within_another_body_and_of_a_framework_s_error():
    class Ask(BaseModel):
        scenario: Scenario
        seconds: float = 60

    error = refusal({"scenario": with_changes(objectives=["covrage"]), "seconds": 1}, Ask)
    assert [fault.path for fault in faults(error)] == ["scenario.objectives[0]"]

    class RequestValidationError(Exception):
        """As FastAPI has it."""

        def errors(self):
            return [{**line, "loc": ("body", *line["loc"])} for line in error.errors()]

    assert faults(RequestValidationError()) == faults(error)


def test_faults_of_a_schedule():
    (fault,) = faults(refusal({"status": "optimal", "stop_reason": "bored", "stamp": 1}, Schedule))[:1]
    assert fault.message.startswith("unknown value 'bored': known are complete,")


# Calls


FREED = suggest(PLAN, [team(1)], START, DETECTIVE, instead="D1")
"""About the team of the first evening."""

WRONG_CALLS = {
    "a scenario as data": (KindError, "scenario", lambda: solve(DATA)),
    "a scenario's file": (KindError, "scenario", lambda: solve("plan.yaml")),
    "workers as text": (KindError, "workers", lambda: solve(PLAN, workers="2")),
    "workers as a truth": (KindError, "workers", lambda: solve(PLAN, workers=True)),
    "no workers": (LimitError, "workers", lambda: solve(PLAN, workers=0)),
    "a seed as a float": (KindError, "seed", lambda: solve(PLAN, seed=1.5)),
    "a limit as text": (KindError, "time_limit", lambda: solve(PLAN, time_limit="60")),
    "no time": (LimitError, "time_limit", lambda: explain(PLAN, time_limit=0)),
    "not a number": (LimitError, "time_limit", lambda: worth(PLAN, time_limit=float("nan"))),
    "a gap as text": (KindError, "gap", lambda: solve(PLAN, gap="1%")),
    "stagnation below 0": (LimitError, "stagnation", lambda: solve(PLAN, stagnation=-1)),
    "progress to nobody": (KindError, "on_progress", lambda: solve(PLAN, on_progress=5)),
    "no event": (KindError, "stop", lambda: fill(PLAN, [], stop=5)),
    "an evening with a time": (KindError, "evening", lambda: suggest(PLAN, [], datetime(2021, 3, 1), DETECTIVE)),
    "an evening as a number": (KindError, "evening", lambda: why(PLAN, [], "D1", 20210301)),
    "an evening elsewhere written": (QuestionError, "evening", lambda: suggest(PLAN, [], "1/3/2021", DETECTIVE)),
    "an evening after the end": (QuestionError, "evening", lambda: suggest(PLAN, [], "2021-04-01", DETECTIVE)),
    "no such role": (QuestionError, "role", lambda: suggest(PLAN, [], START, "sergeant")),
    "nobody": (QuestionError, "person", lambda: why(PLAN, [], "D9", START)),
    "nobody's replacement": (QuestionError, "instead", lambda: suggest(PLAN, [], START, DETECTIVE, instead="D1")),
    "nobody to replace": (QuestionError, "instead", lambda: suggest(PLAN, [], START, DETECTIVE, instead="D99")),
    "a number to replace": (KindError, "instead", lambda: suggest(PLAN, [], START, DETECTIVE, instead=5)),
    "nobody's evening": (QuestionError, "person", lambda: swaps(PLAN, [], "D1", START)),
    "a number's evening": (KindError, "person", lambda: swaps(PLAN, [], 1, START)),
    "a swap with nobody": (QuestionError, "other", lambda: swaps(PLAN, [team(1)], "D1", START, other="D99")),
    "an evening off that is none": (
        QuestionError,
        "away[1]",
        lambda: suggest(PLAN, [], START, DETECTIVE, away=[START, "soon"]),
    ),
    "evenings off as text": (KindError, "away", lambda: suggest(PLAN, [], START, DETECTIVE, away="2021-03-01")),
    "no such area": (QuestionError, "area", lambda: why_not(PLAN, [], "D1", START, "nort")),
    "an area as a number": (KindError, "area", lambda: why_not(PLAN, [], "D1", START, 5)),
    "one roster to choose from": (LimitError, "count", lambda: alternatives(PLAN, 1)),
    "a broken roster to begin with": (QuestionError, "roster", lambda: alternatives(PLAN, roster=[team(1), team(1)])),
    "nothing on top": (LimitError, "top", lambda: worth(PLAN, top=0)),
    "moves as text": (KindError, "moves", lambda: suggest(PLAN, [], START, DETECTIVE, moves="1")),
    "prices in a list": (KindError, "prices", lambda: explain(PLAN, prices=[1])),
    "a price of nothing": (QuestionError, "prices.pn", lambda: explain(PLAN, prices={"pn": 1})),
    "a price as text": (KindError, "prices.pin", lambda: fill(PLAN, [], prices={"pin": "1"})),
    "a price of 0": (LimitError, "prices.pin", lambda: fill(PLAN, [], prices={"pin": 0})),
    "an answer about others": (QuestionError, "answers", lambda: replaced(PLAN, [], FREED)),
    "answers about others": (QuestionError, "answers[1]", lambda: replaced(PLAN, [team(1)], [FREED, FREED])),
    "an answer as data": (KindError, "answers", lambda: replaced(PLAN, [], {"candidates": []})),
    "answers as data": (KindError, "answers[0]", lambda: replaced(PLAN, [], [{"candidates": []}])),
    "no answers": (KindError, "answers", lambda: replaced(PLAN, [], None)),
    "a repair as data": (KindError, "repair", lambda: repaired(PLAN, {})),
    "the roster before as data": (KindError, "before", lambda: compare(PLAN, {}, [])),
    "the roster after as numbers": (KindError, "after[0]", lambda: compare(PLAN, [], [1])),
    "no such table": (QuestionError, "of", lambda: to_frame(check(PLAN, []), "visit")),
    "a roster as data": (KindError, "roster", lambda: check(PLAN, {"deployments": []})),
    "a roster's file": (KindError, "roster", lambda: check(PLAN, "roster.csv")),
    "files that are none": (KindError, "path", lambda: load_scenario(DATA)),
    "a roster's file that is none": (KindError, "path", lambda: read_roster(None)),
    "a file to write that is none": (KindError, "path", lambda: write_roster(5, [])),
    "no proof to write": (KindError, "proof", lambda: write_proof("proof.json", None)),
    "no scenario to write": (KindError, "scenario", lambda: write_roster("a.html", [])),
    "a proof as data": (KindError, "proof", lambda: check_proof(PLAN, [], {})),
    "a table of nothing": (QuestionError, "of", lambda: to_frame([])),
    "a table of numbers": (KindError, "items[0]", lambda: to_frame([1], Deployment)),
    "notes on nothing": (KindError, "scenario", lambda: notes(None)),
}


@pytest.mark.parametrize("name", WRONG_CALLS)
def test_wrong_arguments_have_a_sentence_and_say_which(name):
    kind, argument, call = WRONG_CALLS[name]
    with pytest.raises(TandemError) as caught:
        call()
    error = caught.value
    assert type(error) is kind
    assert isinstance(error, ValueError)
    assert isinstance(error, TypeError) == (kind is KindError)
    (fault,) = faults(error)
    assert (fault.path, fault.message) == (argument, str(error))
    assert not str(error).startswith("Input should")


def test_a_role_that_is_none_is_named_with_what_was_meant():
    for word, message, meant in (
        ("offcer", "unknown role 'offcer', did you mean 'officer'?", "officer"),
        ("Detectives", "unknown role, did you mean 'detective'?", "detective"),
        ("sergeant", "unknown role 'sergeant': known are detective, neighbourhood_officer, officer", None),
    ):
        with pytest.raises(QuestionError) as caught:
            suggest(PLAN, [], START, word)
        (fault,) = caught.value.faults
        assert (fault.code, fault.message, fault.suggestion) == ("unknown_value", message, meant)
    (fault,) = faults(refusal(with_changes(people=[DATA["people"][0] | {"role": "offcer"}, *DATA["people"][1:]])))
    assert (fault.path, fault.suggestion) == ("people[0].role", "officer")


def test_what_numbers_of_other_libraries_and_texts_of_dates_and_roles_mean():
    one = solve(PLAN, workers=np.int64(1), seed=np.int32(3), time_limit=np.float32(60), deterministic=np.int64(5))
    assert one.stamp.model_dump(include={"seed", "workers", "deterministic"}) == {
        "seed": 3,
        "workers": 1,
        "deterministic": 5.0,
    }
    assert suggest(PLAN, one, "2021-03-01", "officer") == suggest(PLAN, one, START, Role.NEIGHBOURHOOD_OFFICER)
    data = with_changes(evenings=DATA["evenings"] | {"teams": np.int64(1), "shortage": np.uint8(2)})
    data["areas"] = [area | {"priority": np.float32(0.5)} for area in DATA["areas"]]
    plan = Scenario.model_validate(data)
    assert (plan.evenings.teams, plan.evenings.shortage, plan.areas[0].priority) == (1, 2, 0.5)
    assert Scenario.model_validate_json(plan.model_dump_json()) == plan


@pytest.mark.parametrize(
    "error",
    [
        ScenarioError([Fault(code="order", path="operation", message="x"), Fault(file="a.csv", line=2, message="y")]),
        RosterError([]),
        InputError([Fault(message="x")]),
        ArgumentError("x", "seed"),
        LimitError("x", "seed"),
        QuestionError("x"),
        KindError("x", "stop"),
        DisagreementError("x", Path("plan.json")),
    ],
)
def test_errors_go_from_one_process_to_another(error):
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (type(again), str(again), again.faults) == (type(error), str(error), error.faults)
    assert vars(again) == vars(error)


# Answers


def test_what_readers_need_is_in_the_json_and_what_is_new_is_passed_over():
    schedule = solve(PLAN, workers=1)
    report = check(PLAN, schedule)
    for answer, key in ((schedule, "has_roster"), (report, "ok")):
        data = json.loads(answer.model_dump_json())
        assert data[key] is True
        assert data["version"] == 1
        assert type(answer).model_validate(data | {"colour": "blue"}) == answer


NEWER = "2 is of a newer Tandem, where something means something else: update this one, it reads 1"


@pytest.mark.parametrize("kind", [*Result.__subclasses__()], ids=lambda kind: kind.__name__)
def test_an_answer_of_a_version_that_means_something_else_is_refused(kind):
    told = [(fault.path, fault.code, fault.message) for fault in faults(refusal({"version": 2}, kind))]
    assert ("version", "out_of_range", NEWER) in told


def test_so_are_a_roster_and_a_certificate_in_files(tmp_path):
    file = tmp_path / "roster.json"
    data = json.loads(solve(PLAN, workers=1).model_dump_json())
    for read, written in ((read_roster, data), (read_proof, data["proof"])):
        file.write_text(json.dumps(written | {"version": 2}))
        with pytest.raises(InputError) as caught:
            read(file)
        assert [(fault.line, fault.path, fault.message) for fault in caught.value.faults] == [(1, "version", NEWER)]


def test_a_roster_s_file_with_newer_keys_is_read_and_slips_by_hand_are_told(tmp_path):
    file = tmp_path / "roster.json"
    one = json.loads(team(1).model_dump_json()) | {"vehicle": "van"}
    file.write_text(json.dumps({"version": 1, "deployments": [one], "vehicles": 1}))
    assert read_roster(file) == (team(1),)
    file.write_text(json.dumps({"deployments": [one], "vehicles": 1}))
    with pytest.raises(RosterError) as caught:
        read_roster(file)
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("unknown_key", "deployments[0].vehicle"),
        ("unknown_key", "vehicles"),
    ]


def test_what_is_no_error_has_no_faults():
    with pytest.raises(KindError, match="an error with faults is wanted, not a value of type OSError"):
        faults(OSError("x"))


def test_words_of_which_there_is_a_list_are_listed_in_the_schema():
    assert {*get_args(RuleKind)} == {*KINDS}
    listed = json.dumps(Report.model_json_schema(mode="serialization")["$defs"]["Violation"]["properties"]["kind"])
    assert all(f'"{kind}"' in listed for kind in (*KINDS, "double_booking"))
    with pytest.raises(ValidationError):
        Proof.model_validate({"version": 0})
