from autograder.reporting.output import LONGEST_OUTPUT, MOST_OUTPUTS, outputs_of

from .graded import Page
from .hostile import EVERYTHING
from .test_picture import PIXEL, encoded


def shown(*outputs, exercise="softmax"):
    return outputs_of({"outputs": list(outputs)}, exercise)


def display(data, metadata=None):
    return {"output_type": "display_data", "data": data, "metadata": metadata or {}}


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def test_printed_pieces_become_one_output_and_errors_stay_apart():
    made = shown(stream("a"), stream(["b\n", "c"]), stream("careful", "stderr"), stream("d"))
    assert [item.kind for item in made] == ["text", "stderr", "text"]
    assert ">ab\nc</pre>" in made[0].body


def test_a_traceback_is_shown_without_its_colours():
    error = {
        "output_type": "error",
        "ename": "E",
        "evalue": "v",
        "traceback": ["\x1b[31mE\x1b[0m: v"],
    }
    assert ">E: v</pre>" in shown(error)[0].body
    assert ">E: v</pre>" in shown({"output_type": "error", "ename": "E", "evalue": "v"})[0].body


def test_a_figure_says_whose_it_is_unless_it_has_a_text():
    data = {"image/png": encoded(PIXEL), "text/plain": "<Figure>"}
    assert 'alt="Figure made by your code in exercise softmax"' in shown(display(data))[0].body
    assert 'alt="a line"' in shown(display(data, {"image/png": {"alt": "a line"}}))[0].body
    assert 'alt="a line"' in shown(display(data, {"alt": "a line"}))[0].body


def test_a_broken_figure_is_replaced_by_a_sentence():
    made = shown(display({"image/png": "AAAA", "text/plain": "<Figure>"}))
    assert [item.kind for item in made] == ["note"]
    assert "cannot be read" in made[0].body


def test_html_is_cleaned_and_empty_html_gives_way_to_the_text():
    made = shown(display({"text/html": "<table><tr><td>1</td></tr></table>", "text/plain": "x"}))
    assert made[0].kind == "html"
    assert "<td>1</td>" in made[0].body
    made = shown(display({"text/html": "<style>a{}</style>", "text/plain": "x < y"}))
    assert ">x &lt; y</pre>" in made[0].body


def test_a_kind_that_is_not_known_is_named():
    made = shown(display({"application/x-widget<b>": {"a": 1}}))
    assert made[0].body == "An output is not shown here (application/x-widget&lt;b&gt;)."


def test_long_outputs_are_cut_and_many_are_counted():
    assert len(shown(stream("x" * 1_000_000))[0].body) < LONGEST_OUTPUT + 200
    made = shown(*[display({"text/plain": str(i)}) for i in range(MOST_OUTPUTS + 7)])
    assert len(made) == MOST_OUTPUTS + 1
    assert made[-1].body == "7 more outputs are not shown."


def test_outputs_that_are_not_as_they_should_be_are_left_out():
    broken = [None, 3, {}, {"output_type": "display_data"}, {"output_type": "stream"}, display({}),
              {"output_type": "display_data", "data": [1]}, {"output_type": "stream", "text": 5.0},
              {"output_type": "error", "traceback": "x"}, {"output_type": ["stream"]}]  # fmt: skip
    assert [item.kind for item in outputs_of({"outputs": broken}, "x")] == ["text", "error"]
    assert outputs_of({}, "x") == outputs_of({"outputs": "text"}, "x") == []


def test_hostile_outputs_cannot_bring_an_element():
    data = dict.fromkeys(("text/html", "text/markdown", "text/plain"), EVERYTHING)
    made = shown(
        *[display({kind: text}) for kind, text in data.items()],
        stream(EVERYTHING),
        {"output_type": "error", "ename": EVERYTHING, "evalue": EVERYTHING, "traceback": []},
        display({"image/svg+xml": f"<svg>{EVERYTHING}</svg>"}, {"alt": EVERYTHING}),
    )
    for item in made:
        for tag, attributes in Page(item.body).elements:
            assert tag not in ("script", "iframe", "svg", "a", "style", "base", "meta")
            assert not any(name.startswith("on") for name in attributes)
    assert len(made) == 6
