"""Strategies for the parts of a random scenario, but for its rules."""

from datetime import date, timedelta
from operator import or_
from typing import Any

from hypothesis import strategies as st

from tandem_models import Person

from .shapes import Shape

SHIFTS = [("14:00", "22:00"), ("16:00", "02:00"), ("08:00", "18:00"), ("20:00", "06:00"), ("12:00", "12:00")]
SHORT = [("18:00", "22:00"), ("10:00", "16:00"), ("20:00", "01:00"), ("08:00", "14:00")]
SKILLS = ["boat", "dog"]
ROLES = ["detective", "neighbourhood_officer"]

LEFT, GONE = "D99", "once"
"""A person and an area that only the history has."""

Part = dict[str, Any]


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """None as often as not."""
    return st.none() | strategy


def seldom(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """None three times out of four."""
    return st.sampled_from([True, False, False, False]).flatmap(lambda given: strategy if given else st.none())


def some(strategy: st.SearchStrategy[Any], numbers: list[int]) -> st.SearchStrategy[list[Any]]:
    """As many of something as one of the numbers says."""
    return st.sampled_from(numbers).flatmap(lambda n: st.lists(strategy, min_size=n, max_size=n))


def few(strategy: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[list[Any]]:
    """None to `most` of something, fewer oftener."""
    return some(strategy, [n for n in range(most + 1) for _ in range(most + 1 - n)])


def unique(items: list[Part], *keys: str) -> list[Part]:
    """The first of the items that share the values of some keys."""
    return list({tuple(item[key] for key in keys): item for item in reversed(items)}.values())


weights = st.sampled_from([1, 1, 2, 3, 10])
shift = st.sampled_from(SHIFTS).map(lambda ends: {"start": ends[0], "end": ends[1]})
short_shift = st.sampled_from(SHORT).map(lambda ends: {"start": ends[0], "end": ends[1]})
duty = st.builds(lambda times, cost: {**times, "release": cost}, shift | st.just({}), st.sampled_from([None, 0, 0, 4]))

long_duty = st.builds(
    lambda start, hours, cost: {"start": f"{start:02}:00", "end": f"{(start + hours) % 24:02}:00", "release": cost},
    st.sampled_from([8, 14, 0, 16, 6, 22]),
    st.sampled_from([12, 16, 8, 24]),
    st.sampled_from([0, 0, 0, None, 4]),
)
"""At any time, mostly longer than a deployment that may take its place."""


class Parts:
    """The parts of a scenario of one shape."""

    def __init__(self, shape: Shape, start: date) -> None:
        self.shape = shape
        self.dates = [start + timedelta(days=n) for n in range(shape.evenings)]
        self.before = [start - timedelta(days=n) for n in range(1, 5)]
        self.around = [start + timedelta(days=n) for n in range(-4, shape.evenings + 4)]
        self.areas = [f"a{n}" for n in range(1, shape.areas + 1)]
        self.sides = [[f"D{n + 1}" for n in range(shape.detectives)], [f"N{n + 1}" for n in range(shape.officers)]]
        self.people = [person for side in self.sides for person in side]

    @property
    def days(self) -> st.SearchStrategy[Any]:
        """Some evenings, by weekday, date or kind."""
        words = [*self.dates, *(f"{on:%a}".lower() for on in self.dates), "bank-holiday"]
        return st.lists(st.sampled_from(words), min_size=1)

    @property
    def some_areas(self) -> st.SearchStrategy[Any]:
        """Some areas."""
        return st.lists(st.sampled_from(self.areas), min_size=1, max_size=2)

    @property
    def anybody(self) -> st.SearchStrategy[str]:
        """A person."""
        return st.sampled_from(self.people)

    def evenings(self, teams_left_out: bool, own_times: bool) -> st.SearchStrategy[Part]:
        """Shift and teams of the evenings, with overrides; with `own_times`, most evenings have another shift."""
        number = st.integers(0, self.shape.teams)
        always = st.none() if teams_left_out else st.just(self.shape.teams) | st.integers(1, self.shape.teams)
        override = st.fixed_dictionaries(
            {"on": self.days},
            optional={"shift": shift, "teams": number, "shortage": st.integers(0, 3)},
        )
        overrides = few(override, 2)
        if own_times:
            own = st.tuples(*(st.fixed_dictionaries({"on": st.just([on]), "shift": short_shift}) for on in self.dates))
            overrides = st.builds(lambda own, more: [*own[1:], *more], own, overrides)
        return st.fixed_dictionaries({"shift": shift, "teams": always, "shortage": weights, "overrides": overrides})

    def area_list(self, own_times: bool) -> st.SearchStrategy[list[Part]]:
        """All areas; with `own_times`, some have a shift of their own."""
        area = st.fixed_dictionaries(
            {"priority": st.sampled_from([0, 1, 1, 2.5, 10]), "target": st.none() | maybe(st.integers(0, 3))},
            optional={"shift": shift} if own_times else None,
        )
        size = self.shape.areas
        return st.lists(area, min_size=size, max_size=size).map(
            lambda made: [{"id": name, **fields} for name, fields in zip(self.areas, made, strict=True)]
        )

    @property
    def demand(self) -> st.SearchStrategy[Part]:
        """An entry of `demand`."""
        return st.fixed_dictionaries(
            {"areas": maybe(self.some_areas), "on": maybe(self.days), "teams": st.integers(0, 2)},
            optional={"shortage": st.integers(0, 3), "surplus": maybe(st.integers(0, 3))},
        )

    def person_list(self, patterns: bool) -> st.SearchStrategy[list[Part]]:
        """Everybody, with skills, homes, and if wished now and then with a pattern, as newcomer or leaver."""
        around = [*self.before[:2], *self.dates] if patterns else []
        stay = st.sampled_from([{}] * 40 + [{key: on} for key in ("since", "until") for on in around])
        fields = st.fixed_dictionaries(
            {
                "tags": st.lists(st.sampled_from(["early", "late"]), max_size=1),
                "skills": st.lists(st.sampled_from(SKILLS), max_size=2, unique=True),
                "home": maybe(st.sampled_from(self.areas)),
                "pattern": st.sampled_from([None] * 6 + [*["cycle", "later"] * patterns]),
                "available": st.sampled_from([True] + [False] * 5).flatmap(
                    lambda given: self.days.map(lambda days: [*{*days}]) if given else st.none()
                ),
            }
        )
        later = st.sampled_from([None, None, 1, 2, 5])
        fields = st.builds(lambda one, days: one | {"offset": days if one["pattern"] else None}, fields, later)
        size = len(self.people)
        roles = {person: role for side, role in zip(self.sides, ROLES, strict=True) for person in side}
        return st.lists(st.builds(or_, fields, stay), min_size=size, max_size=size).map(
            lambda made: [
                {"id": person, "role": roles[person], **more} for person, more in zip(self.people, made, strict=True)
            ]
        )

    @property
    def patterns(self) -> st.SearchStrategy[Part]:
        """A pattern of up to three days, and one like it."""
        return st.builds(
            lambda anchor, one, two, days, later: {
                "cycle": {"anchor": anchor, "days": days, "shifts": {"one": one, "two": two}},
                "later": {"like": "cycle", "offset": later},
            },
            st.sampled_from(self.dates + self.before),
            duty,
            duty,
            st.lists(st.sampled_from(["one", "two"]), min_size=1, max_size=3),
            st.integers(0, 4),
        )

    @property
    def few_duties(self) -> st.SearchStrategy[list[Part]]:
        """Ordinary duties and rest days on single dates, also just before and just after the operation."""
        around = st.sampled_from(self.around[2:-3])
        listed = st.builds(lambda day, who, on: {**day, "person": who, "on": on}, duty, self.anybody, around)
        return few(listed, 3).map(lambda made: unique(made, "person", "on"))

    @property
    def many_duties(self) -> st.SearchStrategy[list[Part]]:
        """Ordinary duties of two sorts on about half of all dates, also well before and well after the operation."""
        places = [(person, on) for person in self.people for on in self.around]
        sorts = st.lists(st.sampled_from([0, None, 1, None]), min_size=len(places), max_size=len(places))
        return st.builds(
            lambda days, sorts: [
                {**days[sort], "person": person, "on": on}
                for (person, on), sort in zip(places, sorts, strict=True)
                if sort is not None
            ],
            st.tuples(long_duty, long_duty | duty),
            sorts,
        )

    def absence(self, tags: list[str]) -> st.SearchStrategy[Part]:
        """A day away, or all days from one on, of one or of all who have a tag."""
        return st.fixed_dictionaries(
            {"person": st.sampled_from([*self.people, *tags]), "from": st.sampled_from([*self.before, *self.dates])},
            optional={"to": st.just(self.dates[-1])},
        )

    @property
    def request(self) -> st.SearchStrategy[Part]:
        """A wish."""
        return st.fixed_dictionaries(
            {
                "person": self.anybody,
                "on": st.sampled_from(self.dates),
                "want": st.sampled_from(["on", "off"]),
                "area": maybe(st.sampled_from(self.areas)),
                "weight": weights,
            }
        )

    def history(self, people: list[Part]) -> st.SearchStrategy[list[Part]]:
        """Evenings worked before by people who were there or have left, often with one and the same partner."""
        known = {person["id"]: Person.model_validate(person) for person in people}

        def there(entry: Part) -> bool:
            pair = (entry["person"], entry["partner"])
            return all(who not in known or known[who].there(entry["on"]) for who in pair) and pair[0] != pair[1]

        def entry(person: str) -> st.SearchStrategy[Part]:
            others = [*self.sides[person in self.sides[0]], LEFT, self.sides[0][0]]
            return st.fixed_dictionaries(
                {
                    "person": st.just(person),
                    "on": st.sampled_from(self.before),
                    "area": maybe(st.sampled_from([*self.areas, GONE])),
                    "partner": maybe(st.sampled_from(others)),
                }
            )

        return few(st.one_of(self.anybody, st.just(LEFT)).flatmap(entry), 3).map(
            lambda made: unique([*filter(there, made)], "person", "on")
        )

    @property
    def published(self) -> st.SearchStrategy[list[Part]]:
        """Teams that people were told, also of who has left and in areas that are gone, also somebody in two."""
        team = st.fixed_dictionaries(
            {
                "evening": st.sampled_from([*self.dates, self.dates[-1] + timedelta(days=1)]),
                "area": st.sampled_from([*self.areas * 3, GONE]),
                "detective": st.sampled_from([*self.sides[0] * 3, LEFT]),
                "officer": st.sampled_from(self.sides[1]),
            }
        )
        return some(team, [0, 0, 1, 2, 2 * len(self.dates)])

    @property
    def changes(self) -> st.SearchStrategy[Part]:
        """What changes cost."""
        costs = [{"stood_down": 3, "called_out": 0, "area": 3, "partner": 3}, {"stood_down": 1, "called_out": 5}]
        return st.sampled_from([{}, {}, *costs, {"notice": {}}, {"partner": 0}])

    @property
    def pin(self) -> st.SearchStrategy[Part]:
        """A pin that names any of area, detective and officer."""
        named = {"area": self.areas, "detective": self.sides[0], "officer": self.sides[1]}
        keys = st.lists(st.sampled_from(sorted(named)), min_size=1, max_size=3, unique=True)
        return keys.flatmap(
            lambda some: st.fixed_dictionaries(
                {"on": st.sampled_from(self.dates)} | {key: st.sampled_from(named[key]) for key in some}
            )
        )
