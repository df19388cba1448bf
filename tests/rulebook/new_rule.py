"""A rule on people, one on areas and a measure, as somebody adds them who follows CONTRIBUTING.md to the letter.

Only what the guide names is touched; every insertion stands under its step.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
MODELS, SCHEDULER = Path("models/tandem_models"), Path("scheduler/tandem_scheduler")


class NewRule(NamedTuple):
    """A rule's class, check, constraints and entry, as source."""

    family: str
    name: str
    kind: str
    rule: str
    check: str
    how: str
    """The case in `checks/rules.py`."""
    post: str
    table: str
    entry: str
    example: str


FRIDAYS = NewRule(
    family="people",
    name="Fridays",
    kind="fridays",
    rule='''
class Fridays(PeopleRule):
    """At most `max` Fridays each over the operation (history not counted). Unit: a Friday above it."""

    kind: Literal["fridays"] = "fridays"
    max: Limit = Field(description="Most Fridays a person works in the operation.")
''',
    check='''
def fridays(rule: Fridays, plan: Plan) -> Iterator[Breach]:
    """At most so many Fridays in the operation."""
    worked = tuple(on for on in plan.evenings if on.weekday() == 4)
    if len(worked) > rule.max:
        yield Breach(
            sentence=f"{plan.person} works {count(len(worked), 'Friday')}, at most {rule.max} are allowed",
            allowed=f"at most {count(rule.max, 'Friday')}",
            found=count(len(worked), "Friday"),
            units=len(worked) - rule.max,
            people=(plan.person,),
            evenings=worked,
        )
''',
    how="_of_plan(rule, fridays)",
    post='''
def post_fridays(rule: Fridays, model: RosterModel) -> None:
    """At most so many Fridays each."""
    for person in model.bound_people(rule):
        worked = Linear()
        for evening in model.evenings_of(person):
            if model.problem.date(evening).weekday() == 4:
                worked.add(model.works(person, evening))
        model.at_most(worked, rule.max, rule)
''',
    table="PEOPLE",
    entry="""
    RuleEntry(
        Fridays,
        Aspect.PERSON,
        stops="at their most Fridays",
        demand=lambda rule, _: f"may work at most {count(rule.max, 'Friday')}",
        looser={"max": Looser(1, lambda _, to: f"work {another(to.new, 'Friday')}")},
    ),
""",
    example="{kind: fridays, max: 2}",
)

AREA_FRIDAYS = NewRule(
    family="areas",
    name="AreaFridays",
    kind="area_fridays",
    rule='''
class AreaFridays(AreasRule):
    """At most `max` visits to each area on Fridays over the operation. Unit: a visit above it."""

    kind: Literal["area_fridays"] = "area_fridays"
    max: Limit = Field(description="Most visits on Fridays.")
''',
    check='''
def area_fridays(rule: AreaFridays, roster: Roster) -> Iterator[Breach]:
    """Not too many visits on Fridays."""
    for area in roster.index.scenario.bound_areas(rule):
        evenings = [on for (on, where), _ in roster.teams.items() if where == area and on.weekday() == 4]
        number = sum(roster.teams[on, area] for on in evenings)
        if number > rule.max:
            yield Breach(
                sentence=f"{roster.index.label(area)} gets {count(number, 'visit')} on Fridays, at most {rule.max} "
                "are allowed",
                allowed=f"at most {count(rule.max, 'visit')} on Fridays",
                found=count(number, "visit"),
                units=number - rule.max,
                evenings=tuple(evenings),
                areas=(area,),
            )
''',
    how="OfRoster(partial(area_fridays, rule))",
    post='''
def post_area_fridays(rule: AreaFridays, model: RosterModel) -> None:
    """Visits to each area on Fridays."""
    for area in model.bound_areas(rule):
        visits = Linear()
        for evening in model.problem.evenings:
            if model.problem.date(evening).weekday() == 4:
                visits.add(model.visits(area, evening))
        model.at_most(visits, rule.max, rule)
''',
    table="AREAS",
    entry="""
    RuleEntry(
        AreaFridays,
        Aspect.PLACE,
        stops="the area would get too many visits on Fridays",
        demand=lambda rule, _: f"may get at most {count(rule.max, 'visit')} on Fridays",
        looser={"max": Looser(1, lambda _, to: f"One more visit to {to.where} on Fridays ({to.new:g} {to.instead})")},
    ),
""",
    example="{kind: area_fridays, max: 2, areas: charnwood}",
)


class Copy:
    """A copy of the packages, to which things are added."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        ignored = shutil.ignore_patterns("__pycache__", ".*_cache")
        for part in (MODELS, SCHEDULER, "tests/scenarios"):
            shutil.copytree(ROOT / part, folder / part, ignore=ignored)
        (folder / "scenarios").mkdir()
        for name in ("tests/__init__.py", "scenarios/README.md"):
            shutil.copy(ROOT / name, folder / name)

    def insert(self, path: Path, after: str, text: str) -> None:
        """Put a text behind the first place where another stands."""
        file = self.folder / path
        before, found, rest = file.read_text(encoding="utf-8").partition(after)
        assert found, f"{path} has no {after!r} any more"
        file.write_text(before + after + text + rest, encoding="utf-8")

    def append(self, path: Path, text: str) -> None:
        """Put a text at the end."""
        file = self.folder / path
        file.write_text(f"{file.read_text(encoding='utf-8')}\n{text}", encoding="utf-8")

    def add_rule(self, new: NewRule, entry: bool = True) -> None:
        """By the steps of "Adding a rule"."""
        file = f"{new.family}.py"
        # 1. The class, and its name.
        self.append(MODELS / "rules" / file, new.rule)
        names = MODELS / "rules" / "__init__.py"
        self.insert(names, f"from .{new.family} import ", f"{new.name}, ")
        self.insert(names, "__all__ = [", f'\n    "{new.name}",')
        self.insert(names, "Rule = Annotated[\n", f"    {new.name} |")
        self.insert(names, "RuleKind = Literal[\n", f'    "{new.kind}",\n')
        self.insert(MODELS / "__init__.py", "from .rules import (", f"\n    {new.name},")
        self.insert(MODELS / "__init__.py", "__all__ = [", f'\n    "{new.name}",')
        # 2. The check, and its case.
        family = SCHEDULER / "checks" / "families" / file
        self.insert(family, "from tandem_models import ", f"{new.name}, ")
        self.append(family, new.check)
        cases = SCHEDULER / "checks" / "rules.py"
        self.insert(cases, "from tandem_models import (", f"\n    {new.name},")
        self.insert(cases, f"from .families.{new.family} import ", f"{new.kind}, ")
        self.insert(cases, "    match rule:\n", f"        case {new.name}():\n            return {new.how}\n")
        # 3. The constraints, and their case.
        rules = SCHEDULER / "engine" / "formulation" / "rules"
        self.insert(rules / file, "from tandem_models import ", f"{new.name}, ")
        if "algebra.linear" not in (self.folder / rules / file).read_text(encoding="utf-8"):
            self.insert(rules / file, '"""\n', "from ...algebra.linear import Linear\n")
        self.append(rules / file, new.post)
        posts = rules / "__init__.py"
        self.insert(posts, "from tandem_models import (", f"\n    {new.name},")
        self.insert(posts, f"from .{new.family} import ", f"post_{new.kind}, ")
        case = f"        case {new.name}():\n            post_{new.kind}(rule, model)\n"
        self.insert(posts, "    match rule:\n", case)
        # 4. The entry.
        if entry:
            book = SCHEDULER / "rulebook" / file
            self.insert(book, "from tandem_models import ", f"{new.name}, ")
            self.insert(book, f"{new.table} = (", new.entry)
        # 6. The example.
        self.insert(Path("tests/scenarios/examples.py"), "RULES = {", f'\n    "{new.kind}": "{new.example}",')

    def add_measure(self) -> None:
        """By the steps of "Adding a measure"."""
        # 1. The name, and what it adds up.
        objectives = MODELS / "objectives.py"
        self.insert(objectives, "alone.\n\n", "- `sundays`: Teams sent on Sundays, 1 each.\n")
        self.insert(objectives, 'HOME_AREA = "home_area"\n', '    SUNDAYS = "sundays"\n')
        # 2. How a roster is measured.
        checks = SCHEDULER / "checks" / "measures.py"
        self.insert(checks, "    match which:\n", "        case Measure.SUNDAYS:\n            return sundays(roster)\n")
        self.append(
            checks,
            '''
def sundays(roster: Roster) -> int:
    """Teams sent on Sundays."""
    return sum(number for (on, _), number in roster.teams.items() if on.weekday() == 6)
''',
        )
        # 3. Its expression.
        engine = SCHEDULER / "engine" / "formulation" / "measures.py"
        case = "        case Measure.SUNDAYS:\n            return _sundays(model)\n"
        self.insert(engine, "    match measure:\n", case)
        self.append(
            engine,
            """
def _sundays(model: RosterModel) -> Linear:
    total = Linear()
    for evening in model.problem.evenings:
        if model.problem.date(evening).weekday() == 6:
            total.add(model.teams(evening))
    return total
""",
        )
        # 4. The entry.
        entry = """
    MeasureEntry(
        Measure.SUNDAYS,
        Aspect.PLACE,
        counts="teams out on Sundays",
        explained="Teams that are sent out on a Sunday.",
        better="send fewer teams out on Sundays",
    ),
"""
        self.insert(SCHEDULER / "rulebook" / "measures.py", "MEASURES = (", entry)

    def python(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run Python with the packages of the copy."""
        paths = os.pathsep.join(str(self.folder / name) for name in ("scheduler", "models"))
        return subprocess.run(  # noqa: S603
            [sys.executable, *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": paths, "COLUMNS": "200"},
            capture_output=True,
            text=True,
            check=False,
        )
