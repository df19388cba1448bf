"""A few of the files changed at random; `python -m tests.io.fuzz` tries as many as one likes."""

import pytest

from ..fuzz import NAMES, formats, tried

FEW = 25


@pytest.mark.parametrize("name", NAMES)
def test_samples_are_read_as_they_are(name, tmp_path):
    form = formats()[name]
    for file, content in form.samples.items():
        (tmp_path / file).write_bytes(content)
    form.read(tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_changed_files_are_read_or_refused(name):
    whole = [tried(name, number) for number in range(FEW)]
    assert {*whole} == {True, False}
