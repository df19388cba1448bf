"""Named sets of rules: what the law, agreements and good practice ask of police duties.

A pack is a start, not legal advice: the force's own adviser decides what binds whom, and any rule of it can be changed
or left out. Sources: Working Time Regulations 1998 (SI 1998/1833); Police Regulations 2003 (SI 2003/527) and the
determinations under them; Health and Safety Executive, Managing shift work (HSG256).
"""

from datetime import time
from functools import cached_property
from typing import Any, Literal, NamedTuple, Self, cast

from pydantic import (
    Field,
    SerializerFunctionWrapHandler,
    ValidationError,
    create_model,
    field_validator,
    model_serializer,
    model_validator,
)

from ..base import Contract, Identifiers, fault
from ..bounds import FaultCode
from ..spelling import suggestion
from .duty_law import DutyRun, Hours, Notice, Rest, RestDays

PackRule = Rest | Hours | DutyRun | RestDays | Notice
"""The kinds of rule that packs have."""


class Packed(NamedTuple):
    """A rule of a pack."""

    rule: PackRule
    basis: Literal["law", "advice"]
    note: str
    """What a planner should know of it, in a sentence."""


UK_POLICE: dict[str, Packed] = {
    "daily-rest": Packed(
        Rest(hours=11, why="Working Time Regulations 1998, reg. 10: 11 hours of rest in each 24"),
        "law",
        "Agreements may allow less with compensatory rest (reg. 24).",
    ),
    "weekly-rest": Packed(
        RestDays(
            least=2,
            days=14,
            why="Working Time Regulations 1998, reg. 11: 24 hours of rest a week, or twice that a fortnight",
        ),
        "law",
        "Read as two dates in any fourteen on which no duty starts. That does not guarantee 24 uninterrupted hours: "
        "a duty that ends at 06:00 on the free date and one that begins at 05:00 on the next leave 23. Look at such "
        "dates yourself. For one date a week write `least: 1, days: 7`.",
    ),
    "average-week": Packed(
        Hours(
            max=48,
            per="week",
            average_over=17,
            why="Working Time Regulations 1998, reg. 4: 48 hours a week on average over 17 weeks",
        ),
        "law",
        "Name in `who` those who have not opted out (reg. 5). Reg. 4(6) and (7) add hours for excluded days "
        "such as leave and sickness; here those days count as no hours, so this is laxer than the law. Reg. 4(4) is "
        "for less than 17 weeks of service; agreements may change the period (reg. 23).",
    ),
    "duty-run": Packed(
        DutyRun(max=6, why="HSE, Managing shift work (HSG256): no more than 5 to 7 days in a row"),
        "advice",
        "Many forces agree on a number with the Police Federation.",
    ),
    "late-run": Packed(
        DutyRun(
            max=4,
            ends_after=time(23),
            why="good practice after HSE, Managing shift work (HSG256): few late finishes in a row",
        ),
        "advice",
        "HSE names 2 to 3 for night shifts and none for late ones: agree on a number.",
    ),
    "rest-day-notice": Packed(
        Notice(
            days=15,
            strength="soft",
            why="Police Regulations 2003, reg. 26 and Annex H: a rest day worked with less than 15 days' notice "
            "is compensated at time and a half",
        ),
        "law",
        "Counts once `operation.announced` says when people are told.",
    ),
}
"""What holds for police officers in England and Wales, by name."""

PACKS: dict[str, dict[str, Packed]] = {"uk-police": UK_POLICE}


class _Given(Contract):
    """Keys of which only those that were given are written: null is a value here, not the lack of one."""

    @model_serializer(mode="wrap")
    def _as_given(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields = type(self).model_fields
        written = handler(self)
        keys = [(name, fields[name].alias or name) for name in fields if name in self.model_fields_set]
        return {key: written.get(key, written.get(name)) for name, key in keys}


def _changes(name: str, packed: dict[str, Packed]) -> type[Contract]:
    """A class with a key for each rule of a pack, and for each of these the rule's keys, all optional."""
    keys: dict[str, Any] = {}
    for rule_name, (rule, _, _) in packed.items():
        fields = {
            key: (info.rebuild_annotation() | None, Field(default=None, alias=info.alias, description=info.description))
            for key, info in type(rule).model_fields.items()
            if key != "kind"
        }
        title = "".join(word.capitalize() for word in rule_name.split("-"))
        change = _class(f"{title}Change", f"Changed keys of {rule_name}.", fields)
        info = Field(default=None, alias=rule_name, description=f"Changed keys of {rule_name}.")
        keys[rule_name.replace("-", "_")] = (change | None, info)
    return _class(name, "Rules of the pack with the keys that are changed.", keys)


def _class(name: str, text: str, fields: dict[str, Any]) -> type[Contract]:
    """A class made when the module is read, which is its home: what is written for another process names it so."""
    made = create_model(name, __base__=_Given, __module__=__name__, __doc__=text, **cast(Any, fields))
    globals()[name] = made
    return made


UkPoliceChanges = _changes("UkPoliceChanges", UK_POLICE)
"""What a scenario changes of the rules of uk-police."""


class RulePack(Contract):
    """A named set of rules, each of which can be changed or left out."""

    use: Literal["uk-police"] = Field(description="The pack: uk-police.")
    without: Identifiers = Field(default=(), description="Rules of the pack, by name, that don't hold here.")
    change: UkPoliceChanges | None = Field(  # type: ignore[valid-type] # made when the module is read
        default=None, description="Rules of the pack, by name, with the keys that are different here."
    )

    @field_validator("without", mode="after")
    @classmethod
    def _named_so(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        """The names as packs have them: `change` takes `average_week` for `average-week`, so this does."""
        return tuple(name.replace("_", "-") for name in names)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        pack = PACKS[self.use]
        if unknown := [f"no rule '{name}'{suggestion(name, pack)}" for name in self.without if name not in pack]:
            raise fault(
                "unknown_reference", "without: {use} has {unknown}", use=self.use, unknown="; and ".join(unknown)
            )
        for name in self.without:
            if name in self._changed:
                raise fault("combination", "'{name}' is both changed and left out: keep one", name=name)
        _ = self.rules
        return self

    @property
    def _changed(self) -> dict[str, dict[str, Any]]:
        """The keys given for each rule that is changed; a key given as null takes the pack's value away."""
        given: dict[str, dict[str, Any] | None] = (
            {} if self.change is None else cast(Contract, self.change).model_dump(by_alias=True)
        )
        return {name: keys for name, keys in given.items() if keys}

    @cached_property
    def rules(self) -> dict[str, PackRule]:
        """The rules that hold, by name."""
        changed = self._changed
        return {
            name: self._packed_rule(name, packed.rule, changed.get(name, {}))
            for name, packed in PACKS[self.use].items()
            if name not in self.without
        }

    def _packed_rule(self, name: str, rule: PackRule, keys: dict[str, Any]) -> PackRule:
        try:
            made = rule.model_dump() | keys
            if keys.keys() - {"who", "except", "why"} and "why" not in keys:
                made["why"] = f"changed here; {rule.why}"
            return type(rule).model_validate(made)
        except ValidationError as error:
            line = error.errors(include_url=False)[0]
            code, problem = line["type"], line["msg"]
            if line["input"] is None and line["loc"]:
                code, problem = "wrong_type", f"{line['loc'][0]} can't be null: give a value, or leave the key out"
            raise fault(cast(FaultCode, code), "{name}: {problem}", name=name, problem=problem) from None
