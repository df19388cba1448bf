"""`tandem explain`: why no roster can exist."""

from functools import partial
from typing import Annotated

import typer

from models import Explanation

from .interrupt import in_background, stop_on_signals
from .options import Json, ScenarioFile
from .output import Code, Inputs, answers, count, show, show_json, without_native_output, words


def explain(
    scenario_file: ScenarioFile,
    conflicts: Annotated[
        int, typer.Option("--conflicts", min=1, max=100, metavar="N", help="Look for so many conflicts at most.")
    ] = 3,
    repairs: Annotated[
        int, typer.Option("--repairs", min=0, max=100, metavar="N", help="Look for so many ways out at most.")
    ] = 3,
    price: Annotated[
        list[str] | None,
        typer.Option(
            "--price",
            metavar="KIND=N",
            help="What giving up a demand of a kind costs, as in 'absence=5' or 'rest=keep': never to be given up.",
        ),
    ] = None,
    time_limit: Annotated[
        float,
        typer.Option(min=0.1, max=604_800, metavar="SECONDS", help="Longest time to search; tells what is known then."),
    ] = 10.0,
    as_json: Json = False,
) -> None:
    """Explain why no roster can exist for a scenario, and what would give.

    Names the demands (rules for one person or area, pins, absences, patterns, duties, teams of an evening) that can't
    all be met: with these alone there is no roster, and as soon as any one of them is given up there is. Both were
    seen by solving. Several such conflicts are told where they share no demand. Then come the cheapest ways out: sets
    of demands without which a roster was found. Pins are cheapest, then limits on teams, rules, duties, absences and
    patterns, at last what a pack of rules calls law; --price sets other prices.

    The exit code is 0 where this was explained or where a roster can exist, 2 for bad input, 3 where time ran out
    before either was known, 130 where it was interrupted before.
    """
    with stop_on_signals() as stop:
        from scheduler import api
    inputs = Inputs("nothing was explained")
    prices = _prices(price or [])
    with inputs.reading(scenario_file):
        scenario = api.load_scenario(scenario_file)
    inputs.finish()
    with stop_on_signals() as stop:
        call = partial(
            api.explain,
            scenario,
            conflicts=conflicts,
            repairs=repairs,
            prices=prices,
            time_limit=time_limit,
            stop=stop,
        )
        with without_native_output():
            explanation = in_background(call, lambda: None)
        if as_json:
            show_json(explanation)
        else:
            _show(explanation)
        unknown = Code.INTERRUPTED if stop.is_set() else Code.NOTHING_FOUND
    raise typer.Exit(unknown if explanation.status == "unknown" else Code.DONE)


def _prices(given: list[str]) -> dict[str, int | None]:
    """Prices by kind. Raises BadParameter, naming what is wrong."""
    from models.rules import KINDS
    from models.suggest import suggestion
    from scheduler.advise.repairs import MOST_PRICE, PRICES

    prices: dict[str, int | None] = {}
    for entry in given:
        kind, _, price = entry.partition("=")
        if kind not in PRICES and kind not in KINDS:
            raise typer.BadParameter(f"no kind '{kind}'{suggestion(kind, [*PRICES, *KINDS])}", param_hint="--price")
        if price != "keep" and not (price.isascii() and price.isdigit() and 1 <= int(price) <= MOST_PRICE):
            message = f"'{entry}' is not KIND=N with N from 1 to {MOST_PRICE:,}, or KIND=keep"
            raise typer.BadParameter(message, param_hint="--price")
        prices[kind] = None if price == "keep" else int(price)
    return prices


def _show(explanation: Explanation) -> None:
    told = [f"Counting shows: {finding.message}" for finding in explanation.findings]
    told += [conflict.message for conflict in explanation.conflicts]
    told += [f"Way out {n}, price {repair.price}. {repair.message}" for n, repair in enumerate(explanation.repairs, 1)]
    show(answers(), *(words(sentence) for sentence in (*told, _conclusion(explanation))))


def _conclusion(explanation: Explanation) -> str:
    """One sentence on what is known."""
    time = f"{explanation.seconds:.1f} s"
    if explanation.status == "feasible":
        return f"A roster can exist: there is nothing to explain ({time})."
    if explanation.status == "unknown":
        return f"In {time} no roster was found, and none ruled out: give it more time with --time-limit."
    found = count(len(explanation.conflicts), "conflict")
    loose = sum(not conflict.minimal for conflict in explanation.conflicts)
    if loose:
        return f"{found}, {loose} of them not narrowed down for want of time: give it more with --time-limit ({time})."
    if explanation.complete:
        return f"{found}, and nothing else in the way of a roster ({time})."
    return f"{found}; there may be more: ask for them with --conflicts, or give it more time ({time})."
