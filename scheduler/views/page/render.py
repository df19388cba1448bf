"""The page's text from its parts, with its style and script in it."""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from ..brief import Brief
from ..phrases import plain
from .parts import Parts, shown


def page(brief: Brief) -> str:
    """One self-contained HTML file of a roster.

    It asks for nothing from anywhere: style, script and drawings are in it, and a content security policy (CSP level 3)
    lets the browser run these alone. Every text of the scenario is escaped and isolated from the direction of writing
    around it. Without JavaScript only the filter is missing.
    """
    style, script = _file("style.css"), _file("script.js")
    return _template().render(
        parts=Parts(brief),
        style=Markup(style),  # noqa: S704 - files of this package
        script=Markup(script),  # noqa: S704
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """What the policy knows an inline style or script by."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(shown=shown, plain=plain)
    return environment.from_string(_file("page.html"))
