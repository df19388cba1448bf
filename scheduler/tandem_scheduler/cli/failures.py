"""Errors that no command expects: each a sentence and a code of its own, never one that stands for an answer."""

import traceback

from tandem_models import DisagreementError, InputError

from .output import Code, reason, say

_NO_THREAD = "can't start new thread"
"""What Python's RuntimeError says then."""

_details = False


def show_details(wanted: bool) -> None:
    """Whether `failed` tells where in the program an error arose."""
    global _details
    _details = wanted


def failed(error: Exception) -> Code:
    """Tell of an error that ended a command; the code to end with.

    What an unknown error says of itself may hold anything of the input: it is told with the details alone.
    """
    if _details:
        traceback.print_exception(error)
    match error:
        case InputError():
            for fault in error.faults:
                say(str(fault))
            return Code.BAD_INPUT
        case DisagreementError():
            _blame(
                f"{error}\nThis is a defect in Tandem, not in your scenario; no roster is given. Please report it to "
                f"the maintainers with this message and {'the scenario file' if error.file is None else 'that file'}."
            )
            return Code.DEFECT
        case MemoryError():
            _blame("There is not enough memory for this: end other programs, or plan fewer evenings at a time.")
        case RuntimeError() if str(error) == _NO_THREAD:
            _blame("The system lets Tandem start no more threads: raise the limit (ulimit -u), or end other programs.")
        case ImportError():
            why = str(error).strip().rpartition("\n")[2]  # numpy has two pages of advice before it
            _blame(f"A part of Tandem could not be loaded: {why}. Install it anew, or see to it that memory is free.")
        case OSError():
            file = f" ({error.filename})" if error.filename else ""
            _blame(f"The system refused what Tandem needs: {reason(error)}{file}.")
        case _:
            _blame(
                f"Tandem failed ({type(error).__name__}). This is a defect in Tandem, not in your files. Please report "
                "it to the maintainers with what this command tells with --debug, as in: tandem --debug solve plan.yaml"
            )
            return Code.DEFECT
    return Code.MACHINE


def _blame(message: str) -> None:
    say(message, "bold red")
