"""Text that is no JSON: where it is broken, whoever read it."""

import json

import pytest
from pydantic import ValidationError

from tandem_models import Scenario
from tandem_models.faults import faults

BROKEN = '{"operation":\n {"name": "Zoë",}'
EMPTY = '{"operation":}'


@pytest.mark.parametrize(
    ("text", "place"), [(BROKEN, (2, 17)), (BROKEN.encode(), (2, 17)), ("", (1, 1)), (EMPTY, (1, 14))]
)
def test_the_place_in_text_that_is_no_json(text, place):
    with pytest.raises(ValidationError) as caught:
        Scenario.model_validate_json(text)
    (fault,) = faults(caught.value)
    assert (fault.path, fault.code, (fault.line, fault.column)) == ("", "wrong_format", place)
    assert fault.message.startswith("is not JSON: ")
    assert fault.message.endswith(f" at line {place[0]} column {place[1]}")


class BrokenBodyError(Exception):
    """What FastAPI raises of a body that is no JSON: the place of the character stands where that of a value would."""

    def __init__(self, text, body):
        with pytest.raises(json.JSONDecodeError) as caught:
            json.loads(text)
        self.error, self.body = caught.value, body

    def errors(self):
        loc, context = ("body", self.error.pos), {"error": self.error.msg}
        return [{"type": "json_invalid", "loc": loc, "msg": "JSON decode error", "input": {}, "ctx": context}]


@pytest.mark.parametrize("text", [BROKEN, EMPTY, ""])
def test_the_place_in_a_request_that_is_no_json(text):
    error = BrokenBodyError(text, text)
    (fault,) = faults(error)
    line, column, why = error.error.lineno, error.error.colno, error.error.msg
    assert (fault.path, fault.line, fault.column) == ("", line, column)
    assert fault.message == f"is not JSON: {why} at line {line} column {column}"
    (fault,) = faults(BrokenBodyError(text, None))
    assert (fault.path, fault.line, fault.column) == ("", None, None)
    assert fault.message == f"is not JSON: {why} at character {error.error.pos + 1}"
