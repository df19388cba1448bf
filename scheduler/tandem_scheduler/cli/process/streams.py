"""The streams of the process: one that can't be written, full or closed, ends no work half way.

The files that a command writes are written all the same, and at the end it is known what has failed.
"""

import io
import os
import select
import sys
from typing import Any, TextIO


class Enduring(io.RawIOBase):
    """Writes to a stream until that fails, from then on nowhere; keeps why."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self._raw = raw
        self.failure: OSError | None = None

    def writable(self) -> bool:
        """It is for writing."""
        return True

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._raw.isatty()

    def fileno(self) -> int:
        """The number that the system knows the stream by."""
        return self._raw.fileno()

    def write(self, data: Any) -> int:
        """Take all or a part of the bytes; how many."""
        view = memoryview(data)
        while self.failure is None:
            try:
                written = self._raw.write(view)
            except OSError as error:
                self.failure = error
            else:
                if written is not None:
                    return written
                select.select([], [self], [])  # it is set not to wait: a pipe shared with such a program
        return view.nbytes


class Streams:
    """Standard output and standard error put behind what endures; characters that they don't have become `?`."""

    def __init__(self) -> None:
        _keep_closed_ones_free()
        sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="surrogateescape")  # as arguments have what is no text
        self._out = _raw(sys.stdout, 1)
        sys.stdout = _text(self._out, sys.stdout)
        sys.stderr = _text(_raw(sys.stderr, 2), sys.stderr)

    def failure(self) -> OSError | None:
        """Why not all of the answer could be written. A reader that closes its end (`| head`) has had enough."""
        sys.stdout.flush()
        failed = self._out.failure
        return None if isinstance(failed, BrokenPipeError) else failed


def _keep_closed_ones_free() -> None:
    """Give the numbers of standard streams that are closed to what can't be written, lest a file of ours gets them."""
    while (number := os.open(os.devnull, os.O_RDONLY)) <= 2:
        pass
    os.close(number)


def _raw(stream: TextIO | None, number: int) -> Enduring:
    raw = getattr(getattr(stream, "buffer", None), "raw", None)
    return Enduring(raw if isinstance(raw, io.RawIOBase) else io.FileIO(number, "w", closefd=False))


def _text(raw: Enduring, like: TextIO | None) -> TextIO:
    encoding = "utf-8" if like is None else like.encoding
    lines = like is None or getattr(like, "line_buffering", True)
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding=encoding, errors="replace", line_buffering=lines)
