"""Right answers made wrong by a machine: one small fault at a time, of the kinds people make.

mutants      walks through a text, and keeps what is really another program
statements, operators, calls, constants    the faults, by what they change
scope, names    what a name is, and which ones could be taken for one another
"""

from autograder.auditing.mutation.mutants import Mutant, mutants, same_code

__all__ = ["Mutant", "mutants", "same_code"]
