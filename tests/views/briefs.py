"""Briefs for tests: of a roster made by hand, with all that is found out about it."""

from typing import Any

from tandem_models import Deployment, Scenario, TierResult
from tandem_scheduler.advise.substitutes.gaps import explain_gaps
from tandem_scheduler.advise.substitutes.trial import Trial
from tandem_scheduler.checks import verify
from tandem_scheduler.checks.difference import changes_between
from tandem_scheduler.views.brief import Brief
from tests.builders import people, scenario, team

HOSTILE = {
    "D1": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "D2": '=HYPERLINK("http://example.org") &amp; {{ 7 * 7 }}',
    "D3": "\u202egnp.exe \u05d3\u05d5\u05d3 \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "N1": "W" * 10_000,
    "N2": "bell \x07 and escape \x1b[31m",
    "N3": "\" onload='alert(1)' </style></title>",
}
"""Names that would do harm where they were taken for something else."""

REASON = "a hospital appointment"
"""Why somebody is away: nobody's business."""


def brief(
    of: Scenario,
    *deployments: Deployment,
    known: str | None = None,
    published: tuple[Deployment, ...] | None = None,
) -> Brief:
    """What the views get; `known` is how good every tier is known to be, None for a roster not solved for."""
    report = verify(of, deployments)
    values = zip(of.objectives, report.tiers, strict=True)
    tiers = [
        TierResult(
            name=tier.name,
            measures={measure: report.measures[measure] for measure in tier.weights},
            value=value,
            bound=value - (known == "best_found"),
            known=known,
            seconds=0,
        )
        for tier, value in values
        if known
    ]
    return Brief(
        scenario=of,
        deployments=deployments,
        report=report,
        gaps=explain_gaps(Trial(of, deployments), report.gaps),
        tiers=tuple(tiers),
        conclusion="Made by hand.",
        published=published,
        changes=() if published is None else changes_between(published, deployments),
    )


def crew(**fields: dict[str, Any]) -> list[dict[str, Any]]:
    """Three of each role, with hostile names and telephone numbers."""
    named = {who: {"name": name, "contact": f"0116 496 00{n:02}"} for n, (who, name) in enumerate(HOSTILE.items())}
    return people(3, 3, **{who: named[who] | fields.get(who, {}) for who in named})


def everything(known: str | None = "proven") -> Brief:
    """Five weeks that begin on a Wednesday, with hostile names, gaps, broken rules and changes."""
    first = 3
    operation = {
        "name": "Night & <b>day</b> " + "x" * 500,
        "force": "Leicestershire \u202eecilop",
        "start": team(first).evening,
        "end": team(first + 30).evening,
    }
    areas = [
        {"id": "north", "name": "North & <i>West</i>", "priority": 3},
        {"id": "south", "name": "\u05d3\u05e8\u05d5\u05dd " + "Y" * 300, "shift": {"start": "18:00", "end": "02:00"}},
        {"id": "east", "priority": 0.5},
    ]
    rules = [
        {"kind": "evening_gap", "evenings": 1, "why": "<b>rested</b>"},
        {"kind": "max_evenings", "max": 4, "strength": "soft", "weight": 2},
    ]
    of = scenario(
        operation=operation,
        areas=areas,
        people=crew(),
        rules=rules,
        absences=[{"person": "D1", "from": team(8).evening, "why": REASON}],
    )
    before = [
        team(first + n, ("north", "south", "east")[n % 3], f"D{n % 3 + 1}", f"N{n % 2 + 1}") for n in range(31) if n % 7
    ]
    after = [*before[:-1], team(first + 1, "east", "D3", "N3")]
    return brief(of, *sorted(after, key=lambda t: (t.evening, t.area)), known=known, published=tuple(before))
