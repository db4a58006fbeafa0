import pytest

from autograder.errors import UsageError
from autograder.exporting import Scale, brightspace
from exporting.conftest import Class


def test_ids_have_a_pound_sign_and_so_has_the_end_of_each_line(marked: Class) -> None:
    made = brightspace.export([marked.grades], Scale(), None, None)
    assert made.content.decode() == (
        "Username,ps1 Points Grade,End-of-Line Indicator\r\n#ada,10,#\r\n#bob,5.13,#\r\n"
    )


def test_the_column_of_ids_and_the_item_can_be_named(marked: Class) -> None:
    made = brightspace.export([marked.grades], Scale(), "orgdefinedid", "=Sheet 1")
    assert made.content.decode().startswith("OrgDefinedId,'=Sheet 1 Points Grade,End-of-Line")
    with pytest.raises(UsageError, match="Username or OrgDefinedId"):
        brightspace.export([marked.grades], Scale(), "ID", None)


def test_an_id_can_be_no_formula(marked: Class) -> None:
    marked.grade("-1+2", 6)
    made = brightspace.export([marked.grades], Scale(), None, None)
    assert b"\r\n#-1+2,6,#\r\n" in made.content
