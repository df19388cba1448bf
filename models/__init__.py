"""The contract: what a scenario, a roster and a report are. Pydantic only; knows nothing of how they are made."""

from .base import Clock, Contract, Day, Days, Identifier, Role, Weekday
from .errors import DisagreementError, Fault, InputError, RosterError, ScenarioError, TandemError
from .objectives import DEFAULT_TIERS, Measure, Tier
from .operation import Area, Demand, Evening, Evenings, Operation, Override, Shift
from .people import Absence, DutyDay, HistoryEntry, ListedDuty, Pattern, Person, Pin, Request
from .proof import Proof, TierProof
from .report import AreaVisits, Load, Report, Violation
from .rules import (
    AreaLimit,
    AreaTeams,
    EveningGap,
    KeepApart,
    MaxEvenings,
    MinEvenings,
    PairRepeat,
    Rest,
    RollingLimit,
    Rule,
    Visits,
)
from .scenario import Duty, Scenario
from .schedule import Deployment, Gap, Obstacle, Progress, Schedule, Stamp, TierResult

__all__ = [
    "DEFAULT_TIERS",
    "Absence",
    "Area",
    "AreaLimit",
    "AreaTeams",
    "AreaVisits",
    "Clock",
    "Contract",
    "Day",
    "Days",
    "Demand",
    "Deployment",
    "DisagreementError",
    "Duty",
    "DutyDay",
    "Evening",
    "EveningGap",
    "Evenings",
    "Fault",
    "Gap",
    "HistoryEntry",
    "Identifier",
    "InputError",
    "KeepApart",
    "ListedDuty",
    "Load",
    "MaxEvenings",
    "Measure",
    "MinEvenings",
    "Obstacle",
    "Operation",
    "Override",
    "PairRepeat",
    "Pattern",
    "Person",
    "Pin",
    "Progress",
    "Proof",
    "Report",
    "Request",
    "Rest",
    "Role",
    "RollingLimit",
    "RosterError",
    "Rule",
    "Scenario",
    "ScenarioError",
    "Schedule",
    "Shift",
    "Stamp",
    "TandemError",
    "Tier",
    "TierProof",
    "TierResult",
    "Violation",
    "Visits",
    "Weekday",
]
