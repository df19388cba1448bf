"""Puts the rosters side by side into the template of their page."""

from collections.abc import Mapping
from datetime import date

from tandem_models import Alternatives, Scenario
from tandem_scheduler.words.plain import count, long_day

from ..html.pages import environment, policy, running_head, style
from ..html.text import LONGEST_SENTENCE, cut
from . import compared

LONGEST_TITLE = 200

_PAGES = environment("tandem_scheduler.views.alternatives")


def page_of_alternatives(
    scenario: Scenario, answer: Alternatives, issued: date, files: Mapping[int, str] | None = None
) -> str:
    """One self-contained HTML file that compares rosters; it asks nothing of any network.

    `files` are the pages of the single rosters beside it, by their numbers from 1, which it leads to.
    """
    operation, distances, goals = scenario.operation, compared.distances(answer), compared.goals(answer)
    title, first, last = cut(operation.name, LONGEST_TITLE), long_day(operation.start), long_day(operation.end)
    look = style(_PAGES, "alternatives.css")
    look += running_head(f"{cut(operation.name)}, rosters to choose from", f"issued {long_day(issued)}")
    return _PAGES.get_template("choice.html").render(
        style=look,
        policy=policy(look),
        title=title,
        force=cut(operation.force or "", LONGEST_TITLE),
        first=first,
        last=last,
        evenings_of=count(len(scenario.calendar), "evening"),
        issued=long_day(issued),
        message=cut(answer.message, LONGEST_SENTENCE),
        numbers=range(1, len(answer.alternatives) + 1),
        settled=answer.status == "optimal",
        files=files or {},
        distances=distances,
        most=max((number or 0 for row in distances for number in row), default=0),
        goals=goals,
        equal=all(len({*goal.values}) == 1 for goal in goals),
        evenings=compared.evenings(scenario, answer),
        groups=compared.people(scenario, answer),
        named=any(person.name for person in scenario.people),
    )
