"""`tandem explain`: why no roster can exist and what would give; why somebody is sent out on an evening, or not."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter

from tandem_models import Answer, ArgumentError, Conflict, Explanation, Filling, Finding, Scenario, Violation, Worth
from tandem_scheduler.words.plain import count, long_day

from ..files.targets import Targets
from ..names import Names, area_meant, person_meant
from ..options import LONGEST, Anonymous, HistoryRoster, Json, PinnedRoster, PinsAsFacts, ScenarioFile, number
from ..output import Code, Inputs, answers, messages, show, show_json, words
from ..pins import explained as pinned_explained
from ..pins import pinned, pinned_in_words, refuse_facts_of_nothing
from ..process.interrupt import in_background, stop_on_signals
from ..progress import waiting

Asked = tuple[str, date, str | None]
"""Person, evening and area, if any."""

Reply = Answer | Explanation | Worth | tuple[Filling, ...]

ALONE = {
    "--worth": ("--roster", "--why", "--why-not", "--conflicts", "--repairs", "--price", "--proof"),
    "--why": ("--why-not", "--conflicts", "--repairs", "--price", "--proof"),
    "--why-not": ("--conflicts", "--repairs", "--price", "--proof"),
    "--roster": ("--conflicts", "--repairs", "--proof"),
}
"""Options that make no difference beside another."""


def explain(
    scenario_file: ScenarioFile,
    roster_file: Annotated[
        Path | None, typer.Option("--roster", metavar="FILE", help="A roster: why it has gaps, and what fills them.")
    ] = None,
    why: Annotated[
        str | None,
        typer.Option("--why", metavar="WHO@DATE[/AREA]", help="Why somebody is sent out then, as in D03@2021-03-05."),
    ] = None,
    why_not: Annotated[
        str | None, typer.Option("--why-not", metavar="WHO@DATE[/AREA]", help="Why somebody is not sent out then.")
    ] = None,
    history: HistoryRoster = None,
    pins: PinnedRoster = None,
    pins_as_facts: PinsAsFacts = False,
    worth: Annotated[
        bool,
        typer.Option("--worth", help="What would gain most: one more person, team or visit, a limit looser by one."),
    ] = False,
    conflicts: Annotated[
        int | None,
        typer.Option(
            "--conflicts", min=1, max=100, metavar="N", help="Look for so many conflicts at most.", show_default="3"
        ),
    ] = None,
    repairs: Annotated[
        int | None,
        typer.Option(
            "--repairs", min=0, max=100, metavar="N", help="Look for so many ways out at most.", show_default="3"
        ),
    ] = None,
    price: Annotated[
        list[str] | None,
        typer.Option(
            "--price",
            metavar="KIND=N",
            help="What giving up a demand of a kind costs, as in 'absence=5'; 'rest=keep': never to be given up.",
        ),
    ] = None,
    proof: Annotated[
        Path | None,
        typer.Option(
            "--proof",
            metavar="FILE",
            help="Where no roster can exist, also write the certificate of that, as .json or .vipr: "
            "`tandem check SCENARIO --proof FILE` re-checks it.",
        ),
    ] = None,
    time_limit: Annotated[
        float | None,
        typer.Option(
            min=0.1,
            max=LONGEST,
            callback=number,
            metavar="SECONDS",
            help="Longest time to search; tells what is known then.",
            show_default="10, with --worth 30",
        ),
    ] = None,
    anonymous: Anonymous = False,
    as_json: Json = False,
) -> None:
    """Explain why no roster can exist, or why one is as it is.

    Names the demands (rules for one person or area, pins, absences, patterns, duties, who is not there yet, teams of an
    evening) that can't all be met: with these alone there is no roster, and as soon as any one of them is given up
    there is. Both were seen by solving. Several such conflicts are told where they share no demand. Then come the
    cheapest ways out: sets of demands without which a roster was found. Pins are cheapest, then limits on teams,
    rules, duties, absences and patterns, at last what a pack of rules calls law and that somebody is not there;
    --price sets other prices.

    With --roster, says of every gap what stops whom, and the cheapest way to fill it with all else as it is. With
    --why or --why-not as well, plans anew with somebody kept from an evening, or sent out on it, and tells
    what that costs, tier by tier, or why it can't be.

    With --pins, a roster's teams must stand besides: what they break by themselves, or why the rest can't be planned
    around them.

    With --worth, plans anew with one more person of each role, one more team on an evening, and with hard limits
    looser by one for a person, an area or all, those that press the hardest; and ranks what gains. Where planning was
    cut short it tells only the tiers that are known, or that the gain is not.

    The exit code is 0 where this was explained or where a roster can exist, 2 for bad input, 3 where time ran out
    before either was known, or anything was tried to the end with --worth; 130 where it was interrupted before.
    """
    from tandem_scheduler import api

    refuse_facts_of_nothing(pins_as_facts, pins)
    time_limit = time_limit or (30.0 if worth else 10.0)
    inputs = Inputs("nothing was explained")
    given = {
        "--worth": worth,
        "--why": why is not None,
        "--why-not": why_not is not None,
        "--roster": roster_file is not None,
        "--conflicts": conflicts is not None,
        "--repairs": repairs is not None,
        "--price": bool(price),
        "--proof": proof is not None,
    }
    _refuse_together([option for option, is_given in given.items() if is_given])
    target = Targets((), None, None, anonymous, proof)
    target.refuse_bad_ones(scenario_file, *filter(None, (roster_file, history, pins)))
    question = _question(roster_file, why, why_not)
    prices, conflicts, repairs = _prices(price or []), conflicts or 3, 3 if repairs is None else repairs
    scenario = None
    with inputs.reading(scenario_file):
        scenario = api.load_scenario(scenario_file)
    scenario = inputs.with_history(scenario, history)
    rosters = inputs.rosters(scenario, roster_file, pins)
    inputs.finish()
    assert scenario is not None  # noqa: S101 - finish ends the command where it could not be read
    roster = () if roster_file is None else rosters[roster_file]
    if question is not None:
        question = _meant(scenario, question, "--why" if why_not is None else "--why-not")
    broken: tuple[Violation, ...] = ()
    if pins is not None:
        scenario, broken = pinned(scenario, rosters[pins], pins, pins_as_facts, inputs, anonymous)
    with stop_on_signals() as stop:
        call: Callable[..., Reply] = partial(
            api.explain, scenario, conflicts=conflicts, repairs=repairs, prices=prices, time_limit=time_limit, stop=stop
        )
        if worth:
            call = partial(api.worth, scenario, time_limit=time_limit, stop=stop)
        elif question is None and roster_file is not None:
            call = partial(api.fill, scenario, roster, prices=prices, time_limit=time_limit, stop=stop)
        elif question is not None:
            ask = api.why if why_not is None else api.why_not
            call = partial(ask, scenario, roster, *question, time_limit=time_limit, stop=stop)
        plainly = not (worth or question is not None or roster_file is not None)
        by_pins = pinned_explained(broken) if plainly else None
        try:
            with waiting(messages(), "Explaining", time_limit) as tick:
                answer: Reply = by_pins or in_background(partial(call, on_progress=tick.news), tick)
        except ArgumentError as error:
            raise typer.BadParameter(str(error)) from None
        if as_json:
            show_json(TypeAdapter[Reply](Reply).dump_json(answer, indent=2).decode())
        else:
            names = Names(scenario.anonymous() if anonymous else scenario)
            show(answers(), *(words(names.with_names(sentence)) for sentence in _sentences(answer, scenario, repairs)))
        written = Code.DONE
        if proof is not None and isinstance(answer, Explanation):
            written = target.write_proof_of_none(scenario, answer.proof)
        unknown = Code.INTERRUPTED if stop.is_set() else Code.NOTHING_FOUND
        # Of every gap it is told what stops whom, however little time there was to fill it.
        known = _known(answer) or (isinstance(answer, tuple) and not stop.is_set())
    raise typer.Exit(written or (Code.DONE if known else unknown))


def _known(answer: Reply) -> bool:
    """Whether anything was found."""
    if isinstance(answer, Worth):
        return answer.complete or bool(answer.gains or answer.tried)
    if isinstance(answer, tuple):
        return not answer or any(filling.verified or filling.team is not None for filling in answer)
    return answer.status != "unknown"


def _refuse_together(given: list[str]) -> None:
    """Raise BadParameter where an option says nothing beside another, naming both; the first of these decides."""
    for option in given:
        for other in given:
            if other in ALONE.get(option, ()):
                raise typer.BadParameter(f"does not go with {option}: leave one of them out", param_hint=other)


def _question(roster_file: Path | None, why: str | None, why_not: str | None) -> Asked | None:
    """What is asked of a roster. Raises BadParameter, naming what is wrong."""
    if why is None and why_not is None:
        return None
    option = "--why" if why_not is None else "--why-not"
    if roster_file is None:
        raise typer.BadParameter("give --roster as well: the roster asked about", param_hint=option)
    asked = why or why_not or ""
    person, _, rest = asked.partition("@")
    day, _, area = rest.partition("/")
    try:
        evening = date.fromisoformat(day)
    except ValueError:
        message = "must be WHO@DATE or WHO@DATE/AREA, as in D03@2021-03-05"
        raise typer.BadParameter(message, param_hint=option) from None
    return person, evening, area or None


def _meant(scenario: Scenario, question: Asked, option: str) -> Asked:
    """The question with ids, where it has names. Raises BadParameter where these are nobody's or ambiguous."""
    person, evening, area = question
    place = None if area is None else area_meant(scenario, area, option)
    return person_meant(scenario, person, option), evening, place


def _prices(given: list[str]) -> dict[str, int | None]:
    """Prices by kind. Raises BadParameter, naming what is wrong."""
    prices: dict[str, int | None] = {}
    for entry in given:
        kind, _, price = entry.partition("=")
        if price != "keep" and not (price.isascii() and price.isdigit() and len(price) < 20):
            message = f"'{entry}' is not KIND=N, as in absence=5, or KIND=keep"
            raise typer.BadParameter(message, param_hint="--price")
        prices[kind] = None if price == "keep" else int(price)
    return prices


def _sentences(answer: Reply, scenario: Scenario, repairs: int) -> Sequence[str]:
    """The answer in sentences."""
    match answer:
        case Answer():
            return [answer.message]
        case Worth():
            return _worth(answer)
        case Explanation():
            return _explanation(answer, asked=repairs)
    return _fillings(answer, scenario)


def _fillings(fillings: tuple[Filling, ...], scenario: Scenario) -> Sequence[str]:
    """Every gap, why it is there, and what fills it."""
    told = []
    for filling in fillings:
        gap = filling.gap
        where = "" if gap.area is None else f" in {scenario.area[gap.area].label}"
        told += [f"{long_day(gap.evening)}: {count(gap.teams, 'team')} missing{where}. {gap.reason}", filling.message]
    if sum(filling.team is not None for filling in fillings) > 1:
        told.append("Each gap is filled with all else as it is: fill one, then ask again, for not all may go together.")
    return told or ["The roster has no gap."]


def _worth(worth: Worth) -> Sequence[str]:
    """What would gain something, the most first."""
    lines = [f"{n}. {gain.message}" for n, gain in enumerate(worth.gains, 1)]
    if worth.possible is False:
        one = "none of these alone lets one be" if not lines else "with one of these there is"
        lines = [f"No roster can exist as things are (see why without --worth); {one}.", *lines]
    elif not lines:
        in_vain = not (worth.tried or worth.complete)
        lines = ["Nothing could be tried to the end." if in_vain else "Nothing that was tried to the end gains."]
    if not worth.complete:
        lines.append("Time ran out before all was tried to the end: give it more with --time-limit.")
    return lines


def _explanation(explanation: Explanation, asked: int) -> Sequence[str]:
    """What stands in the way of a roster, and the ways out."""
    if explanation.pinned:
        return pinned_in_words(explanation.pinned)
    told = [
        f"Counting shows: {finding.message}"
        for finding in explanation.findings
        if not _told_by(explanation.conflicts, finding)
    ]
    told += [conflict.message for conflict in explanation.conflicts]
    for n, repair in enumerate(explanation.repairs, 1):
        doubt = "" if repair.cheapest else ", perhaps not the cheapest"
        told.append(f"Way out {n}, price {repair.price}{doubt}. {repair.message}")
    if explanation.status == "infeasible" and asked > len(explanation.repairs):
        told.append(_no_more(explanation))
    if explanation.status == "infeasible":
        how = "proven by a certificate" if explanation.proof is not None else "the search's word, without a certificate"
        told.append(f"That no roster can exist is {how}.")
    return [*told, _conclusion(explanation)]


def _no_more(explanation: Explanation) -> str:
    """Why there are fewer ways out than were asked for."""
    found = bool(explanation.repairs)
    if not explanation.repairs_complete:
        return f"Time ran out before {'another' if found else 'a'} way out was found: give it more with --time-limit."
    return f"There is no {'other ' if found else ''}way out by what may be given up."


def _told_by(conflicts: tuple[Conflict, ...], finding: Finding) -> bool:
    """Whether conflicts tell a finding, of everybody it is about: that what it asks for is against what it says."""
    asked = {*finding.asked}
    demands = [{*conflict.members} for conflict in conflicts if conflict.verified]
    same = [members for members in demands if members <= {*asked, *finding.against} and not members <= asked]
    return bool(same) and {*finding.people} <= {person for member in set().union(*same) for person in member.people}


def _conclusion(explanation: Explanation) -> str:
    """One sentence on what is known."""
    time = f"{explanation.seconds:.1f} s"
    if explanation.status == "feasible":
        short = " Teams will be missing, though, as counting shows." if explanation.findings else ""
        return f"A roster can exist: there is nothing in its way ({time}).{short}"
    if explanation.status == "unknown":
        return f"In {time} no roster was found, and none ruled out: give it more time with --time-limit."
    if not (explanation.conflicts or explanation.repairs):
        return f"Time ran out before conflicts were found: give it more with --time-limit ({time})."
    found = count(len(explanation.conflicts), "conflict")
    loose = sum(not conflict.minimal for conflict in explanation.conflicts)
    if loose:
        return f"{found}, {loose} of them perhaps wider than need be: more time, with --time-limit, may tell ({time})."
    if explanation.complete:
        return f"{found}, and none besides that has nothing in common with them ({time})."
    return f"{found}; there may be more: ask for them with --conflicts, or give it more time ({time})."
