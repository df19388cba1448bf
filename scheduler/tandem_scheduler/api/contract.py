"""What programs ask of the contract: what is wrong with data from elsewhere, and what they may be."""

from typing import Any

from tandem_models.faults import faults

from ..io import scenario_schema

__all__ = ["faults", "schema"]


def schema() -> dict[str, Any]:
    """The JSON Schema of scenario files (draft 2020-12), as `tandem schema` prints it.

    It takes all forms in which a scenario may be written in a file. That of what programs send each other, in one form
    only, is `Scenario.model_json_schema()`.

    Returns:
        The schema.
    """
    return scenario_schema()
