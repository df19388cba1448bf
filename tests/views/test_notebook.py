import subprocess
import sys
from html.parser import HTMLParser

from tandem_models import Deployment, Gap, Schedule, Stamp, TierResult
from tandem_scheduler.views.notebook import MOST_ROWS
from tests.builders import day, team

STAMP = Stamp(scenario="x", versions={}, seed=0, workers=1, time_limit=60)
TIERS = (
    TierResult(name="coverage", measures={"coverage": 0}, value=0, bound=0, known="proven", seconds=0.1),
    TierResult(name="fairness", measures={"fairness": 1234}, value=1234, bound=1200, known="best_found", seconds=0.1),
)


class Rows(HTMLParser):
    """Reads the cells row by row; every tag must be closed in turn."""

    def __init__(self):
        super().__init__()
        self.open, self.rows, self.tags = [], [], set()

    def handle_starttag(self, tag, attrs):
        assert not attrs
        self.open.append(tag)
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1] in ("td", "th"):
            self.rows[-1][-1] += data


def rows(html):
    reader = Rows()
    reader.feed(html)
    reader.close()
    assert not reader.open
    assert reader.tags <= {"div", "p", "b", "table", "thead", "tbody", "tr", "th", "td"}
    return reader.rows


def schedule(**fields):
    given = {"status": "feasible", "stop_reason": "time_limit", "stamp": STAMP, "seconds": 60.04}
    return Schedule(**(given | fields))


def test_a_notebook_shows_roster_gaps_and_tiers():
    html = schedule(
        deployments=(team(1), team(3, "south")), gaps=(Gap(evening=day(2), area="north", teams=1),), tiers=TIERS
    )._repr_html_()
    assert rows(html) == [
        ["Evening", "Area", "Detective", "Officer"],
        ["2021-03-01", "north", "D1", "N1"],
        ["2021-03-02", "north", "no team", ""],
        ["2021-03-03", "south", "D1", "N1"],
        ["Tier", "Value", "Bound", "Known"],
        ["coverage", "0", "0", "proven"],
        ["fairness", "1,234", "1,200", "best found, gap 34"],
    ]
    assert "<p><b>feasible</b>: 2 teams, 1 missing, time limit, 60.0 s</p>" in html


def test_without_a_roster_the_status_says_it_all():
    assert schedule(status="infeasible", stop_reason="infeasible")._repr_html_() == (
        "<div><p><b>infeasible</b>: 60.0 s</p></div>"
    )
    assert "<b>unknown</b>: interrupted, 60.0 s" in schedule(status="unknown", stop_reason="interrupted")._repr_html_()
    assert "<b>optimal</b>: 0 teams, 60.0 s" in schedule(status="optimal", stop_reason="complete")._repr_html_()


def test_text_can_not_become_markup():
    hostile = "<script>alert('&\"')</script>"
    tier = TIERS[0].model_copy(update={"name": hostile})
    html = schedule(
        deployments=(Deployment(evening=day(1), area=hostile, detective=hostile, officer="N1"),), tiers=(tier,)
    )._repr_html_()
    assert rows(html)[1] == ["2021-03-01", hostile, hostile, "N1"]
    assert rows(html)[3][0] == hostile


def test_a_long_roster_is_cut_and_says_so():
    teams = tuple(Deployment(evening=day(n), area="north", detective="D1", officer="N1") for n in range(1, 1500))
    html = schedule(deployments=teams)._repr_html_()
    assert len(rows(html)) == 1 + MOST_ROWS
    assert "<p>… and 1,439 more</p>" in html
    assert "more" not in schedule(deployments=teams[:MOST_ROWS])._repr_html_()


def test_a_schedule_shows_itself_to_whoever_has_it_from_the_library():
    code = "from tandem_scheduler import Schedule; print(Schedule._repr_html_.__module__)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert found.stdout.strip() == "tandem_scheduler.views.notebook"
