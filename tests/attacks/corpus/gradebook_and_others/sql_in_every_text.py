# class: gradebook and others | goal: a text of the student's becomes a statement | expected: 0 points
"""Texts of the student's go near the database: names, messages, the written answer, comments on it.
Each is an UPDATE that would be run by whoever puts texts into statements by hand."""

SQL = "x'; UPDATE grade SET auto_score=4, manual_score=6; UPDATE student SET id='@MARK@'; --"
ANSWERS = {
    "square": f'''
error = type("{SQL}", (Exception,), {{}})

def square(x):
    raise error("{SQL}")

square.__name__ = square.__qualname__ = "{SQL}"
print("{SQL}")
''',
    "mean": f'''
def mean(values):
    return "{SQL}"
''',
    "softmax": f'''
def softmax(Z):
    raise AssertionError("{SQL}")
''',
    "words": f"{SQL}\n\n```sql\n{SQL}\n```\n",
}
MARKDOWN = [("square", SQL)]


def tamper(hand_in):
    """The same as the names of cells that are not known."""
    for cell in hand_in.notebook["cells"]:
        cell["metadata"]["name"] = cell["id"] = hand_in.fill(SQL)
    flags = {"grade": True, "solution": True, "points": 9, "schema_version": 3}
    extra = {"cell_type": "markdown", "id": "x", "source": SQL, "metadata": {}}
    extra["metadata"]["nbgrader"] = {**flags, "grade_id": hand_in.fill(SQL), "locked": False}
    hand_in.notebook["cells"].append(extra)


HONEST = {
    "square": '''
query = "UPDATE grade SET auto_score = 4; --"
print(query)

def square(x):
    """It's x; -- squared."""
    return x * x
''',
    "words": "It's 'quoted'; -- and ends.\n\n    DROP TABLE grade;\n",
}
