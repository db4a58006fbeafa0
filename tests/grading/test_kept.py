"""What a course keeps of work that is done."""

import os
import time

from autograder.grading.kept import FOLDER, Kept


def test_what_was_kept_is_found_under_its_key_alone(tmp_path):
    kept = Kept(tmp_path, "rows")
    assert kept.find("a") is None
    kept.keep("a", {"x": [1, "é"]})
    assert kept.find("a") == {"x": [1, "é"]}
    assert kept.find("b") is None
    assert Kept(tmp_path, "plans").find("a") is None
    assert [path.name for path in (tmp_path / FOLDER / "rows").iterdir()] == ["a.json"]


def test_a_damaged_file_is_nothing(tmp_path):
    kept = Kept(tmp_path, "rows")
    kept.keep("a", 1)
    (tmp_path / FOLDER / "rows" / "a.json").write_text('{"x": ')
    assert kept.find("a") is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path):
    (tmp_path / FOLDER).write_text("a file where the folder would be")
    kept = Kept(tmp_path, "rows")
    kept.keep("a", 1)
    assert kept.find("a") is None


def test_what_nobody_asked_for_in_months_goes_and_what_is_used_stays(tmp_path):
    kept = Kept(tmp_path, "rows")
    for key in ("old", "used", "new"):
        kept.keep(key, 1)
    long_ago = time.time() - 100 * 86_400
    for key in ("old", "used"):
        os.utime(tmp_path / FOLDER / "rows" / f"{key}.json", (long_ago, long_ago))
    assert kept.find("used") == 1
    kept.keep("another", 1)
    assert kept.find("old") is None
    assert [kept.find(key) for key in ("used", "new", "another")] == [1, 1, 1]
