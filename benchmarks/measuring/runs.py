"""The figures of one solve, as they are kept."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


@dataclass(frozen=True)
class Run:
    """One solver on one scenario. Seconds count from the scenario read; None: it did not come to that."""

    size: str
    variant: str
    seed: int
    solver: str
    limit: float
    """Seconds it was given."""
    outcome: str
    """`proven`: valid, every tier proven; `valid`; `invalid`: breaks a hard rule; `nothing`; `failed`; `skipped`."""
    note: str = ""
    tiers: int = 0
    proven: int = 0
    """Leading tiers shown to be best possible."""
    values: tuple[int, ...] = ()
    """Value of each tier by our checker, of the last roster given."""
    bounds: tuple[int, ...] = ()
    """Bound of each tier that was minimised."""
    built: float | None = None
    """Until the model stood, where the solver tells."""
    first: float | None = None
    best: float | None = None
    proof: float | None = None
    """Until every tier was proven."""
    wall: float | None = None
    """Of the whole process, starting and reading included."""
    cpu: float | None = None
    memory: int | None = None
    """Peak resident memory in bytes."""


Facts = Mapping[str, str]
"""What the figures were measured with."""


def save(path: Path, facts: Facts, rows: Iterable[Any]) -> None:
    """Write figures as CSV, the facts as comment lines before it."""
    lines = [asdict(row) for row in rows]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"# {name}: {value}\n" for name, value in facts.items())
        writer = csv.DictWriter(file, lines[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _text(value) for name, value in line.items()} for line in lines)


def load(path: Path, kind: type[T]) -> tuple[Facts, list[T]]:
    """Read what `save` wrote of a class of figures."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(file)
    head = [line for line in lines if line.startswith("# ")]
    facts = dict(line[2:].rstrip("\n").split(": ", 1) for line in head)
    types = {field.name: getattr(field.type, "__name__", str(field.type)) for field in fields(kind)}
    rows = csv.DictReader(lines[len(head) :])
    return facts, [kind(**{name: _value(types[name], text) for name, text in row.items()}) for row in rows]


def as_json(facts: Facts, runs: Sequence["DataclassInstance"]) -> str:
    """Facts and runs, or figures of another class, as JSON."""
    return json.dumps({"facts": dict(facts), "runs": [asdict(run) for run in runs]}, indent=1)


def _text(value: Any) -> Any:
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return round(value, 4) if isinstance(value, float) else value


def _value(kind: str, text: str) -> Any:
    """A field's value from its text, by the name of its type."""
    for known, read in (("tuple", lambda t: tuple(map(int, t.split()))), ("float", float), ("int", int), ("str", str)):
        if known in kind:
            return None if not text and "None" in kind else read(text)
    raise TypeError(f"no way to read {kind}")
