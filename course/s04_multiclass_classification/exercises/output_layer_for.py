"""output_layer_for(problem): the last activation and the loss that fit a kind of problem."""

from autograder.checking import Answer, Case, Exercise
from solutions_lib.multiclass_classification import output_layer_for

exercise = Exercise(output_layer_for, read="Choosing the output layer")


# --- checks -----------------------------------------------------------------


@exercise.check("binary classification", weight=2)
def binary(answer: Answer, case: Case) -> None:
    problem = "binary classification"
    case.equal(answer.output_layer_for(problem), output_layer_for(problem))


@exercise.check("multiclass classification", weight=2)
def multiclass(answer: Answer, case: Case) -> None:
    problem = "multiclass classification"
    case.equal(answer.output_layer_for(problem), output_layer_for(problem))


@exercise.check("multilabel classification", weight=2)
def multilabel(answer: Answer, case: Case) -> None:
    problem = "multilabel classification"
    case.equal(answer.output_layer_for(problem), output_layer_for(problem))


@exercise.check("regression", weight=2)
def regression(answer: Answer, case: Case) -> None:
    problem = "regression"
    case.equal(answer.output_layer_for(problem), output_layer_for(problem))


@exercise.check("regression between 0 and 1", weight=2)
def regression_between_0_and_1(answer: Answer, case: Case) -> None:
    problem = "regression in [0, 1]"
    activation, loss = output_layer_for(problem)
    got = answer.output_layer_for(problem)
    both = isinstance(got, tuple | list) and len(got) == 2
    if both and isinstance(got[1], str) and got[1] == "binary_crossentropy":
        loss = got[1]  # the table allows either of the two
    case.equal(got, (activation, loss))


@exercise.check("any other problem raises ValueError", weight=2)
def refuses_other_problems(answer: Answer, case: Case) -> None:
    for problem in ("clustering", "classification", "multiclass", "multilabel ranking", "binary"):
        case.raises(ValueError, answer.output_layer_for, problem)
    for problem in ("ordinal regression", "regression in [0, 2]", "softmax", ""):
        case.raises(ValueError, answer.output_layer_for, problem)


# --- right answers ----------------------------------------------------------


@exercise.accepts
def chain_of_comparisons(problem):
    if problem == "binary classification":
        return ("sigmoid", "binary_crossentropy")
    elif problem == "multiclass classification":
        return ("softmax", "categorical_crossentropy")
    elif problem == "multilabel classification":
        return ("sigmoid", "binary_crossentropy")
    elif problem == "regression":
        return ("linear", "mse")
    elif problem == "regression in [0, 1]":
        return ("sigmoid", "mse")
    else:
        raise ValueError("unknown problem: " + problem)


@exercise.accepts
def table_with_a_membership_test(problem):
    table = {
        "binary classification": ("sigmoid", "binary_crossentropy"),
        "multiclass classification": ("softmax", "categorical_crossentropy"),
        "multilabel classification": ("sigmoid", "binary_crossentropy"),
        "regression": ("linear", "mse"),
        "regression in [0, 1]": ("sigmoid", "binary_crossentropy"),
    }
    if problem not in table:
        raise ValueError(f"{problem!r} is none of {', '.join(table)}")
    return table[problem]


@exercise.accepts
def key_error_turned_into_value_error(problem):
    table = {
        "binary classification": "sigmoid binary_crossentropy",
        "multiclass classification": "softmax categorical_crossentropy",
        "multilabel classification": "sigmoid binary_crossentropy",
        "regression": "linear mse",
        "regression in [0, 1]": "sigmoid mse",
    }
    try:
        activation, loss = table[problem].split()
    except KeyError:
        raise ValueError("no such problem") from None
    return activation, loss


@exercise.accepts
def activation_and_loss_one_after_the_other(problem):
    class UnknownProblem(ValueError):
        pass

    if problem in ("binary classification", "multilabel classification", "regression in [0, 1]"):
        activation = "sigmoid"
    elif problem == "multiclass classification":
        activation = "softmax"
    elif problem == "regression":
        activation = "linear"
    else:
        raise UnknownProblem(problem)
    if problem in ("regression", "regression in [0, 1]"):
        loss = "mse"
    elif activation == "softmax":
        loss = "categorical_crossentropy"
    else:
        loss = "binary_crossentropy"
    return [activation, loss]


@exercise.accepts
def rows_searched_one_by_one(problem):
    rows = [
        ("binary classification", "sigmoid", "binary_crossentropy"),
        ("multiclass classification", "softmax", "categorical_crossentropy"),
        ("multilabel classification", "sigmoid", "binary_crossentropy"),
        ("regression", "linear", "mse"),
        ("regression in [0, 1]", "sigmoid", "mse"),
    ]
    for name, activation, loss in rows:
        if name == problem:
            return activation, loss
    raise ValueError(problem)


@exercise.accepts
def loss_decides_the_default_activation(problem):
    losses = {
        "binary": "binary_crossentropy",
        "multiclass": "categorical_crossentropy",
        "multilabel": "binary_crossentropy",
    }
    match problem.split(" "):
        case ["regression"]:
            return "linear", "mse"
        case ["regression", "in", "[0,", "1]"]:
            return "sigmoid", "binary_crossentropy"
        case [kind, "classification"] if kind in losses:
            return "softmax" if kind == "multiclass" else "sigmoid", losses[kind]
    raise ValueError(f"unknown kind of problem {problem}")


@exercise.accepts
def sigmoid_unless_said_otherwise(problem):
    table = {"multiclass classification": 0, "regression": 1}
    others = {"binary classification", "multilabel classification", "regression in [0, 1]"}
    if problem in others:
        return "sigmoid", "binary_crossentropy"
    if problem in table:
        return [("softmax", "categorical_crossentropy"), ("linear", "mse")][table[problem]]
    raise ValueError


# --- wrong answers ----------------------------------------------------------


def table_of_the_lecture(problem):
    table = {
        "binary classification": ("sigmoid", "binary_crossentropy"),
        "multiclass classification": ("softmax", "categorical_crossentropy"),
        "multilabel classification": ("sigmoid", "binary_crossentropy"),
        "regression": ("linear", "mse"),
        "regression in [0, 1]": ("sigmoid", "mse"),
    }
    if problem not in table:
        raise ValueError(f"unknown problem {problem}")
    return table[problem]


# binary classification


@exercise.rejects(
    "A softmax with a single unit is always 1 and learns nothing; one unit for yes or no ends in a "
    "sigmoid, with the binary cross-entropy.",
    read="Softmax with a single unit",
)
def binary_with_softmax(problem):
    if problem == "binary classification":
        return "softmax", "categorical_crossentropy"
    return table_of_the_lecture(problem)


@exercise.rejects(
    "The loss fits a yes-or-no question, the activation does not: one number has nobody to share a "
    "sum of 1 with, so take a sigmoid.",
    read="Softmax with a single unit",
)
def binary_with_softmax_and_binary_loss(problem):
    if problem == "binary classification":
        return "softmax", "binary_crossentropy"
    return table_of_the_lecture(problem)


@exercise.rejects(
    "With one sigmoid the categorical cross-entropy charges nothing for a false “yes”; the binary "
    "one has a term for each of the two answers."
)
def binary_with_categorical_loss(problem):
    if problem == "binary classification":
        return "sigmoid", "categorical_crossentropy"
    return table_of_the_lecture(problem)


@exercise.rejects(
    "Behind a sigmoid, the squared error has almost no gradient where a yes-or-no answer is "
    "confidently wrong; take the loss of a coin."
)
def binary_with_squared_error(problem):
    if problem == "binary classification":
        return "sigmoid", "mse"
    return table_of_the_lecture(problem)


@exercise.rejects(
    "For a yes-or-no question the output has to be a probability, and a linear unit gives any "
    "number: bring it between 0 and 1."
)
def binary_with_linear_output(problem):
    if problem == "binary classification":
        return "linear", "binary_crossentropy"
    return table_of_the_lecture(problem)


# multiclass classification


@exercise.rejects(
    "Exactly one class is true here, so the probabilities have to sum to 1; separate sigmoids give "
    "any sum.",
    read="Sigmoids on a multiclass problem",
)
def multiclass_with_sigmoids(problem):
    if problem == "multiclass classification":
        return "sigmoid", "binary_crossentropy"
    return table_of_the_lecture(problem)


@exercise.rejects(
    "The categorical cross-entropy looks at the true class only, so sigmoids could all go to 1 "
    "unpunished; the softmax forbids it.",
    read="Sigmoids on a multiclass problem",
)
def multiclass_with_sigmoids_and_categorical_loss(problem):
    if problem == "multiclass classification":
        return "sigmoid", "categorical_crossentropy"
    return table_of_the_lecture(problem)


@exercise.rejects(
    "The softmax is right for one class of many; its loss is that of a die, not of a row of coins."
)
def multiclass_with_binary_loss(problem):
    if problem == "multiclass classification":
        return "softmax", "binary_crossentropy"
    return table_of_the_lecture(problem)


@exercise.rejects(
    "Class probabilities and squared errors do not fit: normal noise is assumed for numbers; for "
    "one class of many, charge −log p of the true one.",
    read="Cross-entropy: the price of a probability",
)
def multiclass_with_squared_error(problem):
    if problem == "multiclass classification":
        return "softmax", "mse"
    return table_of_the_lecture(problem)


@exercise.rejects(
    "Linear outputs are scores, one for each class; a softmax has to turn them into probabilities "
    "before a cross-entropy can judge them.",
    read="Softmax",
)
def multiclass_with_linear_output(problem):
    if problem == "multiclass classification":
        return "linear", "categorical_crossentropy"
    return table_of_the_lecture(problem)


# multilabel classification


@exercise.rejects(
    "Several labels can be true at once, and a softmax has a sum of 1 to share: two of them can "
    "never both exceed 0.5.",
    read="Softmax on a multilabel problem",
)
def multilabel_with_softmax(problem):
    if problem == "multilabel classification":
        return "softmax", "categorical_crossentropy"
    return table_of_the_lecture(problem)


@exercise.rejects(
    "A loss made of separate coins needs separate probabilities: for several labels at once, each "
    "label has its own sigmoid.",
    read="Softmax on a multilabel problem",
)
def multilabel_with_softmax_and_binary_loss(problem):
    if problem == "multilabel classification":
        return "softmax", "binary_crossentropy"
    return table_of_the_lecture(problem)


@exercise.rejects(
    "The categorical cross-entropy says nothing about the labels that are false; with several "
    "sigmoids each label is a coin of its own.",
    read="Softmax on a multilabel problem",
)
def multilabel_with_categorical_loss(problem):
    if problem == "multilabel classification":
        return "sigmoid", "categorical_crossentropy"
    return table_of_the_lecture(problem)


@exercise.rejects(
    "The sigmoids for several labels are right; but each answers yes or no, and for that the "
    "squared error is a poor price."
)
def multilabel_with_squared_error(problem):
    if problem == "multilabel classification":
        return "sigmoid", "mse"
    return table_of_the_lecture(problem)


# regression


@exercise.rejects(
    "A sigmoid ends at 1, and a temperature or a price does not: in plain regression the last "
    "layer stays linear.",
    read="Regression: leave the output free",
)
def regression_with_sigmoid(problem):
    if problem == "regression":
        return "sigmoid", "mse"
    return table_of_the_lecture(problem)


@exercise.rejects(
    "A ReLU cannot say −12, and where it is cut off it has no gradient to learn from; leave the "
    "output of a regression linear.",
    read="Regression: leave the output free",
)
def regression_with_relu(problem):
    if problem == "regression":
        return "relu", "mse"
    return table_of_the_lecture(problem)


@exercise.rejects(
    "A softmax makes probabilities of classes, but in a regression the answer is a number without "
    "bounds.",
    read="Regression: leave the output free",
)
def regression_with_softmax(problem):
    if problem == "regression":
        return "softmax", "mse"
    return table_of_the_lecture(problem)


@exercise.rejects(
    "A cross-entropy takes the logarithm of a probability, and a free number is none: normal noise "
    "leads to the squared error.",
    read="Regression: leave the output free",
)
def regression_with_cross_entropy(problem):
    if problem == "regression":
        return "linear", "binary_crossentropy"
    return table_of_the_lecture(problem)


@exercise.rejects(
    "No activation at all is the right idea, but it has a name here: the output is called “linear”."
)
def regression_with_none(problem):
    if problem == "regression":
        return None, "mse"
    return table_of_the_lecture(problem)


# regression in [0, 1]


@exercise.rejects(
    "A line leaves the interval on both sides: a share of 110 % or of −5 % is impossible, and a "
    "sigmoid cannot say it.",
    read="Regression between 0 and 1",
)
def share_with_linear_output(problem):
    if problem == "regression in [0, 1]":
        return "linear", "mse"
    return table_of_the_lecture(problem)


@exercise.rejects(
    "For a share you take the binary cross-entropy of a linear output, whose logarithm fails "
    "outside of 0 to 1; a sigmoid keeps it inside.",
    read="Regression between 0 and 1",
)
def share_with_linear_output_and_binary_loss(problem):
    if problem == "regression in [0, 1]":
        return "linear", "binary_crossentropy"
    return table_of_the_lecture(problem)


@exercise.rejects(
    "A share is a single number, and the softmax of a single number is always 1; the sigmoid is "
    "the one that moves between 0 and 1.",
    read="Regression between 0 and 1",
)
def share_with_softmax(problem):
    if problem == "regression in [0, 1]":
        return "softmax", "mse"
    return table_of_the_lecture(problem)


@exercise.rejects(
    "For a share y the categorical cross-entropy is −y log p and falls as p goes to 1, whatever y "
    "is; the binary one, or MSE, fits.",
    read="Regression between 0 and 1",
)
def share_with_categorical_loss(problem):
    if problem == "regression in [0, 1]":
        return "sigmoid", "categorical_crossentropy"
    return table_of_the_lecture(problem)


@exercise.rejects(
    "A row of the table is missing: “regression in [0, 1]” is one of the five kinds, and has an "
    "answer.",
    read="Regression between 0 and 1",
)
def share_not_known(problem):
    if problem == "regression in [0, 1]":
        raise ValueError(problem)
    return table_of_the_lecture(problem)


# the whole table


@exercise.rejects(
    "The two cross-entropies have changed places: “binary” belongs to sigmoids, “categorical” to "
    "the softmax."
)
def cross_entropies_swapped(problem):
    activation, loss = table_of_the_lecture(problem)
    if loss == "binary_crossentropy":
        return activation, "categorical_crossentropy"
    return activation, loss.replace("categorical", "binary")


@exercise.rejects(
    "Multiclass and multilabel have changed places: multiclass means one of many, multilabel "
    "several at once.",
    read="Sort these six",
)
def multiclass_and_multilabel_swapped(problem):
    other = {
        "multiclass classification": "multilabel classification",
        "multilabel classification": "multiclass classification",
    }
    return table_of_the_lecture(other.get(problem, problem))


@exercise.rejects(
    "Not every classification ends in a softmax: it needs classes that exclude one another and "
    "more than one unit.",
    read="Sort these six",
)
def softmax_for_every_classification(problem):
    pair = table_of_the_lecture(problem)
    return pair if problem.startswith("regression") else ("softmax", "categorical_crossentropy")


@exercise.rejects(
    "The categorical cross-entropy is not the loss of every classification: sigmoids answer yes or "
    "no, and need the binary one.",
    read="Sort these six",
)
def categorical_loss_for_every_classification(problem):
    activation, loss = table_of_the_lecture(problem)
    return activation, loss if loss == "mse" else "categorical_crossentropy"


@exercise.rejects(
    "The two parts are right but in the wrong order: first the activation of the last layer, then "
    "the loss."
)
def loss_before_the_activation(problem):
    activation, loss = table_of_the_lecture(problem)
    return loss, activation


@exercise.rejects(
    "A last layer is chosen together with its loss: return both names, the activation and the loss."
)
def activation_without_a_loss(problem):
    return table_of_the_lecture(problem)[0]


@exercise.rejects(
    "The choice is right, but it comes as a dict; return a pair, the activation and then the loss."
)
def dict_of_the_two(problem):
    activation, loss = table_of_the_lecture(problem)
    return {"activation": activation, "loss": loss}


@exercise.rejects(
    "Names have to be spelled exactly as they are given: it is “crossentropy” here, in one word."
)
def cross_entropy_in_two_words(problem):
    activation, loss = table_of_the_lecture(problem)
    return activation, loss.replace("crossentropy", "cross_entropy")


# other problems


@exercise.rejects(
    "For a problem that is not in the table you return None, and the caller goes on with nothing; "
    "raise ValueError."
)
def none_for_other_problems(problem):
    try:
        return table_of_the_lecture(problem)
    except ValueError:
        return None


@exercise.rejects(
    "Whatever is not in the table you treat as regression; a typing error would train the wrong "
    "network without a word: raise ValueError."
)
def regression_by_default(problem):
    try:
        return table_of_the_lecture(problem)
    except ValueError:
        return "linear", "mse"


@exercise.rejects(
    "A dict that does not know its key raises KeyError; catch it, or test before, and raise "
    "ValueError."
)
def key_error_for_other_problems(problem):
    table = {
        "binary classification": ("sigmoid", "binary_crossentropy"),
        "multiclass classification": ("softmax", "categorical_crossentropy"),
        "multilabel classification": ("sigmoid", "binary_crossentropy"),
        "regression": ("linear", "mse"),
        "regression in [0, 1]": ("sigmoid", "mse"),
    }
    return table[problem]


@exercise.rejects(
    "An assert reports a bug of your own and can be switched off; a problem that is not in the "
    "table calls for a ValueError."
)
def asserts_the_problem(problem):
    try:
        return table_of_the_lecture(problem)
    except ValueError:
        raise AssertionError(problem) from None


@exercise.rejects(
    "You look for a word inside the text, so other problems that hold it get an answer too; "
    "compare the whole text.",
)
def searches_for_a_word(problem):
    if "multiclass" in problem:
        return "softmax", "categorical_crossentropy"
    if "binary" in problem or "multilabel" in problem:
        return "sigmoid", "binary_crossentropy"
    if "regression" in problem:
        return "sigmoid" if "[0, 1]" in problem else "linear", "mse"
    raise ValueError(problem)


@exercise.rejects(
    "You return a text that tells of the error; a caller would take it for an answer: raise "
    "ValueError.",
)
def error_as_a_text(problem):
    try:
        return table_of_the_lecture(problem)
    except ValueError:
        return "unknown problem"
