import csv
import io
import re
import time
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.exporting.writing import can_be_written, listed, save, sheet_of, text


@pytest.mark.parametrize(
    "value",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        '=HYPERLINK("x")',
        "＝1",
        "\x00=1",
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(value: str) -> None:
    assert text(value).startswith("'")


@pytest.mark.parametrize("between", [";", "\t", "\n", "; ", ";\t", ';"'])
@pytest.mark.parametrize("sign", "=+-@＝")
def test_what_is_one_behind_another_separator_gets_one_too(between: str, sign: str) -> None:
    written = text(f'Eve{between}{sign}HYPERLINK("x")')
    # as a spreadsheet would cut it that takes semicolons or tabs for the separator
    for field in re.split("[;\t\n]", written):
        assert not field.strip(' "').startswith(sign)
    assert written.replace("'", "") == f'Eve{between}{sign}HYPERLINK("x")'


def test_a_page_of_blanks_costs_no_time() -> None:
    began = time.process_time()
    for sign in "\t\n; ":
        page = "a" + sign * 200_000
        assert text(page) == page
        assert text(f"{page}=1").endswith("=1")
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "value", ["Ada", "1-2", "a=b", "", "۱۲", "O'Brien", "7.5", "a; b", "a;\nb", "x;1-2"]
)
def test_other_texts_stay(value: str) -> None:
    assert text(value) == value


@pytest.mark.parametrize("identity", ["ada", "-12345", "+4912", "@ada", "00246", "a.b@c.org"])
def test_an_id_is_written_as_it_is_where_it_can_do_nothing(identity: str) -> None:
    assert can_be_written(identity)


@pytest.mark.parametrize("identity", ["=1", "=cmd|' /C calc'!A0", "@SUM(1)", "-1+cmd|x!A", "+A1*2"])
def test_an_id_that_is_a_formula_cannot_be_written(identity: str) -> None:
    assert not can_be_written(identity)


def test_a_sheet_is_read_back_as_it_was_written() -> None:
    rows = [["a", "b"], ['with "quotes", and\nlines', "é"]]
    data = sheet_of(rows, bom=True)
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))) == rows
    assert not sheet_of(rows, bom=False).startswith(b"\xef\xbb\xbf")


def test_a_file_that_is_there_is_not_replaced_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "new" / "marks.csv"
    save(path, b"1", force=False)
    with pytest.raises(UsageError, match="--force"):
        save(path, b"2", force=False)
    assert path.read_bytes() == b"1"
    save(path, b"2", force=True)
    assert path.read_bytes() == b"2"
    assert [left.name for left in path.parent.iterdir()] == ["marks.csv"]


def test_a_link_that_leads_nowhere_is_a_file_too(tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="already a file"):
        save(path, b"1", force=False)


def test_names_in_a_sentence_cannot_draw_on_the_terminal() -> None:
    assert listed(["ada", "x\x1b[31my\u202ez", "نرگس"]) == "ada; xy�z; نرگس"
    assert listed([str(n) for n in range(10)]).endswith("7 and 2 more")
