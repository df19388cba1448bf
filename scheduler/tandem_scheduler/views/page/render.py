"""Puts the parts of the page into its template."""

from ..brief import Brief
from ..html.pages import environment, policy, running_head, source, style
from ..html.text import cut
from . import areas, changes, filters, people, quality, summary, weeks

_PAGES = environment("tandem_scheduler.views.page")


def page(brief: Brief) -> str:
    """One self-contained HTML file that shows all of a roster; it asks nothing of any network."""
    heading, calendar = summary.summary(brief), weeks.weeks(brief)
    head = running_head(
        f"{cut(heading.title)}, {heading.first} to {heading.last}", heading.issued and f"issued {heading.issued}"
    )
    look, script = style(_PAGES, "style.css") + head, source(_PAGES, "script.js")
    return _PAGES.get_template("page.html").render(
        style=look,
        script=script,
        policy=policy(look, script),
        summary=heading,
        choices=filters.choices(brief),
        weeks=calendar,
        named=any(person.name for person in brief.scenario.people),
        density=weeks.density(calendar),
        gaps=quality.gaps(brief),
        violations=quality.violations(brief),
        kept=quality.kept(brief),
        changes=changes.changes(brief),
        groups=people.groups(brief),
        areas=areas.areas(brief),
        shares=areas.shares(brief),
        spreads=people.spreads(brief),
        tiers=quality.tiers(brief),
    )
