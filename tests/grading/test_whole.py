"""A file is there whole or not at all, and what was there before stays until then."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from autograder.grading.whole import write_file


def test_text_and_bytes_are_written_and_the_folder_is_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "page.html"
    write_file(path, "é\ud800")
    assert path.read_bytes() == "é?".encode()
    write_file(path, b"\xff")
    assert path.read_bytes() == b"\xff"
    assert list(path.parent.iterdir()) == [path]


def test_whoever_has_the_old_file_open_reads_all_of_it(tmp_path: Path) -> None:
    path = tmp_path / "page"
    write_file(path, "old")
    with path.open() as old:
        write_file(path, "new")
        assert old.read() == "old"
    assert path.read_text() == "new"


def test_where_it_cannot_be_written_the_old_file_stays_and_nothing_is_left_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "page"
    write_file(path, "old")

    def full(self: Path, data: bytes) -> int:
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_file(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_nobody_may_write_is_replaced_by_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "timestamp.txt"
    write_file(path, "old")
    path.chmod(0o444)
    before = os.umask(0o027)
    try:
        write_file(path, "new")
    finally:
        os.umask(before)
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize("name", ["x" * 255, "\N{CJK UNIFIED IDEOGRAPH-6D4B}" * 85])
def test_the_longest_name_has_room_for_the_file_beside_it(tmp_path: Path, name: str) -> None:
    write_file(tmp_path / name, "x")
    assert (tmp_path / name).read_text() == "x"
