"""The published rosters: each operation is planned once, and what came of it is kept."""

import json
import os
from pathlib import Path

from tandem_models import Deployment, Scenario
from tandem_scheduler import solve

from ..operations.generate import scenario


class NoRosterError(Exception):
    """An operation came to no roster in time, so that none can be published."""


def usual_folder() -> Path:
    """Where rosters are kept unless said otherwise: in the user's cache folder."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "tandem-benchmarks" / "rosters"


def published(size: str, variant: str, seed: int, folder: Path, seconds: float) -> Scenario:
    """An operation with its roster published, which is solved for by one worker where the folder has none of it.

    Raises:
        NoRosterError: no roster was found in time.
    """
    plan = scenario(size, variant, seed)
    place = folder / f"{size}-{variant}-{seed}-{plan.fingerprint[:12]}.json"
    if not place.exists():
        found = solve(plan, time_limit=seconds, workers=1, seed=seed)
        if not found.has_roster:
            raise NoRosterError(f"{size} {variant} seed {seed}: no roster within {seconds:g} s")
        folder.mkdir(parents=True, exist_ok=True)
        teams = [team.model_dump(mode="json") for team in found.deployments]
        place.write_text(json.dumps(teams, indent=1) + "\n", encoding="utf-8")
    teams = json.loads(place.read_text(encoding="utf-8"))
    return plan.changed(published=[Deployment.model_validate(team).model_dump() for team in teams])
