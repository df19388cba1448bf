"""JSON read as the YAML is: scalars stay text, and every key and value has its place."""

import bisect
import json
import re
from typing import Any

from .documents import DEEPEST, START, Builder, Document, Mark

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}]|[^\s\[\]{},:"]+')
_NAMED = {"null": None, "true": "true", "false": "false"}


def parse_json(text: str, file: str, longest: int | None = None) -> Document:
    """Read a JSON document with the place of every key and value, none of them longer than so many characters.

    Duplicate keys are faults of the document.

    Raises:
        InputError: the text is not JSON, is empty, too large or too deep.
    """
    builder = Builder(file, longest)
    if not text.strip():
        builder.stop(START, "is empty")
    try:
        json.loads(text, parse_int=str, parse_float=str, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        builder.stop(Mark(error.lineno, error.colno), f"is not JSON: {error.msg}")
    except ValueError as error:
        builder.stop(START, str(error))
    except RecursionError:
        builder.stop(START, f"is nested more than {DEEPEST} levels deep")
    # The syntax is right, so commas and colons carry no news any more: tokens alone say what stands where.
    starts = [0, *(newline.end() for newline in re.finditer("\n", text))]
    for token in _TOKEN.finditer(text):
        line = bisect.bisect_right(starts, token.start())
        mark = Mark(line, token.start() - starts[line - 1] + 1)
        match token[0][0]:
            case "{":
                builder.open({}, mark)
            case "[":
                builder.open([], mark)
            case "}" | "]":
                builder.close()
            case '"':
                builder.scalar(json.loads(token[0]), mark)
            case _:
                builder.scalar(_NAMED.get(token[0], token[0]), mark)
    return builder.document


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is not a number in JSON")
