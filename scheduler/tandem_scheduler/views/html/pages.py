"""Templates, and the parts of a page that do not come from them: its style, its policy, the head of printed sheets."""

import hashlib
from base64 import b64encode

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from .text import shown

_SHARED = "tandem_scheduler.views.html"


def environment(package: str) -> Environment:
    """The templates of a package, with those that all pages share; what they write is made harmless and escaped."""
    return Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader(_SHARED)]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def source(templates: Environment, name: str) -> str:
    """A file beside the templates as it stands there."""
    found = (templates.loader or PackageLoader(_SHARED)).get_source(templates, name)[0]
    return found.replace("\r\n", "\n")


def style(templates: Environment, *more: str) -> str:
    """The style that all pages share, and files of the package's own."""
    return "".join(source(templates, name) for name in ("base.css", *more))


def running_head(title: str, issued: str) -> str:
    """The style that repeats on every printed sheet which operation it is and when the page was issued."""
    issued = f"{issued} \N{MIDDLE DOT} " if issued else ""
    sheet = f"{_quoted(f'{issued}sheet ')} counter(page) {_quoted(' of ')} counter(pages)"
    font = "font: 9pt system-ui, sans-serif; vertical-align: middle; white-space: nowrap;"
    return f"@page {{ @top-left {{ content: {_quoted(title)}; {font} }} @top-right {{ content: {sheet}; {font} }} }}\n"


def _quoted(text: str) -> str:
    """A text as CSS writes it, each of its characters by its number, so that none of them means anything there."""
    return '"' + "".join(f"\\{ord(character):x} " for character in str(shown(text))) + '"'


def policy(style: str, script: str = "") -> str:
    """What the browser may do: run and apply just what the page itself brings, and load nothing."""
    scripts = f" script-src '{_digest(script)}';" if script else ""
    allowed = f"style-src '{_digest(style)}';{scripts} img-src data:"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
