"""What a roster has in common with those that it is to differ from, as an expression over the model's variables.

Who is sent on the same evenings is known from the first; whether they are the same teams, only on the evenings of which
the model says who meets whom. On the others it is counted after matching (`OtherRosters.likeness`).
"""

from collections.abc import Sequence

from ..algebra.linear import Linear
from ..problem.others import OtherRosters
from .roster_model import RosterModel


class Likeness:
    """What is common with each of the other rosters, and all in one number."""

    def __init__(self, model: RosterModel, others: OtherRosters) -> None:
        self._model = model
        self._others = others
        self._common = self._with_each()
        high = max(model.range(common)[1] for common in self._common)
        self._largest = model.dependent.above(self._common[0], max(0, high)) if others.weight else None
        for common in self._common[1:]:
            self._keep_above(common)

    def refresh(self) -> None:
        """Take in what the model has gained of who meets whom."""
        self._common = self._with_each()
        for common in self._common:
            self._keep_above(common)

    @property
    def expression(self) -> Linear:
        """All in one number."""
        total = Linear() if self._largest is None else Linear([self._largest], [self._others.weight])
        for common in self._common:
            total.add(common)
        return total

    def value(self, values: Sequence[int]) -> int:
        """That for the values of all columns."""
        return self._others.together([common.value(values) for common in self._common])

    def _keep_above(self, common: Linear) -> None:
        if self._largest is not None:
            self._model.dependent.keep_above(self._largest, common)

    def _with_each(self) -> list[Linear]:
        model, others, sent = self._model, self._others, Linear()
        for evening in model.problem.evenings[model.problem.opening :]:
            sent.add(model.teams(evening), -2)
        found = []
        for number, teams in enumerate(others.rosters):
            working = others.working(number)
            common = Linear(constant=others.most - len(working)).add(sent)
            for evening, person in working:
                common.add(model.works(person, evening))
            for evening in sorted(model.meetings.evenings):
                for team in teams[evening]:
                    common.add_column(model.meetings.column(team, evening), 2)
            found.append(common)
        return found
