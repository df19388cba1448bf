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
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        **schema,
        "title": "Tandem scenario",
        "description": "An operation to be planned: evenings, areas, people, rules and objectives.",
    }


_BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum"}


class _AsWritten(GenerateJsonSchema):
    """Widens the contract's schema to the short forms that its validators read."""

    def generate_inner(self, schema: Any) -> JsonSchemaValue:
        """Bounds beside a validator of ours come out in pydantic's words: give them JSON Schema's."""
        return {_BOUNDS.get(key, key): value for key, value in super().generate_inner(schema).items()}

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Text that looks like a number is a number to an editor."""
        return {**super().str_schema(schema), "type": ["string", "number"]}

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """One value alone stands for a list of one."""
        written = super().function_before_schema(schema)
        return {"anyOf": [written["items"], written]} if schema["function"]["function"] is listed else written
