"""HiGHS in a process without ortools, whose wheel has a HiGHS of its own that clashes with this one.

Takes pickled programs on standard input, gives back pickled news on standard output: `("found", value)` for each better
solution, at last `("end", values or None, bound or None, infeasible)`. Imports nothing of ours.
"""

import math
import os
import pickle
import sys
from typing import Any

import highspy
import numpy as np

FEASIBLE = highspy.SolutionStatus.kSolutionStatusFeasible
INFEASIBLE = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)


NEWS = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
# What HiGHS itself prints goes elsewhere: it is not always silent when told so.
os.dup2(sys.stderr.fileno(), sys.stdout.fileno())


def _say(*news: Any) -> None:
    pickle.dump(news, NEWS)
    NEWS.flush()


def _minimise(program: dict[str, Any], objective: int, options: dict[str, Any], hint: list[int]) -> None:
    columns, rows = len(program["lower"]), len(program["low"])
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = columns, rows
    lp.col_cost_ = np.eye(1, columns, objective)[0]
    lp.col_lower_, lp.col_upper_ = program["lower"], program["upper"]
    lp.row_lower_, lp.row_upper_ = program["low"], program["high"]
    matrix = lp.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = columns, rows
    matrix.start_, matrix.index_, matrix.value_ = program["starts"], program["columns"], program["coefficients"]
    lp.integrality_ = [highspy.HighsVarType.kInteger] * columns
    solver = highspy.Highs()
    solver.silent()
    for name, value in options.items():
        if solver.setOptionValue(name, value) != highspy.HighsStatus.kOk:
            raise ValueError(f"HiGHS does not take {name}={value}")
    solver.passModel(lp)
    if len(hint) == columns:
        start = highspy.HighsSolution()
        start.col_value = [float(value) for value in hint]
        solver.setSolution(start)
    solver.cbMipImprovingSolution += lambda event: _say("found", round(event.data_out.objective_function_value))
    solver.solve()
    info = solver.getInfo()
    bound = math.ceil(info.mip_dual_bound - 1e-6) if math.isfinite(info.mip_dual_bound) else None
    values = None
    if info.primal_solution_status == FEASIBLE:
        values = [round(value) for value in solver.getSolution().col_value]
    _say("end", values, bound, solver.getModelStatus() in INFEASIBLE)


if __name__ == "__main__":
    _say("ready")
    while True:
        try:
            request = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
        except EOFError:
            break
        _minimise(*request)
