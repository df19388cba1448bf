"""Files in and out: scenarios and rosters read with the place of every fault, rosters written whole or not at all."""

from .files import atomic_copy, atomic_write, atomic_writes, path_of
from .proofs import NO_PROOF, VIPR, read_proof, read_vipr_texts, write_proof, write_vipr_texts
from .rosters import (
    RosterFormat,
    deployments_csv,
    read_history,
    read_roster,
    read_schedule,
    read_worked,
    roster_format,
    schedule_text,
)
from .scenarios import load_scenario, read_scenario
from .schema import scenario_schema

__all__ = [
    "NO_PROOF",
    "VIPR",
    "RosterFormat",
    "atomic_copy",
    "atomic_write",
    "atomic_writes",
    "deployments_csv",
    "load_scenario",
    "path_of",
    "read_history",
    "read_proof",
    "read_roster",
    "read_scenario",
    "read_schedule",
    "read_vipr_texts",
    "read_worked",
    "roster_format",
    "scenario_schema",
    "schedule_text",
    "write_proof",
    "write_vipr_texts",
]
