"""Windows of dates in a row."""

from collections.abc import Iterator, Sequence


def crowded(ordinals: Sequence[int], days: int, limit: int, some: Sequence[int]) -> Iterator[int]:
    """The first days of the windows of `days` days with more than `limit` of the given days in them, in order.

    Such a window holds some day and the one that is `limit` places later. Windows before the first and after the last
    of `some`, days in order as well, are left out.
    """
    if not some:
        return
    done, end = some[0] - days, some[-1]
    for earliest, latest in zip(ordinals, ordinals[limit:], strict=False):
        yield from range(max(done, latest - days) + 1, min(earliest, end) + 1)
        done = max(done, earliest)
