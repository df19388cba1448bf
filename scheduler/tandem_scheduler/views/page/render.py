"""Puts the parts of the page into its template."""

import hashlib
from base64 import b64encode

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..brief import Brief
from . import areas, changes, filters, people, quality, summary, weeks
from .text import cut, shown

_PAGES = Environment(
    loader=PackageLoader("tandem_scheduler.views.page"),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=shown,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(brief: Brief) -> str:
    """One self-contained HTML file that shows all of a roster; it asks nothing of any network."""
    heading, calendar = summary.summary(brief), weeks.weeks(brief)
    style, script = _source("style.css") + _running_head(heading), _source("script.js")
    return _PAGES.get_template("page.html").render(
        style=style,
        script=script,
        policy=_policy(style, script),
        summary=heading,
        choices=filters.choices(brief),
        weeks=calendar,
        named=any(person.name for person in brief.scenario.people),
        density=weeks.density(calendar),
        gaps=quality.gaps(brief),
        violations=quality.violations(brief),
        kept=quality.kept(brief),
        changes=changes.changes(brief),
        groups=people.groups(brief),
        areas=areas.areas(brief),
        shares=areas.shares(brief),
        spreads=people.spreads(brief),
        tiers=quality.tiers(brief),
    )


def _running_head(heading: summary.Summary) -> str:
    """The style that repeats on every printed sheet which operation it is and when the page was issued."""
    issued = f"issued {heading.issued} \N{MIDDLE DOT} " if heading.issued else ""
    sheet = f"{_quoted(f'{issued}sheet ')} counter(page) {_quoted(' of ')} counter(pages)"
    title = _quoted(f"{cut(heading.title)}, {heading.first} to {heading.last}")
    font = "font: 9pt system-ui, sans-serif; vertical-align: middle; white-space: nowrap;"
    return f"@page {{ @top-left {{ content: {title}; {font} }} @top-right {{ content: {sheet}; {font} }} }}\n"


def _quoted(text: str) -> str:
    """A text as CSS writes it, each of its characters by its number, so that none of them means anything there."""
    return '"' + "".join(f"\\{ord(character):x} " for character in str(shown(text))) + '"'


def _source(name: str) -> str:
    source = (_PAGES.loader or PackageLoader("tandem_scheduler.views.page")).get_source(_PAGES, name)[0]
    return source.replace("\r\n", "\n")


def _policy(style: str, script: str) -> str:
    """What the browser may do: run and apply just what the page itself brings, and load nothing."""
    allowed = f"style-src '{_digest(style)}'; script-src '{_digest(script)}'; img-src data:"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
