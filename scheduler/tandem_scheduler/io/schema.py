"""The JSON Schema of scenario files, for editors that complete and check them."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from tandem_models import Scenario
from tandem_models.base import listed

from .scenarios import TABLES


def scenario_schema() -> dict[str, Any]:
    """The scenario file's JSON Schema (draft 2020-12), drawn from the contract.

    It takes what a planner may write as an editor's YAML 1.2 reader sees it: numbers where ids are expected (7 for the
    person 7), a single value where a list of one is meant. Lists that a table beside `scenario.yaml` can give are
    not required. What it can't say (references, order of dates), `load_scenario` checks.
    """
    schema = Scenario.model_json_schema(schema_generator=_AsWritten)
    schema["required"] = [key for key in schema["required"] if key not in TABLES]
    teams = schema["properties"]["published"]
    schema["properties"]["published"] = {
        "anyOf": [{"type": "string"}, {key: teams[key] for key in ("type", "items")}],
        **{key: value for key, value in teams.items() if key not in ("type", "items")},
    }
    for part in schema["$defs"].values():
        if "on" in part.get("properties", {}):
            _take_true_for_on(part)
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        **schema,
        "title": "Tandem scenario",
        "description": "An operation to be planned: evenings, areas, people, rules and objectives.",
    }


def _take_true_for_on(schema: dict[str, Any]) -> None:
    """What YAML 1.1 readers make of the key `on` stands for it; by a pattern, so that no editor proposes it."""
    schema["patternProperties"] = {"^[Tt]rue$": schema["properties"]["on"]}
    either = [{"required": [key]} for key in ("on", "true", "True")]
    if "on" in schema.get("required", ()):
        schema["required"] = [key for key in schema["required"] if key != "on"]
        schema["allOf"] = [*schema.get("allOf", ()), {"oneOf": either}]
    else:
        schema["allOf"] = [*schema.get("allOf", ()), {"anyOf": [{"oneOf": either}, {"not": {"anyOf": either}}]}]


_WHOLE = r"^\s*[+-]?[0-9]+(\.0+)?\s*$"
_NUMBER = r"^\s*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\s*$"
_TRUTH = r"^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo]|[Oo][Nn]|[Oo][Ff][Ff]|[TtFfYyNn01])$"


class _AsWritten(GenerateJsonSchema):
    """Widens the contract's schema to the short forms that its validators read."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Text that looks like a number, or like a truth, is one to an editor."""
        return {**super().str_schema(schema), "type": ["string", "number", "boolean"]}

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        """Numbers may stand in quotes."""
        return {"anyOf": [super().int_schema(schema), {"type": "string", "pattern": _WHOLE}]}

    def float_schema(self, schema: core_schema.FloatSchema) -> JsonSchemaValue:
        """Likewise."""
        return {"anyOf": [super().float_schema(schema), {"type": "string", "pattern": _NUMBER}]}

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        """Truths may be written in several words."""
        return {"anyOf": [super().bool_schema(schema), {"enum": [0, 1]}, {"type": "string", "pattern": _TRUTH}]}

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """One value alone stands for a list of one."""
        written = super().function_before_schema(schema)
        return {"anyOf": [written["items"], written]} if schema["function"]["function"] is listed else written
