"""Plain relations between what a wrong answer returned and what is right.

search        the one relation that the cases of a check force, or none
evidence      what was returned beside what is right, as numbers
factor, layout, precision, occasion    the relations, by what they are about
remainder     what the right checks and parts say about the wrong one
"""

from autograder.checking.relation.evidence import Pair, Relation
from autograder.checking.relation.remainder import remainder
from autograder.checking.relation.search import find_relation

__all__ = ["Pair", "Relation", "find_relation", "remainder"]
