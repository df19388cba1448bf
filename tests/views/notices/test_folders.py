"""Notices in files: written whole or not at all, and never in place of anything else."""

import errno
import os
from datetime import date, datetime

import pytest

from tandem_models import InputError, KindError, RosterError
from tandem_scheduler import write_notices
from tests.builders import people, scenario
from tests.clock import TODAY

from .decisions import AFTER, BEFORE, DECIDED, PLAN, go


def written(folder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_folder_has_a_page_for_each_one_of_all_and_the_list(tmp_path):
    folder = tmp_path / "notices"
    told = write_notices(folder, BEFORE, AFTER, PLAN, decided=DECIDED)
    assert told == ("D1", "D2", "D4", "N1", "N2", "N4")
    assert set(written(folder)) == {*(f"{person}.html" for person in told), "index.html", "notices.csv"}
    text = (folder / "index.html").read_text(encoding="utf-8")
    assert 'href="N1.html"' in text
    first = written(folder)
    assert write_notices(folder, iter(BEFORE), iter(AFTER), PLAN, decided=DECIDED) == told
    assert written(folder) == first


@pytest.mark.parametrize(("name", "begins"), [("n.html", "<!doctype html>"), ("N.CSV", "\ufeffperson,name")])
def test_a_file_has_all(tmp_path, name, begins):
    write_notices(tmp_path / name, None, AFTER, PLAN)
    text = (tmp_path / name).read_bytes().decode()
    assert text.lstrip().startswith(begins)
    assert "page to send" not in text
    assert list(written(tmp_path)) == [name]


def test_without_a_date_today_it_is(tmp_path):
    write_notices(tmp_path / "n.csv", BEFORE, AFTER, PLAN)
    assert f",{TODAY},".encode() in (tmp_path / "n.csv").read_bytes()
    with pytest.raises(KindError, match="decided must be a date, not datetime"):
        write_notices(tmp_path / "n.csv", BEFORE, AFTER, PLAN, decided=datetime(2021, 3, 1))
    with pytest.raises(KindError, match="decided must be a date, not str"):
        write_notices(tmp_path / "n.csv", BEFORE, AFTER, PLAN, decided="2021-03-01")


@pytest.mark.parametrize("name", ["n.pdf", "n.htm", "march.2021"])
def test_what_is_neither_page_nor_list_nor_folder(tmp_path, name):
    with pytest.raises(RosterError, match=r"can't tell what notices to write: name it .html or .csv, or a folder"):
        write_notices(tmp_path / name, BEFORE, AFTER, PLAN)
    assert not written(tmp_path)
    (tmp_path / name).mkdir()
    assert write_notices(tmp_path / name, BEFORE, AFTER, PLAN)
    assert "index.html" in written(tmp_path / name)


def test_pages_of_what_was_decided_before_are_not_left_to_be_sent(tmp_path):
    write_notices(tmp_path, BEFORE, AFTER, PLAN, decided=DECIDED)
    write_notices(tmp_path / "all.html", BEFORE, AFTER, PLAN)
    (tmp_path / "mine.html").write_text("mine")
    told = write_notices(tmp_path, BEFORE, [*BEFORE, go(7)], PLAN, decided=date(2021, 2, 26))
    assert told == ("D1", "N1")
    assert set(written(tmp_path)) == {"D1.html", "N1.html", "index.html", "notices.csv", "all.html", "mine.html"}
    assert b"26 February 2021" in written(tmp_path)["D1.html"]


@pytest.mark.parametrize("name", ["index.html", "N1.html"])
def test_pages_that_are_no_notices_are_in_nobody_s_way(tmp_path, name):
    (tmp_path / name).write_text("<!doctype html>mine")
    with pytest.raises(InputError, match=f"{name}: is no notice of this operation: name another folder, or move"):
        write_notices(tmp_path, BEFORE, AFTER, PLAN)
    assert list(written(tmp_path)) == [name]


def test_another_operation_s_notices_are_not_replaced(tmp_path):
    other = PLAN.changed(operation=PLAN.operation.model_copy(update={"name": "Another"}))
    write_notices(tmp_path, BEFORE, AFTER, other)
    before = written(tmp_path)
    with pytest.raises(InputError, match="is no notice of this operation"):
        write_notices(tmp_path, BEFORE, AFTER, PLAN)
    assert written(tmp_path) == before


def test_files_have_names_that_every_folder_takes(tmp_path):
    ids = ["D1", "Index", "con", "Größe"]
    crowd = [{"id": person, "role": "detective"} for person in ids] + people(0, 1)
    plan = scenario(people=crowd)
    teams = [go(n, "north", person) for n, person in enumerate(ids, 1)]
    assert write_notices(tmp_path, None, teams, plan) == (*ids, "N1")
    names = {name.casefold() for name in written(tmp_path)}
    assert len(names) == len(ids) + 3
    assert {"d1.html", "n1.html", "index.html", "notices.csv"} < names


def test_a_page_that_can_not_be_written_leaves_the_one_before(tmp_path, monkeypatch):
    write_notices(tmp_path, BEFORE, AFTER, PLAN, decided=DECIDED)
    before = written(tmp_path)

    def fsync(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="No space left on device"):
        write_notices(tmp_path, BEFORE, [], PLAN)
    assert written(tmp_path) == before
