"""softmax(Z): each row as a probability distribution."""

import numpy as np

from autograder.checking import Answer, Case, Exercise

CANARY = "canary-reference-softmax"


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


exercise = Exercise(softmax)


@exercise.check("gives the shape and the dtype of Z")
def has_the_shape(answer: Answer, case: Case) -> None:
    Z = case.rng.normal(size=(2, 3))
    case.like(answer.softmax(Z), softmax(Z))


@exercise.check("gives the probabilities", weight=2)
def gives_the_probabilities(answer: Answer, case: Case) -> None:
    for n, q in ((2, 3), (5, 4), (1, 2)):
        Z = case.rng.normal(size=(n, q))
        case.equal(answer.softmax(Z), softmax(Z))


@exercise.check("changes nothing and remembers nothing", needs=[has_the_shape])
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.softmax, [case.rng.normal(size=(3, 2))], [case.rng.normal(size=(2, 2))])


@exercise.rejects("Each row has to be divided by its own sum.")
def divides_by_one_sum(Z):
    return np.exp(Z) / np.exp(Z).sum()
