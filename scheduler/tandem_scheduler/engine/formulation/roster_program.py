"""The integer program of a roster while it is built: it knows its columns' evenings, and when time is up."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from ..algebra.linear import Linear
from ..algebra.program import IntegerProgram
from ..limits import TICKS, Limits, TimeUp


class RosterProgram(IntegerProgram):
    """An integer program with the evening of each column, and which of its rows need no looking after."""

    def __init__(self, limits: Limits | None = None) -> None:
        """Building raises TimeUp where the limits end it."""
        super().__init__()
        self._limits = limits
        self._ticks = 0
        self._evening_of: list[int | None] = []
        self._implied: set[int] = set()

    def column(self, low: int, high: int, evening: int | None = None) -> int:
        """A new column with its bounds, of one evening or of none in particular; returns its index."""
        self._evening_of.append(evening)
        self._tick()
        return super().column(low, high)

    def row(self, expression: Linear, low: int | None = None, high: int | None = None) -> None:
        """Keep an expression at `low` or more, and at `high` or less."""
        self._tick()
        super().row(expression, low, high)

    @property
    def evening_of(self) -> Sequence[int | None]:
        """For each column by index, the evening it speaks of; None: of no single one."""
        return self._evening_of

    @property
    def implied(self) -> AbstractSet[int]:
        """Rows that values made of teams that may meet, with the dependent columns completed, keep by themselves."""
        return self._implied

    def imply(self, rows: Iterable[int]) -> None:
        """Note that some rows are such."""
        self._implied.update(rows)

    def heed(self, limits: Limits | None) -> None:
        """Go by other limits from now on, or by none."""
        self._limits = limits

    def heed_the_limits(self) -> None:
        """Raise TimeUp where the limits end the building."""
        if self._limits is not None and self._limits.over:
            raise TimeUp

    def _tick(self) -> None:
        self._ticks += 1
        if self._ticks % TICKS == 0:
            self.heed_the_limits()
