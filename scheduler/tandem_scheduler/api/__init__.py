"""The library's calls: thin functions over the parts. All take and return `tandem_models` objects, in any thread.

Each is loaded when it is first asked for: only `solving` and `questions` need the solver.
"""

from tandem_models import Schedule

from ..lazy import offered
from ..views.notebook import page as shown_in_notebooks

TYPE_CHECKING = False
"""As `typing` has it, which takes longer to load than a call may wait."""

if TYPE_CHECKING:
    from ..io import load_scenario, read_history, read_proof, read_roster, write_proof
    from ..views.frames import to_frame
    from .choosing.finding import alternatives
    from .contract import faults, schema
    from .history import following, with_history
    from .proofs import check_proof, check_vipr, write_vipr
    from .questions import explain, fill, repaired, suggest, why, why_not, worth
    from .replacing import replaced, swaps
    from .replanning import amended, replan
    from .rosters import broken_by_pins, check, compare, pinned
    from .scenarios import notes
    from .solving import solve
    from .writing.alternatives import write_alternatives
    from .writing.notices import write_notices
    from .writing.rosters import write_calendars, write_roster
else:
    __getattr__, __dir__ = offered(
        __name__,
        {
            "..io": ("load_scenario", "read_history", "read_proof", "read_roster", "write_proof"),
            "..views.frames": ("to_frame",),
            ".choosing.finding": ("alternatives",),
            ".history": ("following", "with_history"),
            ".contract": ("faults", "schema"),
            ".proofs": ("check_proof", "check_vipr", "write_vipr"),
            ".questions": ("explain", "fill", "repaired", "suggest", "why", "why_not", "worth"),
            ".replacing": ("replaced", "swaps"),
            ".replanning": ("amended", "replan"),
            ".rosters": ("broken_by_pins", "check", "compare", "pinned"),
            ".scenarios": ("notes",),
            ".solving": ("solve",),
            ".writing.alternatives": ("write_alternatives",),
            ".writing.notices": ("write_notices",),
            ".writing.rosters": ("write_calendars", "write_roster"),
        },
    )

__all__ = [
    "alternatives",
    "amended",
    "broken_by_pins",
    "check",
    "check_proof",
    "check_vipr",
    "compare",
    "explain",
    "faults",
    "fill",
    "following",
    "load_scenario",
    "notes",
    "pinned",
    "read_history",
    "read_proof",
    "read_roster",
    "repaired",
    "replaced",
    "replan",
    "schema",
    "solve",
    "suggest",
    "swaps",
    "to_frame",
    "why",
    "why_not",
    "with_history",
    "worth",
    "write_alternatives",
    "write_calendars",
    "write_notices",
    "write_proof",
    "write_roster",
    "write_vipr",
]

# The contract knows nothing of how it is shown; whoever has a schedule from here sees a table in a notebook.
Schedule._repr_html_ = shown_in_notebooks  # type: ignore[attr-defined]
