"""Charts of the figures; they need matplotlib."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

import typer

from .measuring.runs import Run
from .scaling import Point, fit

COLOURS = ("#0b3d91", "#c8553d", "#588157", "#8a5a9e", "#d99a2b", "#5f6c7b")


FORMATS = (".png", ".svg")


def refuse(*places: Path) -> None:
    """Look whether charts can be drawn, before anything is measured.

    Raises:
        BadParameter: a place is of another format or can't be written, or matplotlib is not installed.
    """
    for place in places:
        if place.suffix.lower() not in FORMATS:
            raise typer.BadParameter(f"{place} is none of {', '.join(FORMATS)}", param_hint="--chart")
        if place.is_dir() or (place.parent.exists() and not place.parent.is_dir()):
            raise typer.BadParameter(f"{place} can be no file there", param_hint="--chart")
    try:
        _pyplot()
    except ImportError:
        message = "charts need matplotlib: pip install -e '.[bench]', or keep no figures with --no-save"
        raise typer.BadParameter(message, param_hint="--chart") from None


def proof_times(runs: Sequence[Run], path: Path) -> None:
    """Time to proof by size, a panel for each variant; hollow marks stand at the limit of those who had none."""
    pyplot = _pyplot()
    variants = list(dict.fromkeys(run.variant for run in runs))
    sizes = list(dict.fromkeys(run.size for run in runs))
    solvers = list(dict.fromkeys(run.solver for run in runs))
    figure, panels = pyplot.subplots(
        1, len(variants), figsize=(1.5 + 3.5 * len(variants), 3.6), squeeze=False, sharey=True
    )
    for panel, variant in zip(panels[0], variants, strict=True):
        for number, solver in enumerate(solvers):
            colour = COLOURS[number % len(COLOURS)]
            places, times, proven = [], [], []
            for place, size in enumerate(sizes):
                mine = [r for r in runs if (r.variant, r.size, r.solver) == (variant, size, solver)]
                ran = [r for r in mine if r.outcome != "skipped"]
                if ran:
                    places.append(place + 0.08 * (number - len(solvers) / 2))
                    times.append(median(r.limit if r.proof is None else r.proof for r in ran))
                    proven.append(all(r.proof is not None for r in ran))
            panel.plot(places, times, color=colour, linewidth=0.8, alpha=0.5)
            fills = [colour if done else "none" for done in proven]
            panel.scatter(places, times, facecolors=fills, edgecolors=colour, label=solver, zorder=3)
        panel.set(yscale="log", title=variant, xticks=range(len(sizes)), xticklabels=sizes, xlabel="size")
        panel.grid(axis="y", alpha=0.3)
    panels[0][0].set_ylabel("seconds until every tier is proven")
    panels[0][-1].legend(fontsize="small", loc="center left", bbox_to_anchor=(1, 0.5), title="hollow: not proven")
    _save(figure, path)


def growth(points: Sequence[Point], path: Path) -> None:
    """Seconds against each dimension, with the fitted power."""
    pyplot = _pyplot()
    dimensions = list(dict.fromkeys(point.dimension for point in points))
    figure, panels = pyplot.subplots(
        1, len(dimensions), figsize=(1 + 3.2 * len(dimensions), 3.4), squeeze=False, sharey=True
    )
    for panel, dimension in zip(panels[0], dimensions, strict=True):
        mine = [point for point in points if point.dimension == dimension]
        panel.scatter([p.amount for p in mine], [p.seconds for p in mine], color=COLOURS[0], s=16)
        exponent, factor = fit(mine)
        ends = [min(p.amount for p in mine), max(p.amount for p in mine)]
        panel.plot(ends, [factor * end**exponent for end in ends], color=COLOURS[1])
        panel.set(xscale="log", yscale="log", xlabel=dimension, title=f"exponent {exponent:.2f}")
        panel.grid(alpha=0.3, which="both")
    panels[0][0].set_ylabel("seconds to proof")
    _save(figure, path)


def _pyplot() -> Any:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    return pyplot


def _save(figure: Any, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, bbox_inches="tight", dpi=150)
