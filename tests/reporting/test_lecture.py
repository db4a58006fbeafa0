import pytest
from markupsafe import Markup

from autograder.reporting.lecture import Lecture, anchor
from autograder.reporting.sanitise import prose

ADDRESS = "https://dl.example.org/{session}.html"
MESSAGE = "`f(1)` is 2. Read again: session 4, “Softmax & its slope”."


def test_the_section_becomes_a_link_and_the_rest_stays():
    lecture = Lecture("s04_classes", ADDRESS)
    assert lecture.linked(prose(MESSAGE)) == (
        "<code>f(1)</code> is 2. Read again: "
        '<a href="https://dl.example.org/s04_classes.html#softmax-its-slope">'
        "session 4, “Softmax &amp; its slope”</a>."
    )


def test_without_an_address_the_words_stay():
    assert Lecture("s04_classes").linked(prose(MESSAGE)) == prose(MESSAGE)


def test_the_lecture_of_another_session_is_no_link():
    for session in ("s05_more", "ps1", ""):
        assert Lecture(session, ADDRESS).linked(prose(MESSAGE)) == prose(MESSAGE)


@pytest.mark.parametrize("section", ['"><script>alert(1)</script>', "a” onclick=“x", "&lt;b&gt;"])
def test_nothing_in_a_section_can_leave_the_link(section):
    made = Lecture("s04_c", ADDRESS).linked(prose(f"Read again: session 4, “{section}”."))
    assert "<script" not in made
    assert "<b>" not in made
    head, _, tail = made.partition("#")
    assert not head or tail.partition('"')[0].replace("-", "").isalnum() or "<a" not in made


def test_a_fragment_in_the_address_gives_way_to_the_section():
    made = Lecture("s04_c", "x.html#top").linked(prose(MESSAGE))
    assert '<a href="x.html#softmax-its-slope">' in made


def test_a_name_with_signs_stays_one_part_of_the_address():
    assert (
        Lecture("s1/../x?y#z", ADDRESS).address == "https://dl.example.org/s1%2F..%2Fx%3Fy%23z.html"
    )
    assert Lecture("\ud800", ADDRESS).address.startswith("https://")


def test_an_anchor_is_that_of_sphinx():
    # as docutils.nodes.make_id gives them
    assert anchor("The loss: how wrong is a line?") == "the-loss-how-wrong-is-a-line"
    assert anchor("2.1 Déjà vu — and “more”") == "deja-vu-and-more"
    assert isinstance(Lecture("s04_c", ADDRESS).linked(Markup("x")), Markup)
