"""How large the benchmark operations are, and in which variants they come."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Size:
    """The dimensions of an operation."""

    evenings: int
    areas: int
    teams: int
    """Teams wanted each evening."""
    detectives: int
    officers: int

    @property
    def people(self) -> int:
        """Detectives and officers."""
        return self.detectives + self.officers


SIZES = {
    "S": Size(evenings=28, areas=8, teams=1, detectives=12, officers=20),
    "M": Size(evenings=28, areas=12, teams=3, detectives=30, officers=50),
    "L": Size(evenings=56, areas=20, teams=6, detectives=80, officers=140),
    "XL": Size(evenings=90, areas=40, teams=15, detectives=250, officers=400),
    "XXL": Size(evenings=365, areas=60, teams=20, detectives=400, officers=700),
}


@dataclass(frozen=True)
class Variant:
    """What is different from the plain operation of a size."""

    says: str
    limit: int = 2
    """Evenings a person may work in any seven days."""
    rich: bool = False
    """Whether everything a scenario can hold is in it: duties, history, pins, requests, soft rules ..."""
    full: bool = False
    """Whether every kind of rule is in it as well."""
    scarce: bool = False
    """Whether partners are what is short."""

    def people(self, size: Size) -> Size:
        """The size with the variant's number of people."""
        return size


class Tight(Variant):
    """Hardly more people than two evenings a week each can fill."""

    def people(self, size: Size) -> Size:
        """Five detectives and seven officers for each team, and a few."""
        return replace(size, detectives=5 * size.teams + 1, officers=7 * size.teams + 2)


class Loose(Variant):
    """More people than needed."""

    def people(self, size: Size) -> Size:
        """Half as many people again."""
        return replace(size, detectives=size.detectives * 3 // 2, officers=size.officers * 3 // 2)


class Scarce(Variant):
    """Few people for the teams, and teams in few areas."""

    def people(self, size: Size) -> Size:
        """Six detectives and ten officers for each team, two teams at least, a quarter of the areas."""
        teams = max(2, size.teams)
        return replace(size, areas=max(2, size.areas // 4), teams=teams, detectives=6 * teams, officers=10 * teams)


VARIANTS: dict[str, Variant] = {
    "plain": Variant("four tiers, people away 45 % of the evenings, two evenings a week at most"),
    "rich": Variant("everything a scenario can hold, five tiers", rich=True),
    "full": Variant("rich, with the police pack and every kind of rule", rich=True, full=True),
    "tight": Tight("plain, with hardly more people than the limits need"),
    "scarce": Scarce("few people, a skill in every team, partners of the past, tied areas", scarce=True),
    "loose": Loose("plain, with half as many people again and three evenings a week", limit=3),
}
