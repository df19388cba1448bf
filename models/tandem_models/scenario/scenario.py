"""A scenario of which everything was checked together."""

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

from pydantic import ModelWrapValidatorHandler, TypeAdapter, ValidationError, model_validator
from pydantic_core import PydanticSerializationError

from ..errors import Fault, ScenarioError
from ..faults import faults, told_lines
from .derived import Derived
from .references import reference_faults
from .salvage import Parts

_ANYTHING = TypeAdapter(Any)


class Scenario(Derived):
    """An operation to be planned, as in a scenario file.

    Building one checks every field and every reference; all faults are raised together as one pydantic
    `ValidationError` whose locations lead to the places in the data.
    """

    @model_validator(mode="wrap")
    @classmethod
    def _all_faults_together(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Report faults of single fields and broken references in one error."""
        lines: list[Any] = []
        scenario: Self | None = None
        try:
            scenario = handler(data)
            parts = Parts.of(scenario)
        except ValidationError as error:
            lines = error.errors(include_url=False)
            parts = Parts.salvaged(data)
        found = reference_faults(parts).lines()
        named = {(line.get("loc", ())[:2], line["input"]) for line in found if isinstance(line["input"], str)}
        untold = (line for line in lines if not (_is_name(line) and (line["loc"][:2], line["input"].strip()) in named))
        errors = [*told_lines(untold, cls, data), *found]
        if errors or scenario is None:
            raise ValidationError.from_exception_data(cls.__name__, errors, hide_input=True)
        vars(scenario)["_revalidated"] = None, ()
        return scenario

    @cached_property
    def _revalidated(self) -> tuple[Self | None, tuple[Fault, ...]]:
        """What its data give once validated (None: itself, as it was), and their faults."""
        try:
            return type(self).model_validate(self.model_dump(warnings=False)), ()
        except ValidationError as error:
            return None, faults(error)
        except (PydanticSerializationError, AttributeError, TypeError) as error:
            return None, (Fault(code="wrong_type", message=f"is no scenario: {str(error)[:200]}"),)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with it: nothing where it was validated.

        What `model_copy` and `model_construct` give is validated when this is first asked, as all calls of the library
        do.
        """
        return self._revalidated[1]

    @property
    def validated(self) -> Self:
        """Itself where it was validated; of what `model_copy` and `model_construct` give, what their data mean.

        Raises:
            ScenarioError: with all its faults.
        """
        made, found = self._revalidated
        if found:
            raise ScenarioError(found)
        return self if made is None else made

    def changed(self, **fields: Any) -> Self:
        """A copy with some fields changed, as objects or as data, everything validated.

        Raises:
            ScenarioError: with every fault of the scenario that would come of it.
        """
        known = self.validated
        try:
            # Objects that are given may have been made by what validates nothing: their data count.
            plain = _ANYTHING.dump_python(fields, warnings=False)
            return type(self).model_validate({name: getattr(known, name) for name in type(self).model_fields} | plain)
        except ValidationError as error:
            raise ScenarioError(faults(error)) from None

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with some fields changed and nothing validated, without what was worked out before: see `changed`."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields:
            del vars(copied)[name]
        return copied

    def anonymous(self) -> Self:
        """The same plan without the names and contact details of its people."""
        people = tuple(one.model_copy(update={"name": None, "contact": None}) for one in self.validated.people)
        return self.changed(people=people)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over the scenario's content: the same for the same plan, whatever the file's form."""
        plan = self.model_dump(mode="json", exclude={"export_dates"})  # which is of the file
        text = json.dumps(plan, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def _is_name(line: Any) -> bool:
    """Whether a fault is of a word that is no id for having a space, as names have."""
    return bool(line["type"] == "string_pattern_mismatch")
