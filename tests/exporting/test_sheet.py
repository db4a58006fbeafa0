"""A file that is filled in keeps every other byte; Python's own reader says what it says."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.errors import UsageError
from autograder.exporting.sheet import Sheet

ODD = (
    b'\xef\xbb\xbfStudent;"ID";Note\r\n'
    b'"Lovelace; Ada";007;"say ""hi"""\n'
    b"  B\xf6b  ;008;\r\n"
    b'"two\r\nlines";009;x\r\n\r\n'
)


def test_what_is_not_filled_stays_byte_for_byte() -> None:
    assert Sheet(ODD, "x").to_bytes() == ODD
    sheet = Sheet(ODD, "x")
    sheet.fill(2, 2, "new")
    assert sheet.to_bytes() == ODD.replace(b"008;\r\n", b"008;new\r\n")


def test_fields_say_what_pythons_reader_says() -> None:
    text = ODD.decode("utf-8-sig", "surrogateescape")
    want = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=";") if row]
    assert Sheet(ODD, "x").rows == want


FIELDS = st.text(st.sampled_from(list('ab ,;"\n\t=é')), max_size=6)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(FIELDS, min_size=3, max_size=3), min_size=2, max_size=5), st.booleans())
def test_any_csv_is_read_as_written_and_kept(rows: list[list[str]], all_quoted: bool) -> None:
    rows[0] = ["Student", "ID", "Mark"]
    rows[-1][0] = "somebody"
    made = io.StringIO(newline="")
    csv.writer(made, quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL).writerows(rows)
    data = made.getvalue().encode()
    sheet = Sheet(data, "x")
    assert sheet.rows == rows
    assert sheet.to_bytes() == data
    sheet.fill(1, 2, 'a,"b')
    rows[1][2] = 'a,"b'
    again = list(csv.reader(io.StringIO(sheet.to_bytes().decode(), newline="")))
    assert again == rows


def test_a_row_that_is_too_short_is_made_longer() -> None:
    sheet = Sheet(b"a,b,c\nx\n", "x")
    sheet.fill(1, 2, "5")
    assert sheet.to_bytes() == b"a,b,c\nx,,5\n"


def test_numbers_take_the_files_own_decimal_sign() -> None:
    comma, point = b"a;b\nx;1,5\n", b"a;b\nx;1.5\n"
    for data, want in ((comma, b"7,25"), (point, b"7.25"), (b"a,b\nx,3\n", b"7.25")):
        sheet = Sheet(data, "x")
        sheet.fill_number(1, 0, "7.25")
        assert want in sheet.to_bytes()


@pytest.mark.parametrize("data", [b"", b"\n\n", b"a,b\n", "a,b\nc,d\n".encode("utf-16")])
def test_what_is_no_list_is_told(data: bytes) -> None:
    with pytest.raises(UsageError, match=r"^list\.csv "):
        Sheet(data, "list.csv")


def test_a_column_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(UsageError, match=r"no column 'c'.*--match: a, b"):
        Sheet(b"a,b\n1,2\n", "x").column("c", "--match")
