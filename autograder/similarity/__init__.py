"""Answers that are alike beyond what the exercise forces: a reason to look, never a verdict.

How it works. Each answer becomes a row of tokens in which names, numbers and texts are
blanked, and comments and layout are gone; a written answer becomes its words. Every run
of K tokens is hashed, and in every window of W hashes the least is kept (winnowing:
Schleimer, Wilkerson and Aiken, SIGMOD 2003). Two answers with a run of W + K − 1 tokens
in common always share such a fingerprint, wherever in the answer it stands.

Fingerprints that the released notebook, the instructor's solution or an accepted answer
of the bank has are given, and count nothing. Each other one counts by how rare it is:

    weight = (log(n / d) / log(n / 2))²     n students answered, d of them have it

so what two students alone have counts 1, and what half of a big class has next to nothing.
In one answer the evidence is the sum over what two students share, and the share is the
evidence over what the poorer of the two has to share. A pair is ranked by Σ share × √evidence
over its answers. Of the rules tried on planted copies (tests/similarity/measure.py) this one
puts the fewest innocent pairs above a copy. Nothing that a student wrote is ever run, or parsed
as Python.

    lexer        code and prose as tokens, whatever is in them
    winnowing    tokens to fingerprints
    answers      the class, read as data from strangers
    given        what the exercise forces
    pairs        candidates by an inverted index, ranked
    passages     where in the two texts it is
    page         one offline HTML page
"""

from autograder.similarity.answers import Submitted, read_class
from autograder.similarity.given import given_in
from autograder.similarity.pairs import Comparison, Pair, compare

__all__ = ["Comparison", "Pair", "Submitted", "compare", "given_in", "read_class"]
