from autograder.reporting.highlight import highlighted

from .graded import Page
from .hostile import EVERYTHING


def test_kinds_of_words_are_marked():
    made = highlighted('def f(x):  # note\n    return len("a") + 1\n')
    assert '<span class="k">def</span>' in made
    assert '<span class="f">f</span>' in made
    assert '<span class="c"># note</span>' in made
    assert '<span class="s">&#34;</span>' in made
    assert '<span class="m">1</span>' in made


def test_the_text_stays_the_same():
    source = "\n\nif a < b:\n\tpass  \n%matplotlib inline\n\n"
    assert highlighted(source).unescape().count("\n") == source.count("\n")
    assert Page(highlighted(source)).text == source


def test_a_language_that_nobody_knows_is_shown_unmarked():
    assert highlighted("a < b", "no such language") == "a &lt; b"
    assert highlighted("def", '"><script>') == "def"


def test_hostile_code_is_only_text():
    read = Page(highlighted(EVERYTHING))
    assert {tag for tag, _ in read.elements} <= {"span"}
    assert all(set(attributes) == {"class"} for _, attributes in read.elements)
