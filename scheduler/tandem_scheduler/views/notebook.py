"""How a roster looks in a notebook: HTML without scripts or styles of its own."""

from collections.abc import Iterable, Sequence
from html import escape

from tandem_models import Gap, Schedule, TierResult

MOST_ROWS = 60
"""Rows of a roster that are shown."""


def page(schedule: Schedule) -> str:
    """Status, roster (with the teams that are missing) and tiers of a schedule."""
    parts = [f"<p><b>{escape(schedule.status)}</b>{escape(_status(schedule))}</p>"]
    if schedule.deployments or schedule.gaps:
        teams = [(str(d.evening), d.area, d.detective, d.officer) for d in schedule.deployments]
        missing = [(str(gap.evening), gap.area or "", _missing(gap), "") for gap in schedule.gaps]
        # Sorted by evening alone: teams stay in their order, what is missing follows them.
        rows = sorted([*teams, *missing], key=lambda row: row[0])
        parts.append(_table(("Evening", "Area", "Detective", "Officer"), rows[:MOST_ROWS]))
        if len(rows) > MOST_ROWS:
            parts.append(f"<p>… and {len(rows) - MOST_ROWS:,} more</p>")
    if schedule.tiers:
        tiers = [(tier.name, f"{tier.value:,}", f"{tier.bound:,}", _known(tier)) for tier in schedule.tiers]
        parts.append(_table(("Tier", "Value", "Bound", "Known"), tiers))
    return f"<div>{''.join(parts)}</div>"


def _status(schedule: Schedule) -> str:
    """What stands after the status: 28 teams, 2 missing, time limit, 60.1 s."""
    teams, missing = len(schedule.deployments), sum(gap.teams for gap in schedule.gaps)
    counts = [f"{teams:,} team{'' if teams == 1 else 's'}"] if schedule.has_roster else []
    counts += [f"{missing:,} missing"] if missing else []
    why = [] if schedule.stop_reason in ("complete", schedule.status) else [schedule.stop_reason.replace("_", " ")]
    return ": " + ", ".join([*counts, *why, f"{schedule.seconds:.1f} s"])


def _missing(gap: Gap) -> str:
    return "no team" if gap.teams == 1 else f"{gap.teams} teams missing"


def _known(tier: TierResult) -> str:
    known = f"best found, gap {tier.solved - tier.bound:,}" if tier.known == "best_found" else tier.known
    return f"{known}, at best {tier.solved:,}" if tier.given else known


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
