"""multi_hot(sequences, dimension): a row for each sequence, with a 1 at each number in it."""

from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.deep_networks import multi_hot

exercise = Exercise(multi_hot, read="Texts as rows of ones and zeros")

# Absolute. Right answers hold 0 and 1 exactly, the best wrong one is off by 0.5.
TOLERANCE = 1e-9

Sequences = list[list[int]]


# --- checks -----------------------------------------------------------------


def draw(case: Case, dimension: int, *lengths: int) -> Sequences:
    """A sequence of each length, of different numbers in 0 … dimension − 1."""
    return [case.rng.permutation(dimension)[:length].tolist() for length in lengths]


def table(answer: Answer, case: Case, sequences: Sequences, dimension: int) -> Any:
    """What the answer makes of them, as float64: its container and dtype have their own check."""
    got, want = answer.multi_hot(sequences, dimension), multi_hot(sequences, dimension)
    if isinstance(got, np.ndarray) and got.dtype.kind == "b":
        got = got.astype(float)
    if isinstance(got, np.ndarray) and got.shape != want.shape:
        case.like(got, want)  # read row by row into another shape, its numbers would be a jumble
        return got
    return case.numbers(got, want)


def agrees(answer: Answer, case: Case, sequences: Sequences, dimension: int) -> None:
    """Compare the table."""
    got = table(answer, case, sequences, dimension)
    case.equal(got, multi_hot(sequences, dimension), tol=TOLERANCE)


@exercise.check("has one row for each sequence and one column for each number")
def has_n_rows(answer: Answer, case: Case) -> None:
    for dimension, *lengths in ((5, 3, 2, 4), (4, 2, 3), (3, 2, 1, 2, 3)):
        table(answer, case, draw(case, dimension, *lengths), dimension)


@exercise.check("has a 1 at each number of the sequence", weight=6, needs=[has_n_rows])
def has_a_one_at_each_number(answer: Answer, case: Case) -> None:
    for dimension, *lengths in ((6, 3, 2, 4), (4, 2, 1), (3, 2, 3, 2), (4, 1, 2, 1, 3)):
        agrees(answer, case, draw(case, dimension, *lengths), dimension)
    agrees(answer, case, draw(case, 50, *range(5, 25)), 50)


@exercise.check(
    "has 1 for a number that occurs often as well", weight=3, needs=[has_a_one_at_each_number]
)
def has_one_for_many(answer: Answer, case: Case) -> None:
    for dimension, *lengths in ((4, 3, 1), (3, 2, 1, 2), (2, 1, 2)):
        drawn = draw(case, dimension, *lengths)
        agrees(answer, case, [[*each, each[0]] for each in drawn], dimension)
        agrees(answer, case, [each * 3 for each in drawn], dimension)
    agrees(answer, case, [(case.rng.integers(0, 4, size=k) + 1).tolist() for k in (30, 300)], 6)


@exercise.check(
    "leaves out numbers outside 0 … dimension − 1", weight=3, needs=[has_a_one_at_each_number]
)
def leaves_out_what_is_outside(answer: Answer, case: Case) -> None:
    for outside in (3, 7, -1, -3, -4, 10**12, -(10**12)):
        agrees(answer, case, [[outside], [outside]], 3)
        for place in (0, 1, 2):
            first, second = draw(case, 3, 2, 1)
            first.insert(place, outside)
            agrees(answer, case, [first, second, [outside, outside]], 3)


@exercise.check(
    "gives an empty sequence a row of zeros", weight=2, needs=[has_a_one_at_each_number]
)
def gives_an_empty_sequence_a_row(answer: Answer, case: Case) -> None:
    for dimension, *lengths in ((3, 2, 0, 1), (4, 0, 1), (3, 1, 0), (3, 0, 0)):
        agrees(answer, case, draw(case, dimension, *lengths), dimension)


@exercise.check(
    "works for one sequence, for one number, and for columns that stay empty",
    needs=[has_a_one_at_each_number],
)
def works_for_one(answer: Answer, case: Case) -> None:
    for dimension, *lengths in ((4, 3), (1, 1, 1), (1, 1), (3, 1)):
        agrees(answer, case, draw(case, dimension, *lengths), dimension)
        agrees(answer, case, draw(case, dimension, *lengths), dimension + 2)


@exercise.check("is a float64 array", weight=2, needs=[has_n_rows])
def is_a_float64_array(answer: Answer, case: Case) -> None:
    for dimension, *lengths in ((5, 3, 2, 4), (3, 1, 2)):
        sequences = draw(case, dimension, *lengths)
        case.like(answer.multi_hot(sequences, dimension), multi_hot(sequences, dimension))


@exercise.check("changes nothing and remembers nothing", needs=[has_n_rows])
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.multi_hot, [[[2, 1, 2], [0, 5]], 3], [draw(case, 4, 3, 2), 4])


# --- right answers ----------------------------------------------------------


@exercise.accepts
def two_loops(sequences, dimension):
    X = np.zeros((len(sequences), dimension))
    for i, sequence in enumerate(sequences):
        for number in sequence:
            if 0 <= number < dimension:
                X[i, number] = 1
    return X


@exercise.accepts
def rows_by_index(sequences, dimension):
    X = np.zeros((len(sequences), dimension))
    for i in range(len(sequences)):
        known = [number for number in sequences[i] if number >= 0 and number < dimension]
        X[i, known] = 1.0
    return X


@exercise.accepts
def asks_for_every_column(sequences, dimension):
    rows = [[1.0 if j in sequence else 0.0 for j in range(dimension)] for sequence in sequences]
    return np.array(rows)


@exercise.accepts
def sets_of_numbers(sequences, dimension):
    columns = set(range(dimension))
    X = np.zeros((len(sequences), dimension))
    for row, sequence in zip(X, sequences):
        for number in columns & set(sequence):
            row[number] = 1.0
    return X


@exercise.accepts
def is_in(sequences, dimension):
    columns = np.arange(dimension)
    return np.array([np.isin(columns, sequence) for sequence in sequences], dtype=float)


@exercise.accepts
def counts_and_compares(sequences, dimension):
    rows = []
    for sequence in sequences:
        inside = [number for number in sequence if number in range(dimension)]
        rows.append(np.bincount(np.array(inside, dtype=int), minlength=dimension) > 0)
    return np.array(rows).astype(np.float64)


@exercise.accepts
def all_pairs_at_once(sequences, dimension):
    pairs = [
        (i, number)
        for i, sequence in enumerate(sequences)
        for number in sequence
        if 0 <= number <= dimension - 1
    ]
    X = np.zeros((len(sequences), dimension))
    if pairs:
        rows, columns = zip(*pairs)
        X[list(rows), list(columns)] = 1
    return X


@exercise.accepts
def sum_of_one_hot_rows(sequences, dimension):
    one_hot = np.eye(dimension)
    rows = []
    for sequence in sequences:
        row = np.zeros(dimension)
        for number in sequence:
            if 0 <= number < dimension:
                row = np.maximum(row, one_hot[number])
        rows.append(row)
    return np.stack(rows)


exercise.equivalent("zip(X, rows, strict=True)", "both are n long, whatever strict says")


# --- wrong answers ----------------------------------------------------------


def known(sequence, dimension):
    return [number for number in sequence if 0 <= number < dimension]


def right(sequences, dimension):
    X = np.zeros((len(sequences), dimension))
    for row, sequence in zip(X, sequences):
        row[known(sequence, dimension)] = 1.0
    return X


def counted(sequences, dimension):
    X = np.zeros((len(sequences), dimension))
    for row, sequence in zip(X, sequences):
        for number in known(sequence, dimension):
            row[number] += 1.0
    return X


@exercise.rejects(
    "You count how often a number occurs; a multi-hot row says only whether it does, so set the "
    "entry to 1 and do not add."
)
def counts_the_numbers(sequences, dimension):
    return counted(sequences, dimension)


@exercise.rejects(
    "Your rows hold shares that depend on the length of the text; a number that occurs gets a 1, "
    "whatever else is there."
)
def shares_of_the_length(sequences, dimension):
    X = counted(sequences, dimension)
    return X / np.maximum(X.sum(axis=1, keepdims=True), 1)


@exercise.rejects(
    "Each row is scaled to length 1; leave the ones as they are, a long text simply has more of "
    "them."
)
def rows_of_length_one(sequences, dimension):
    X = right(sequences, dimension)
    return X / np.maximum(np.sqrt(X.sum(axis=1, keepdims=True)), 1)


@exercise.rejects(
    "The number 0 is lost: columns are counted from 0, and the commonest word of all is the one "
    "with that number."
)
def drops_the_number_zero(sequences, dimension):
    return right([[number for number in s if number != 0] for s in sequences], dimension)


@exercise.rejects(
    "Your columns are counted from 1, so every 1 stands one place too far to the left; number j "
    "belongs into X[:, j]."
)
def counts_columns_from_one(sequences, dimension):
    return right([[number - 1 for number in s] for s in sequences], dimension)


@exercise.rejects(
    "You shift every number by 3, as for the files of Keras, where 0, 1 and 2 are reserved; here "
    "the numbers are columns already."
)
def shifts_by_three(sequences, dimension):
    return right([[number - 3 for number in s] for s in sequences], dimension)


@exercise.rejects(
    "A number beyond the dimension stops your loop with an error; rare words occur in every text, "
    "so leave them out and go on."
)
def stops_at_a_large_number(sequences, dimension):
    X = np.zeros((len(sequences), dimension))
    for row, sequence in zip(X, sequences):
        for number in sequence:
            if number >= 0:
                row[number] = 1.0
    return X


@exercise.rejects(
    "You raise an error for a number outside the dimension; it is no mistake of the caller, only a "
    "rare word, and is left out."
)
def refuses_numbers_outside(sequences, dimension):
    for sequence in sequences:
        if len(known(sequence, dimension)) < len(sequence):
            raise ValueError("a number is outside the dimension")
    return right(sequences, dimension)


@exercise.rejects(
    "Python counts negative indices from the end, so −1 sets the last column; a number below 0 is "
    "outside as well and has to be left out."
)
def negative_numbers_count_from_the_end(sequences, dimension):
    X = np.zeros((len(sequences), dimension))
    for row, sequence in zip(X, sequences):
        for number in sequence:
            if -dimension <= number < dimension:
                row[number] = 1.0
    return X


@exercise.rejects(
    "Numbers outside are moved to the nearest column, where they pretend to be another word; leave "
    "them out."
)
def moves_them_to_the_edge(sequences, dimension):
    X = np.zeros((len(sequences), dimension))
    for row, sequence in zip(X, sequences):
        for number in sequence:
            row[min(max(number, 0), dimension - 1)] = 1.0
    return X


@exercise.rejects(
    "With the remainder of a division, a number outside lands in the column of some other word; it "
    "has to be left out."
)
def takes_the_remainder(sequences, dimension):
    return right([[number % dimension for number in s] for s in sequences], dimension)


@exercise.rejects(
    "You stop reading a text at the first number that is outside; skip that one, and go on with "
    "those behind it."
)
def stops_reading_at_one_outside(sequences, dimension):
    X = np.zeros((len(sequences), dimension))
    for row, sequence in zip(X, sequences):
        for number in sequence:
            if not 0 <= number < dimension:
                break
            row[number] = 1.0
    return X


@exercise.rejects(
    "One rare word makes you throw away the whole text; only the number that is outside is left "
    "out, the others stay."
)
def empties_the_whole_row(sequences, dimension):
    kept = [s if len(known(s, dimension)) == len(s) else [] for s in sequences]
    return right(kept, dimension)


@exercise.rejects(
    "The largest number that fits is dimension − 1, and it has a column too; your comparison "
    "leaves it out."
)
def drops_the_last_column(sequences, dimension):
    return right(
        [[number for number in s if number != dimension - 1] for s in sequences], dimension
    )


@exercise.rejects(
    "All rows are one and the same list, so a 1 for one text shows in every other; make a new row "
    "for each sequence."
)
def one_row_shared_by_all(sequences, dimension):
    rows = [[0.0] * dimension] * len(sequences)
    for row, sequence in zip(rows, sequences):
        for number in known(sequence, dimension):
            row[number] = 1.0
    return np.array(rows)


@exercise.rejects(
    "The row is not cleared before the next text, so each row keeps the ones of all texts before "
    "it; start every row with zeros."
)
def goes_on_with_the_last_row(sequences, dimension):
    return np.maximum.accumulate(right(sequences, dimension), axis=0)


@exercise.rejects(
    "All texts end up in a single row; each sequence is a sample and gets a row of its own."
)
def one_row_for_all(sequences, dimension):
    return right(sequences, dimension).max(axis=0)


@exercise.rejects(
    "Rows and columns have changed places: samples are rows, so the shape is (n, dimension)."
)
def samples_as_columns(sequences, dimension):
    return right(sequences, dimension).T


@exercise.rejects(
    "Empty sequences get no row, and the rows behind them move up, away from their labels; an "
    "empty text is a row of zeros."
)
def skips_empty_sequences(sequences, dimension):
    filled = [sequence for sequence in sequences if len(sequence) > 0]
    return right(filled, dimension)


@exercise.rejects(
    "You ask for the largest number of a sequence, and an empty one has none; it is a text as "
    "well, and becomes a row of zeros."
)
def breaks_at_an_empty_sequence(sequences, dimension):
    X = right(sequences, dimension)
    for row, sequence in zip(X, sequences):
        if max(sequence) >= dimension:
            row[dimension:] = 0.0
    return X


@exercise.rejects(
    "An empty sequence is filled up with the number 0 and looks like a text with that word; its "
    "row has no 1 at all."
)
def fills_empty_sequences_with_zero(sequences, dimension):
    return right([sequence or [0] for sequence in sequences], dimension)


@exercise.rejects(
    "Short sequences are padded with zeros to the length of the longest, so word 0 seems to occur "
    "in them; read each list as it is."
)
def pads_with_zeros(sequences, dimension):
    longest = max(len(sequence) for sequence in sequences)
    return right([s + [0] * (longest - len(s)) for s in sequences], dimension)


@exercise.rejects(
    "You cut every sequence to the length of the shortest; texts differ in length, and all their "
    "words count."
)
def cuts_to_the_shortest(sequences, dimension):
    shortest = min(len(sequence) for sequence in sequences)
    return right([sequence[:shortest] for sequence in sequences], dimension)


@exercise.rejects(
    "Only the first number of each sequence gets its 1; a row may have several, one for each "
    "number that occurs."
)
def first_number_only(sequences, dimension):
    return right([sequence[:1] for sequence in sequences], dimension)


@exercise.rejects(
    "Your loop ends one number too early: the last one of each sequence is missing in its row."
)
def leaves_out_the_last_number(sequences, dimension):
    return right([sequence[:-1] for sequence in sequences], dimension)


@exercise.rejects(
    "You write the number itself into its column; multi-hot rows hold a 1 there, because a word's "
    "number says nothing about its weight."
)
def writes_the_number_itself(sequences, dimension):
    return right(sequences, dimension) * np.arange(dimension)


@exercise.rejects(
    "A second occurrence takes the 1 away again; once or often makes no difference, so set the "
    "entry instead of switching it."
)
def switches_on_and_off(sequences, dimension):
    return counted(sequences, dimension) % 2


@exercise.rejects(
    "Ones and zeros have changed roles; the 1 stands where a number occurs, and all else is 0."
)
def zeros_at_the_numbers(sequences, dimension):
    return 1 - right(sequences, dimension)


@exercise.rejects(
    "A row gets as many columns as the largest number needs; the caller asks for dimension "
    "columns, also where some stay empty."
)
def as_wide_as_needed(sequences, dimension):
    X = right(sequences, dimension)
    used = np.flatnonzero(X.any(axis=0))
    return X[:, : used.max(initial=-1) + 1]


@exercise.rejects(
    "Your rows are right, but they hold integers; a network computes with float64, so say so when "
    "you make the zeros."
)
def rows_of_integers(sequences, dimension):
    return right(sequences, dimension).astype(int)


@exercise.rejects(
    "True and False are not the numbers that a network multiplies with; turn your rows into "
    "float64."
)
def rows_of_truth_values(sequences, dimension):
    return right(sequences, dimension) > 0


@exercise.rejects(
    "The values are right, but they come as lists; return one array of shape (n, dimension)."
)
def lists_of_rows(sequences, dimension):
    return right(sequences, dimension).tolist()


@exercise.rejects(
    "For a single sequence you return the row alone; the shape is (1, dimension) then, with one "
    "sample in it."
)
def row_without_its_table(sequences, dimension):
    X = right(sequences, dimension)
    return X[0] if len(X) == 1 else X


@exercise.rejects(
    "You take the numbers outside out of the caller's own lists; they are needed as they were, so "
    "build new lists instead."
)
def clears_the_lists(sequences, dimension):
    for sequence in sequences:
        sequence[:] = known(sequence, dimension)
    return right(sequences, dimension)
