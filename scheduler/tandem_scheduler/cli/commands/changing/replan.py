"""`tandem replan`: a published roster planned anew with the fewest changes."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from rich.console import Group, RenderableType

from tandem_models import ArgumentError, Pin, Replan, Scenario, Schedule, Violation
from tandem_scheduler.views.phrases import conclusion, told_once

from ...files import rescue
from ...files.targets import Targets
from ...names import Names, area_meant, person_meant
from ...options import (
    LONGEST,
    Anonymous,
    CalendarFolder,
    DecidedDate,
    HistoryRoster,
    Json,
    NoticesTarget,
    OutFiles,
    PinnedRoster,
    ScenarioFile,
    Seed,
    Workers,
    date_of,
    number,
)
from ...output import (
    Inputs,
    RosterContent,
    answers,
    say,
    show,
    show_json,
    tell_marks,
    tell_notes,
    words,
)
from ...page import merged
from ...pins import pinned
from ...process.interrupt import stop_on_signals
from ..compare import differences
from ..solve import code_of, solved
from .next import refuse_bad_plan, write_plan

MOST = 12
"""Sentences of what can't stay that are shown."""

_SPAN = re.compile(r"(?P<word>.+?):(?P<first>[^:]+?)(?:\.\.(?P<last>[^:]+))?")


def replan(
    scenario_file: ScenarioFile,
    published: Annotated[
        Path | None,
        typer.Option("--published", metavar="ROSTER", help="The roster people were told; left out, that of the plan."),
    ] = None,
    today: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="Evenings before it are over; left out, as the plan has it."),
    ] = None,
    absent: Annotated[
        list[str] | None,
        typer.Option(metavar="WHO:DATE[..DATE]", help="Who is away, a day or from one to another. May be repeated."),
    ] = None,
    drop_area: Annotated[
        list[str] | None,
        typer.Option("--drop-area", metavar="AREA:DATE", help="An area not gone to from a date on. May be repeated."),
    ] = None,
    pin: Annotated[
        list[str] | None,
        typer.Option(metavar="DATE:WHO[,WHO][,AREA]", help="What must stand on an evening. May be repeated."),
    ] = None,
    as_worked: Annotated[
        Path | None,
        typer.Option(
            "--as-worked",
            metavar="ROSTER",
            help="What was worked on evenings that are over, where that is not as published.",
        ),
    ] = None,
    pins: PinnedRoster = None,
    history: HistoryRoster = None,
    time_limit: Annotated[
        float, typer.Option(min=0.1, max=LONGEST, callback=number, metavar="SECONDS", help="Longest time to search.")
    ] = 60.0,
    workers: Workers = None,
    seed: Seed = 0,
    out: OutFiles = None,
    calendars: CalendarFolder = None,
    notices: NoticesTarget = None,
    decided: DecidedDate = None,
    plan_out: Annotated[
        Path | None,
        typer.Option(
            "--plan-out",
            metavar="NEWPLAN",
            help="Also write the plan as it stands now: .yaml, .json, .xlsx or a folder.",
        ),
    ] = None,
    anonymous: Anonymous = False,
    as_json: Json = False,
) -> None:
    """Plan a published roster anew with the fewest changes.

    The evenings before --from are over: they stay as published, or as --as-worked says, whatever they break. On the
    others as little as possible is told otherwise, dearer the later the notice; where teams would be missing, that
    counts first. What is different now stands in the plan, or comes with --absent, --drop-area and --pin. The published
    roster may be of any form that `check` reads, and break rules: what was broken may stay so, at a price. Says what
    can't stay, who is told what, and how it is known that less would not do.

    Exit code 0 where there is a roster, 1 where none can exist, 2 for bad input, 3 where none was found in time, 74
    where a file could not be written, 130 where it was interrupted before one was found.
    """
    from tandem_scheduler import api
    from tandem_scheduler.io.rosters import read_published

    on = date_of(today, "--from")
    targets = Targets(
        *(tuple(out or ()), calendars, published, anonymous),
        notices=notices,
        decided=date_of(decided, "--decided"),
        offers_proof=False,
    )
    targets.refuse_bad_ones(scenario_file, *filter(None, (published, as_worked, pins, history)))
    if plan_out is not None:
        refuse_bad_plan(plan_out, "--plan-out")
    inputs = Inputs("nothing was planned anew")
    scenario, told = None, None
    with inputs.reading(scenario_file):
        scenario = api.load_scenario(scenario_file)
    scenario = inputs.with_history(scenario, history)
    rosters, worked = inputs.rosters(scenario, pins), None
    if scenario is not None and as_worked is not None:
        with inputs.reading(as_worked):
            worked = read_published(as_worked, scenario)
            tell_marks(as_worked)
    if scenario is not None and published is not None:
        with inputs.reading(published):
            told = read_published(published, scenario)
            tell_marks(published)
    inputs.finish()
    assert scenario is not None  # noqa: S101 - finish ends the command where it could not be read
    if told is None and not scenario.published:
        raise typer.BadParameter("give the roster that people were told", param_hint="--published")
    if on is None and scenario.operation.today is None:
        raise typer.BadParameter("give the date from which it is planned anew", param_hint="--from")
    if pins is not None:
        scenario, _ = pinned(scenario, rosters[pins], pins, False, inputs, anonymous)
    asked = _Asked(scenario, told, worked or (), on)
    plan, call = _call(asked, absent or (), drop_area or (), pin or (), published or scenario_file, inputs)
    targets.refuse_others(scenario, inputs)
    tell_notes(plan.anonymous() if anonymous else plan, lambda _: "", ())
    with stop_on_signals() as stop:
        with inputs.reading(published or scenario_file):
            found = solved(
                partial(call, time_limit=time_limit, workers=workers, seed=seed, stop=stop), time_limit, stop
            )
        inputs.finish()
        schedule = found.schedule
        if schedule.has_roster:
            rescue.hold(schedule)
        written = targets.write(plan, schedule)
        if plan_out is not None and not schedule.has_roster:
            now = plan.anonymous() if anonymous else plan
            write_plan(plan_out, now, [f"{plan.operation.name}, as it stands on {plan.opening}. By `tandem replan`."])
            say(f"Wrote {plan_out}: `tandem explain` can be asked about it.")
        elif plan_out is not None:
            head = f"{plan.operation.name}, as it stood on {plan.opening}, with the new roster. By `tandem replan`."
            write_plan(plan_out, _published(plan.anonymous() if anonymous else plan, schedule), [head])
            say(f"Wrote {plan_out}. What comes after is asked of it: the new roster is what it has as published.")
        if as_json:
            show_json(found.model_copy(update={"plan": plan.anonymous()}).model_dump_json(indent=2))
        else:
            show(answers(), *_parts(found.plan.anonymous() if anonymous else found.plan, found))
    raise typer.Exit(written or code_of(schedule))


class _Asked(NamedTuple):
    """What is planned anew."""

    scenario: Scenario
    told: RosterContent | None
    worked: RosterContent
    today: date | None


def _call(
    asked: _Asked,
    absent: Iterable[str],
    dropped: Iterable[str],
    fixed: Iterable[str],
    file: Path,
    inputs: Inputs,
) -> tuple[Scenario, Callable[..., Replan]]:
    """The plan as it stands now, and the library's call, its options read."""
    from tandem_scheduler import api

    scenario, told, worked, on = asked
    plan, absences, closures, pins = scenario, list[dict[str, object]](), dict[str, date | str](), list[Pin]()
    for text in absent:
        word, first, last = _span(text, "--absent", "D07:2021-03-05..2021-03-09")
        who = word if _is_tag(scenario, word) else person_meant(scenario, word, "--absent")
        absences.append({"person": who, "from": first, "to": last})
    for text in dropped:
        word, first, _ = _span(text, "--drop-area", "charnwood:2021-03-05")
        closures[area_meant(scenario, word, "--drop-area")] = first
    for text in fixed:
        pins.append(_pin(scenario, text, on or scenario.opening))
    with inputs.reading(file):
        scenario = scenario.changed(pins=(*scenario.pins, *pins)) if pins else scenario
        try:
            plan = api.amended(scenario, told, today=on, absences=absences, closures=closures, worked=worked)
        except ArgumentError as error:
            raise typer.BadParameter(str(error), param_hint="--from") from None
    inputs.finish()
    call = partial(api.replan, scenario, told, today=on, absences=absences, closures=closures, worked=worked)
    return plan, call


def _span(text: str, option: str, like: str) -> tuple[str, date, date | None]:
    """What stands before the colon, and the dates after it."""
    found = _SPAN.fullmatch(text)
    if found is None:
        raise typer.BadParameter(f"'{text}' is not like {like}", param_hint=option)
    last = found["last"]
    first = date_of(found["first"], option)
    until = None if last is None else date_of(last, option)
    if until is not None and until < first:
        raise typer.BadParameter(f"'{text}' ends before it begins", param_hint=option)
    return found["word"], first, until


def _is_tag(scenario: Scenario, word: str) -> bool:
    return word not in scenario.person and any(word in person.tags for person in scenario.people)


def _pin(scenario: Scenario, text: str, today: date) -> Pin:
    """What must stand on an evening: people by their role, and an area."""
    day, colon, rest = text.partition(":")
    if not colon or not rest.strip():
        raise typer.BadParameter(f"'{text}' is not like 2021-03-05:D04,charnwood", param_hint="--pin")
    on = date_of(day, "--pin")
    if on not in scenario.calendar or on < today:
        raise typer.BadParameter(f"{on} is no evening to come of the operation", param_hint="--pin")
    named: dict[str, str] = {}
    for word in map(str.strip, rest.split(",")):
        if word in scenario.area:
            key, found = "area", word
        else:
            found = person_meant(scenario, word, "--pin")
            key = "detective" if scenario.person[found].role == "detective" else "officer"
        if named.setdefault(key, found) != found:
            raise typer.BadParameter(f"'{text}' names two of a kind: {named[key]} and {found}", param_hint="--pin")
    return Pin.model_validate({"on": on, **named})


def _when(violation: Violation) -> tuple[date, ...]:
    """By which what is broken is told in order."""
    return violation.evenings


def _published(plan: Scenario, schedule: Schedule) -> Scenario:
    """The plan with its new roster as what people were told."""
    return plan.changed(published=[dict(team) for team in schedule.deployments])


def _parts(scenario: Scenario, found: Replan) -> list[RenderableType]:
    """What can't stay, who is told what, the tiers, and what came of it."""
    names, parts = Names(scenario), list[RenderableType]()
    lasting = {(one.kind, one.people, one.areas, one.evenings) for one in found.tolerated}
    gone = [one for one in merged(found.disrupted) if (one.kind, one.people, one.areas, one.evenings) not in lasting]
    for title, some in (
        ("Worked all the same, on evenings that are over", merged(found.accepted)),
        ("What can't stay as published", gone),
        ("Broken already, and left so", merged(found.tolerated)),
    ):
        if lines := [names.with_names(one.message) for one in sorted(told_once(some), key=_when)]:
            more = [words(f"and {len(lines) - MOST} more")] if len(lines) > MOST else []
            parts.append(Group(words(f"{title}:"), *(words(f"- {line}") for line in lines[:MOST]), *more))
    if found.comparison is None:
        told = conclusion(scenario, found.schedule, " To see why: tandem explain, of the plan that --plan-out writes.")
        return [*parts, words(told, "bold yellow")]
    good = found.schedule.status == "optimal"
    return [
        *parts,
        *(differences(scenario, found.comparison)[: -1 if found.comparison.changes else None]),
        words(names.with_names(found.message), "bold green" if good else "bold yellow"),
    ]
