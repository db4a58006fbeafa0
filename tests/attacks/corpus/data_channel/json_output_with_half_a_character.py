# class: data channel | goal: the class stops when its results are written | expected: 0 points
"""Half a surrogate pair in a JSON output passes as text and cannot be written as UTF-8: whoever
cleans only the texts of an output ends with a traceback while the notebook is saved."""

ANSWERS = {
    "square": """
from IPython.display import JSON, display
display(JSON({"half": "\\ud83d", "\\udc00": [1, "\\udfff"]}))
"""
}

HONEST_CELLS = [
    (
        "square",
        """
from IPython.display import JSON, display
display(JSON({"whole": "\\U0001F600", "nested": [1, {"two": None}]}))
""",
    )
]
