"""HiGHS as a process of its own: solves what comes in, one program after another, until the input ends.

HiGHS can't be interrupted everywhere, and writes a line to standard output now and then. In a process it can be ended,
and its output goes nowhere. Started by `apart` as a script: it imports nothing but OR-Tools, which takes a tenth of a
second.

A request is two messages, the model and the parameters; an answer is one, the result, or a text that says what failed.
Each message has its length before it, in eight bytes, little-endian; an answer begins with SOLVED or FAILED.
"""

import os
import signal
import sys
import threading
from queue import SimpleQueue
from typing import IO

LENGTH = 8
"""Bytes of a length."""

SOLVED, FAILED = b"\1", b"\0"


def read(stream: IO[bytes]) -> bytes:
    """The next message. Raises EOFError where the stream ends before it does."""
    return _exactly(stream, int.from_bytes(_exactly(stream, LENGTH), "little"))


def write(stream: IO[bytes], message: bytes) -> None:
    """Send a message."""
    stream.write(len(message).to_bytes(LENGTH, "little"))
    stream.write(message)
    stream.flush()


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _take_in(requests: "SimpleQueue[tuple[bytes, bytes]]") -> None:
    """Read requests; where the input ends, whoever sent them is gone, and so is all reason to go on solving."""
    try:
        while True:
            requests.put((read(sys.stdin.buffer), read(sys.stdin.buffer)))
    except EOFError:
        os._exit(0)


def main() -> None:
    """Answer requests from standard input on standard output."""
    from ortools.math_opt import callback_pb2, model_parameters_pb2, model_pb2, parameters_pb2
    from ortools.math_opt.core.python import solver
    from pybind11_abseil.status import StatusNotOk

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this decides when it ends
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    requests: SimpleQueue[tuple[bytes, bytes]] = SimpleQueue()
    threading.Thread(target=_take_in, args=(requests,), daemon=True).start()
    while True:
        request = requests.get()
        model = model_pb2.ModelProto.FromString(request[0])
        parameters = parameters_pb2.SolveParametersProto.FromString(request[1])
        try:
            highs = solver.new(parameters_pb2.SOLVER_TYPE_HIGHS, model, parameters_pb2.SolverInitializerProto())
            result = highs.solve(
                parameters,
                model_parameters_pb2.ModelSolveParametersProto(),
                None,
                callback_pb2.CallbackRegistrationProto(),
                None,
                None,
            )
        except StatusNotOk as error:
            write(answers, FAILED + str(error).encode())
        else:
            write(answers, SOLVED + result.SerializeToString())


if __name__ == "__main__":
    main()
