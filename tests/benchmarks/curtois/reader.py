"""The instances of Curtois and Qu read a second time, by other code than the benchmark's: constraints and cost."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

Roster = Mapping[tuple[str, int], str]
"""The shift that a member of staff works on a day."""


class Published:
    """An instance as the text says it, and what a roster of it is worth."""

    def __init__(self, text: str) -> None:
        self.sections: dict[str, list[list[str]]] = defaultdict(list)
        name = ""
        for line in text.splitlines():
            stripped = line.strip()
            if stripped.startswith("SECTION_"):
                name = stripped
            elif stripped and stripped[0] != "#":
                self.sections[name].append(stripped.split(","))
        self.horizon = int(self.sections["SECTION_HORIZON"][0][0])
        self.length = {row[0]: int(row[1]) for row in self.sections["SECTION_SHIFTS"]}
        self.not_after = {row[0]: [s for s in row[2].split("|") if s] for row in self.sections["SECTION_SHIFTS"]}

    def cost(self, roster: Roster) -> int:
        """Shifts under and over cover, and requests not granted."""
        total = 0
        for member, day, shift, weight in self.sections["SECTION_SHIFT_ON_REQUESTS"]:
            total += int(weight) * (roster.get((member, int(day))) != shift)
        for member, day, shift, weight in self.sections["SECTION_SHIFT_OFF_REQUESTS"]:
            total += int(weight) * (roster.get((member, int(day))) == shift)
        given = Counter((day, shift) for (_, day), shift in roster.items())
        for day, shift, wanted, under, over in self.sections["SECTION_COVER"]:
            more = given[int(day), shift] - int(wanted)
            total += more * int(over) if more > 0 else -more * int(under)
        return total

    def broken(self, roster: Roster) -> list[str]:
        """Every constraint that a roster breaks."""
        found = []
        for row in self.sections["SECTION_STAFF"]:
            member = row[0]
            days = {day: shift for (who, day), shift in roster.items() if who == member}
            found += [f"{member}: {fault}" for fault in self._faults(row, days)]
        for member, *off in self.sections["SECTION_DAYS_OFF"]:
            found += [f"{member}: works on day off {day}" for day in off if (member, int(day)) in roster]
        staff = {row[0] for row in self.sections["SECTION_STAFF"]}
        found += [f"{who} on {day}: unknown" for who, day in roster if who not in staff or not 0 <= day < self.horizon]
        return found

    def _faults(self, row: list[str], days: dict[int, str]) -> Iterable[str]:
        most = dict(part.split("=") for part in row[1].split("|"))
        longest, shortest, longest_run, shortest_run, shortest_off, weekends = map(int, row[2:])
        for shift, count in Counter(days.values()).items():
            if count > int(most[shift]):
                yield f"{count} of shift {shift}"
        minutes = sum(self.length[shift] for shift in days.values())
        if not shortest <= minutes <= longest:
            yield f"{minutes} minutes"
        for day, shift in days.items():
            if days.get(day + 1) in self.not_after[shift]:
                yield f"{days[day + 1]} after {shift} on day {day}"
        if sum(7 * week + 5 in days or 7 * week + 6 in days for week in range(self.horizon // 7 + 1)) > weekends:
            yield "too many weekends"
        for worked, first, last in self._blocks(days):
            inner = first > 0 and last < self.horizon - 1
            size = last - first + 1
            if worked and size > longest_run:
                yield f"{size} shifts in a row from day {first}"
            if inner and size < (shortest_run if worked else shortest_off):
                yield f"only {size} {'shifts' if worked else 'days off'} in a row from day {first}"

    def _blocks(self, days: dict[int, str]) -> Iterable[tuple[bool, int, int]]:
        """Worked or not, first and last day of every block."""
        first = 0
        for day in range(1, self.horizon + 1):
            if day == self.horizon or (day in days) != (first in days):
                yield first in days, first, day - 1
                first = day
