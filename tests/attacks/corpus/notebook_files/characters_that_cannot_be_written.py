# class: notebook files | goal: a text that stops the recording of the class | expected: 0 points
"""NUL ends a text for a database and for compile(), half of a surrogate pair cannot be written as
UTF-8: both can be in JSON, in answers, ids, types and names."""

ANSWERS = {"square": "def square(x):\n    return 8"}
BAD = "\x00\ud800\udfff\ufeff\uffff\x1a\x85\u2028"


def tamper(hand_in):
    for cell in hand_in.notebook["cells"]:
        cell["source"] = BAD + "".join(cell["source"]) + BAD
        cell[BAD] = {BAD: BAD}
        cell["metadata"]["tags"] = [BAD]
    own = {"cell_type": BAD, "metadata": {"nbgrader": {"grade_id": BAD}}, "source": BAD}
    hand_in.notebook["cells"].append(own)
    hand_in.notebook["metadata"]["kernelspec"] = {"name": BAD, "language": BAD}


HONEST = {
    "square": "def square(x):\n    \f\n    word = 'a\\0b\\ud800'\n    return x * x",
    "words": "Signs such as \u2028, \u00a0 and \U0001f9ee are in order.",
}
HONEST_CELLS = [("mean", "print('\\0 \\ud83d \\ufffd')")]
