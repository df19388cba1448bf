"""Exports of a duty system, a line for each state of somebody, as duties and absences of a scenario."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError, ValidationInfo

from tandem_models import Contract, Day, Fault, InputError
from tandem_models.base import Text, fault, this
from tandem_models.bounds import Sentence
from tandem_models.errors import Faults
from tandem_models.faults import faults_of
from tandem_models.operation import Cost
from tandem_models.scenario.directory import Directory, Listed
from tandem_models.spelling import ended, with_suggestion

from ..dates import MOST_ALIKE, Dates
from ..tables import Table

LONGEST_DUTY = timedelta(days=1)

MOST_ITEMS = 500_000
"""Duties and absences that an export may become: a line of rest days can last a hundred years."""


def _moment(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, datetime):
        value = value.isoformat(sep=" ")
    text = str(value).strip()
    match = re.fullmatch(r"(\S+?)(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?", text)
    if match is None:
        raise fault("wrong_format", "{value} is no date with a time: write it like 2021-03-01 07:00", value=this(text))
    day = _date(match[1], info.context or {})
    hour, minute, second = (int(part or 0) for part in match.groups()[1:])
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise fault("wrong_format", "'{value}' has no time of day: write it like 2021-03-01 07:00", value=text[:40])
    if second:
        raise fault("wrong_format", "'{value}' has seconds: give whole minutes, like 2021-03-01 07:00", value=text[:40])
    return datetime.combine(day, time()) + timedelta(hours=hour, minutes=minute)


_DAY: TypeAdapter[date] = TypeAdapter(Day)


def _date(text: str, context: Mapping[str, Dates]) -> date:
    """A date written year-month-day, or in the order that the context gives."""
    try:
        text = (context.get("dates") or Dates()).iso(text)
    except ValueError as error:
        raise fault("wrong_format", "{sentence}", sentence=str(error)) from None
    return _DAY.validate_python(text)


def _end(value: Any, info: ValidationInfo) -> Any:
    whole_day = isinstance(value, str) and ":" not in value
    return _moment(value, info) + timedelta(days=1) if whole_day else _moment(value, info)


Moment = Annotated[datetime, BeforeValidator(_moment)]
"""A local date with a time of day; without one, midnight."""

EndMoment = Annotated[datetime, BeforeValidator(_end)]
"""Likewise; without a time of day, the end of that date."""


class ExportLine(Contract):
    """Somebody's state between two moments."""

    staff_id: Text = Field(description="Who: the id of one of `people`.")
    start: Moment = Field(description="Local date and time at which it begins: 2021-03-01 07:00.")
    end: EndMoment | None = Field(
        default=None, description="When it ends, a date alone being the last; left out, the date it starts on."
    )
    state: Text = Field(description="What the duty system calls it; `states` says what that means.")


class State(Contract):
    """What a state of the duty system means."""

    state: Text = Field(description="As the duty system calls it.")
    means: Literal["duty", "rest-day", "absence", "nothing"] = Field(
        description="duty: an ordinary duty with these times; rest-day: no duty on these dates, in place of the "
        "person's pattern; absence: away on these dates; nothing: its lines are not read."
    )
    release: Cost | None = Field(
        default=None,
        description="Of a duty or rest day, what it costs to deploy the person in its place; left out, it can't be.",
    )
    why: Text | None = Field(default=None, description="Of an absence, the reason; left out, the state's name.")


class Mapped(NamedTuple):
    """An item of the scenario that a line of an export becomes."""

    part: Literal["duties", "absences"]
    item: dict[str, Any]
    line: int
    """Number of the export's item that it comes from."""


def mapped(export: Table, states: Table, dates: Dates, people: Sequence[Listed]) -> tuple[list[Mapped], Faults]:
    """The duties and absences of an export, and every fault in it and in what its states mean.

    Capitals make no difference to states. `people` are those who may stand in it.

    Raises:
        InputError: it becomes more duties and absences than are read.
    """
    faults = Faults()
    known: dict[str, State] = {}
    for n, state in _read(states, State, faults):
        if (name := state.state.casefold()) in known:
            faults.append(states.fault((n, "state"), _twice(state.state, known[name].state)))
        known.setdefault(name, state)
    found: list[Mapped] = []
    lines = Counter(str(item.get("state", "")).casefold() for item in export.items)
    told = {str(item.get("state", "")).casefold() for item in states.items}  # one with a fault is not unknown besides
    strangers = _strangers(export, {name for name, one in known.items() if one.means == "nothing"}, people, faults)
    nameless = states.items and states.lacks("state")
    for n, line in _read(export, ExportLine, faults, {"dates": dates}):
        name = line.state.casefold()
        if n in strangers:
            continue
        if name in known:
            found += _items(export, n, line, known[name], faults)
            if len(found) > MOST_ITEMS:
                message = f"with this line the export has more than {MOST_ITEMS:,} duties and absences"
                raise InputError([*faults, export.fault((n, "end"), message)])
        elif name not in told and not nameless:
            told.add(name)
            rest = _more(lines[name])
            text = f"unknown state '{line.state[:60]}'{rest}"
            what = with_suggestion("unknown_reference", text, line.state, (state.state for state in known.values()))
            place = f"sheet {states.sheet}" if states.sheet else states.file
            say = f"{ended(what)} Say in {place} what it means"
            faults.append(export.fault((n, "state"), what.saying(say)))
    return found, faults


def _strangers(export: Table, unread: set[str], people: Sequence[Listed], faults: Faults) -> set[int]:
    """Numbers of the lines that count and are of nobody known; each of these is told once."""
    found: dict[str, list[int]] = {}
    ids = {one.id for one in people}
    for n, item in enumerate(export.items if people else ()):
        who = item.get("staff_id")
        if who and who not in ids and str(item.get("state", "")).casefold() not in unread:
            found.setdefault(who, []).append(n)
    directory = Directory(people)
    for who, at in found.items():
        sentence = Sentence("unknown_reference", "") if faults.full else directory.unknown(who)
        told = sentence.saying(sentence + _more(len(at)))
        faults.append(export.fault((at[0], "staff_id"), told))
    return {n for at in found.values() for n in at}


def _more(lines: int) -> str:
    return f" (and {lines - 1} more such line{'s' if lines > 2 else ''})" if lines > 1 else ""


def _twice(state: str, first: str) -> str:
    if state == first:
        return f"the state '{state}' stands here twice: keep one"
    return f"the states '{first}' and '{state}' differ in capitals only, which make no difference: keep one"


def _read(
    table: Table, model: type[Any], faults: Faults, context: Mapping[str, Dates] | None = None
) -> Iterator[tuple[int, Any]]:
    """The items of a table that are in order, with their numbers."""
    alike: dict[tuple[str, str], list[Fault]] = {}
    for n, item in enumerate(table.items):
        try:
            yield n, model.model_validate(item, context=context)
        except ValidationError as error:
            for loc, sentence in faults_of(error, model):
                one = table.fault((n, *loc), sentence)
                if not table.explains(one):
                    alike.setdefault((one.path, re.sub(r"'[^']*'|\d{4}-\d\d-\d\d", "", sentence)), []).append(one)
    for found in alike.values():
        if len(found) <= MOST_ALIKE:
            faults += found
        else:
            message = f"{found[0].message} (and {len(found) - 1} more like it in this column)"
            faults.append(found[0].model_copy(update={"message": message}))


def _items(export: Table, n: int, line: ExportLine, state: State, faults: Faults) -> Iterator[Mapped]:
    """What one line becomes."""
    end = line.end
    if end is not None and end < line.start:
        faults.append(export.fault((n, "end"), Sentence("order", f"ends on {end:%Y-%m-%d %H:%M}, before it starts")))
        return
    last = line.start if end is None or end == line.start else end - timedelta(minutes=1)
    first, until, released = line.start.date(), last.date(), {}
    if state.release is not None:
        released = {"release": state.release}
    match state.means:
        case "duty":
            if end is None or end == line.start:
                faults.append(export.fault((n, "end"), "a duty needs the time at which it ends"))
            elif end - line.start > LONGEST_DUTY:
                faults.append(export.fault((n, "end"), "a duty lasts a day at most: give each a line of its own"))
            else:
                times = {"start": f"{line.start:%H:%M}", "end": f"{end:%H:%M}"}
                yield Mapped("duties", {"person": line.staff_id, "on": first, **times, **released}, n)
        case "rest-day":
            for days in range((until - first).days + 1):
                on = first + timedelta(days=days)
                yield Mapped("duties", {"person": line.staff_id, "on": on, **released}, n)
        case "absence":
            why = state.why or state.state
            yield Mapped("absences", {"person": line.staff_id, "from": first, "to": until, "why": why}, n)
        case "nothing":
            return
