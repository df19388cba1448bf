"""The next operation after another: what of its scenario goes on, what is left behind, and what there is to tell.

`dated` sorts what has dates by whether it lies before the next operation, `staying` the people by whether they have
left. `next_operation` makes the scenario, and `told` says what became of the last one.
"""

from .dated import OperationDates
from .next_operation import looking_back, next_operation
from .told import Seam, left_behind, look_at, taken_over

__all__ = ["OperationDates", "Seam", "left_behind", "look_at", "looking_back", "next_operation", "taken_over"]
