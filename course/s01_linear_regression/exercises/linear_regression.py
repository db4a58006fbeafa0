"""class LinearRegression: fit by least squares, predict, and score by R²."""

from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.linear_regression import LinearRegression, add_bias_column

NEW_SAMPLE = "The real goal: a new sample"
BIAS = "The bias becomes one more weight"
MODEL = "The model: a weighted sum"

exercise = Exercise(LinearRegression, read="The price of a flat in Athens")

# Relative. Right answers err by less than 1e-12 here, the best wrong one by 0.01.
TOLERANCE = 1e-9

Array = np.ndarray


# --- checks -----------------------------------------------------------------


def samples(case: Case, n: int, d: int) -> tuple[Array, Array]:
    """X (n, d) and y (n,), a plane with noise; columns, b and y lie well away from zero."""
    X = np.round(2 + case.rng.normal(size=(n, d)) * np.arange(1.0, d + 1), 1)
    y = 5 + X @ case.rng.uniform(1, 3, size=d) + case.rng.normal(size=n)
    return X + 0.0, np.round(y, 1) + 0.0  # no −0


def draw(case: Case, n: int, d: int) -> tuple[Array, Array]:
    """Samples to fit: the columns of X and the ones are clearly independent."""
    while True:
        X, y = samples(case, n, d)
        if np.linalg.cond(add_bias_column(X)) < 50:
            return X, y


def fitted(answer: Answer, case: Case, X: Any, y: Any) -> Any:
    """A new model after its fit."""
    model = answer.LinearRegression()
    if not hasattr(model, "fit"):
        case.fail("`LinearRegression()` gave something without a method `fit`")
    model.fit(X, y)
    return model


def line(model: Any, case: Case, d: int) -> tuple[Array, float]:
    """w (d,) and b of the answer's own fit, right or wrong: what follows builds on them."""
    found: Any = None
    w, b = model.w, model.b
    try:
        found = np.array(w, dtype=float).reshape(d), float(np.array(b, dtype=float).reshape(()))
    except (TypeError, ValueError, OverflowError):
        case.fail(f"After the fit of {d} features, w and b are not {d} numbers and one number")
    return found


@exercise.check("fit sets w and b")
def fit_sets_w_and_b(answer: Answer, case: Case) -> None:
    for n, d in ((4, 2), (3, 1), (6, 3)):
        X, y = draw(case, n, d)
        model, right = fitted(answer, case, X, y), LinearRegression().fit(X, y)
        case.numbers(model.w, right.w)
        case.numbers(model.b, right.b)


@exercise.check("fit finds the least-squares solution", weight=4, needs=[fit_sets_w_and_b])
def fit_finds_the_solution(answer: Answer, case: Case) -> None:
    for n, d in ((4, 2), (3, 1), (5, 3)):
        X, y = draw(case, n, d)
        got, right = line(fitted(answer, case, X, y), case, d), LinearRegression().fit(X, y)
        about = f"After `fit(X={X.tolist()}, y={y.tolist()})` the pair (w, b)"
        case.equal(got, (right.w, right.b), tol=TOLERANCE, about=about)


@exercise.check("predict gives X w + b", weight=3, needs=[fit_sets_w_and_b])
def predict_gives_x_w_plus_b(answer: Answer, case: Case) -> None:
    for n, d in ((4, 2), (3, 1), (50, 4)):
        model = fitted(answer, case, *draw(case, n, d))
        w, b = line(model, case, d)
        for rows in (3, 3, 1, n):  # 3 again: nothing is kept from one call to the next
            X, _ = samples(case, rows, d)
            got = case.numbers(model.predict(X), X @ w + b)
            hint = "Here w and b are those of your own fit."
            case.equal(got, X @ w + b, tol=TOLERANCE, hint=hint)


@exercise.check("score is R² of the data given", weight=4, needs=[predict_gives_x_w_plus_b])
def score_is_r_squared(answer: Answer, case: Case) -> None:
    for n, d in ((4, 2), (50, 3)):
        X, y = draw(case, n, d)
        X_new, y_new = samples(case, n + 1, d)
        for inputs, truth in ((X_new, y_new + 2), (X_new, -y_new), (X, y)):
            model = fitted(answer, case, X, y)
            w, b = line(model, case, d)
            squares = np.sum((truth - inputs @ w - b) ** 2)
            want = 1 - squares / np.sum((truth - np.mean(truth)) ** 2)
            got = case.numbers(model.score(inputs, truth), want)
            case.equal(got, want, tol=TOLERANCE)


@exercise.check("everything comes in the right form", weight=2, needs=[fit_sets_w_and_b])
def has_the_right_forms(answer: Answer, case: Case) -> None:
    X, y = draw(case, 4, 2)
    model, right = answer.LinearRegression(), LinearRegression().fit(X, y)
    chained = model.fit(X, y) is model
    case.that(chained, "`fit` did not return the model, so that fit(X, y).predict(X) cannot work")
    case.like(model.w, right.w)
    case.like(model.b, right.b)
    case.like(model.predict(X), right.predict(X))
    case.like(model.score(X, y), right.score(X, y))


@exercise.check("predict before fit raises RuntimeError", needs=[fit_sets_w_and_b])
def predict_before_fit_raises(answer: Answer, case: Case) -> None:
    X, y = draw(case, 3, 1)
    fitted(answer, case, X, y)  # the fit of another model must not help this one
    hint = "Without a fit there are no w and b to predict with: say so."
    case.raises(RuntimeError, answer.LinearRegression().predict, X, hint=hint)


@exercise.check("every fit starts anew", needs=[fit_sets_w_and_b])
def every_fit_starts_anew(answer: Answer, case: Case) -> None:
    first, second = draw(case, 4, 2), draw(case, 5, 2)
    want = line(fitted(answer, case, *second), case, 2)
    used = fitted(answer, case, *first)
    used.fit(*second)
    case.equal(line(used, case, 2), want, about="The pair (w, b) of a model that is fitted again")
    fitted(answer, case, *first)
    about = "The pair (w, b) of a model, after another model was fitted,"
    case.equal(line(used, case, 2), want, about=about)


@exercise.check("nothing but fit changes a model", weight=2, needs=[predict_gives_x_w_plus_b])
def nothing_but_fit_changes_it(answer: Answer, case: Case) -> None:
    X, y = draw(case, 4, 2)
    model = fitted(answer, case, X, y)
    case.unchanged()
    want = line(model, case, 2)
    model.predict(X + 1)
    model.score(*samples(case, 4, 2))
    case.unchanged()
    case.equal(line(model, case, 2), want, about="The pair (w, b) after `predict` and `score`")
    held_X, held_y = case.hold(X), case.hold(y)
    model = fitted(answer, case, held_X, held_y)
    held_X.write(X[::-1] * 3 - 1)
    held_y.write(y + 7)
    about = "The pair (w, b), after the caller wrote new numbers into X and y,"
    case.equal(line(model, case, 2), want, about=about)


# --- right answers ----------------------------------------------------------


@exercise.accepts
class LeastSquaresByNumpy:
    w, b = None, None

    def fit(self, X, y):
        A = np.column_stack([X, np.ones(len(X))])
        theta = np.linalg.lstsq(A, y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("not fitted yet")
        return X @ self.w + self.b

    def score(self, X, y):
        r = y - self.predict(X)
        return 1 - (r @ r) / np.sum((y - y.mean()) ** 2)


@exercise.accepts
class CentredData:
    """Centring removes b from the equations; it comes back from the means."""

    fitted = False

    def fit(self, X, y, *, verbose=False):
        centred = X - X.mean(axis=0)
        self.w = np.linalg.solve(centred.T @ centred, centred.T @ y)
        self.b = np.mean(y - X @ self.w)
        self.fitted = True
        return self

    def predict(self, X):
        if not self.fitted:
            raise RuntimeError("Call fit first.")
        return np.array([sum(row * self.w) + self.b for row in X])

    def score(self, X, y):
        return float(1.0 - np.mean((self.predict(X) - y) ** 2) / np.var(y))


@exercise.accepts
class ThetaBehindProperties:
    """Keeps the bias first in one vector, and shows w and b as its parts."""

    def __init__(self):
        self._theta = None

    @property
    def w(self):
        return self._theta[1:]

    @property
    def b(self):
        return self._theta[0]

    def fit(self, X, y):
        self._theta = np.linalg.pinv(self._design(X)).dot(y)
        return self

    def predict(self, X):
        if self._theta is None:
            raise RuntimeError
        return self._design(X).dot(self._theta)

    def score(self, X, y):
        unexplained = np.linalg.norm(y - self.predict(X)) ** 2
        total = np.linalg.norm(y - np.average(y)) ** 2
        return (total - unexplained) / total

    def _design(self, X):
        return np.hstack([np.ones((X.shape[0], 1)), X])


@exercise.accepts
class TriangularFactors:
    def fit(self, X, y):
        n, d = X.shape
        A = np.ones((n, d + 1))
        A[:, :d] = X
        Q, R = np.linalg.qr(A)
        theta = np.linalg.solve(R, Q.T @ y)
        self.w, self.b = theta[:d].copy(), np.array(theta[d])  # b has no dimensions
        return self

    def predict(self, X):
        try:
            return np.einsum("ij,j->i", X, self.w) + self.b
        except AttributeError:
            raise RuntimeError("this model has not been fitted") from None

    def score(self, X, y):
        mean = sum(y) / len(y)
        top = sum(r * r for r in y - self.predict(X))
        bottom = sum((truth - mean) ** 2 for truth in y)
        return 1 - top / bottom


@exercise.accepts
class SingularValues:
    __slots__ = ("b", "w")

    def fit(self, X, y):
        A = np.append(X, np.ones_like(X[:, :1]), axis=1)
        U, s, Vt = np.linalg.svd(A, full_matrices=False)
        theta = Vt.T @ ((U.T @ y) / s)
        self.w, self.b = theta[:-1], theta[-1].item()
        return self

    def predict(self, X):
        class NotYetFitted(RuntimeError):
            pass

        if not hasattr(self, "w"):
            raise NotYetFitted("call fit first")
        y_hat = np.full(len(X), self.b)
        for j, slope in enumerate(self.w):
            y_hat += slope * X[:, j]
        return y_hat

    def score(self, X, y):
        r = y - self.predict(X)
        return 1 - (np.var(r) + np.mean(r) ** 2) / np.var(y)


@exercise.accepts
class SolvesWhenItIsAsked:
    """Keeps copies of the data, and finds w and b only when somebody needs them."""

    data = None

    @property
    def theta(self):
        if self.data is None:
            raise RuntimeError("fit comes first")
        X, y = self.data
        A = np.c_[X, np.full(len(X), 1.0)]
        return np.linalg.inv(A.T @ A) @ A.T @ y

    @property
    def w(self):
        *w, _ = self.theta.tolist()
        return np.array(w)

    @property
    def b(self):
        return self.theta.tolist().pop()

    def fit(self, X, y):
        self.data = X.copy(), y.copy()
        return self

    def predict(self, X):
        return np.matmul(X, self.w) + self.b

    def score(self, X, y):
        total = np.sum(y**2) - len(y) * np.mean(y) ** 2
        return 1 - np.sum((y - self.predict(X)) ** 2) / total


exercise.equivalent("self.w is None or self.b is None", "fit sets both", answer="LinearRegression")


# --- wrong answers ----------------------------------------------------------


class Model:
    """A right answer, from which each of the following differs in one thing."""

    def __init__(self):
        self.w = self.b = None

    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        self.w, self.b = theta[:-1], float(theta[-1])
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        return 1 - np.sum((y - self.predict(X)) ** 2) / np.sum((y - np.mean(y)) ** 2)


@exercise.rejects(
    "R² compares with the mean of the y given to score; "
    "yours compares with the mean of the training data, which belongs to other samples."
)
class ScoresWithTheTrainingMean(Model):
    def fit(self, X, y):
        self.y_mean = np.mean(y)
        return super().fit(X, y)

    def score(self, X, y):
        return 1 - np.sum((y - self.predict(X)) ** 2) / np.sum((y - self.y_mean) ** 2)


@exercise.rejects(
    "The squared correlation is R² on the training data only. "
    "It overlooks predictions that are all too high or on a wrong scale: use the residuals."
)
class ScoresWithTheSquaredCorrelation(Model):
    def score(self, X, y):
        return np.corrcoef(y, self.predict(X))[0, 1] ** 2


@exercise.rejects(
    "You subtract the mean residual before you square, "
    "so predictions that are all too high go unpunished. Square the residuals as they are."
)
class ScoresWithTheVarianceOfTheResiduals(Model):
    def score(self, X, y):
        return 1 - np.var(y - self.predict(X)) / np.var(y)


@exercise.rejects(
    "score returns the mean squared error, in squared units of y. "
    "R² is 1 minus its ratio to the spread of y around its mean."
)
class ScoresWithTheMeanSquaredError(Model):
    def score(self, X, y):
        return np.mean((y - self.predict(X)) ** 2)


@exercise.rejects(
    "You return the share of the spread that the model leaves unexplained. "
    "R² is the explained share: 1 minus yours."
)
class ScoresWithoutOneMinus(Model):
    def score(self, X, y):
        return 1 - super().score(X, y)


@exercise.rejects(
    "You compare with the mean of the predictions. R² compares with the simplest guess for y, "
    "and that is the mean of y itself."
)
class ScoresWithTheMeanOfThePredictions(Model):
    def score(self, X, y):
        y_hat = self.predict(X)
        return 1 - np.sum((y - y_hat) ** 2) / np.sum((y - np.mean(y_hat)) ** 2)


@exercise.rejects(
    "You raise negative scores to 0. R² is negative when the model predicts worse "
    "than the mean of y, and that must show."
)
class ScoresNeverBelowZero(Model):
    def score(self, X, y):
        return max(0.0, super().score(X, y))


@exercise.rejects(
    "The squared residuals are divided by n, the spread of y by n − 1. "
    "Use the same divisor in both, or none."
)
class ScoresWithTwoDenominators(Model):
    def score(self, X, y):
        return 1 - np.mean((y - self.predict(X)) ** 2) / np.var(y, ddof=1)


@exercise.rejects(
    "You return the adjusted R², which charges for each column of X. "
    "Plain R² is wanted: 1 minus residual squares over total squares."
)
class ScoresAdjustedForTheColumns(Model):
    def score(self, X, y):
        n, d = X.shape
        return 1 - (1 - super().score(X, y)) * (n - 1) / max(n - d - 1, 1)


@exercise.rejects(
    "Your score fits the model to the very data that it judges. "
    "New data can judge a model only if it never learns from them: score may only predict.",
    read=NEW_SAMPLE,
)
class FitsInsideScore(Model):
    def score(self, X, y):
        self.fit(X, y)
        return super().score(X, y)


@exercise.rejects(
    "After scoring, your model is fitted to the data that it was judged by. "
    "score may look at new data but must not learn from them.",
    read=NEW_SAMPLE,
)
class FitsAgainAfterScoring(Model):
    def score(self, X, y):
        r2 = super().score(X, y)
        self.fit(X, y)
        return r2


@exercise.rejects(
    "You store the caller's own arrays and solve later. "
    "When the caller writes new numbers into them, your model changes: compute w and b inside fit."
)
class KeepsTheTrainingDataByReference(Model):
    def __init__(self):
        self.X = self.y = None

    def fit(self, X, y):
        self.X, self.y = X, y
        return self

    def predict(self, X):
        if self.X is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    @property
    def w(self):
        return Model().fit(self.X, self.y).w

    @property
    def b(self):
        return Model().fit(self.X, self.y).b


@exercise.rejects(
    "A model that was never fitted answers with zeros, and nobody notices the forgotten fit. "
    "Raise RuntimeError when there are no parameters yet."
)
class PredictsZerosBeforeFit(Model):
    def predict(self, X):
        return np.zeros(len(X)) if self.w is None else X @ self.w + self.b


@exercise.rejects(
    "Before fit your predict stumbles over an attribute that is not there, an error that explains "
    "nothing. Test for a missing fit first and raise RuntimeError."
)
class FailsBeforeFitByAccident(Model):
    def __init__(self):
        pass

    def predict(self, X):
        return X @ self.w + self.b


@exercise.rejects(
    "Before fit your predict ends in a ValueError, which blames the argument. Here the model is "
    "not ready: test for that first and raise RuntimeError."
)
class RaisesValueErrorBeforeFit(Model):
    def predict(self, X):
        if self.w is None:
            raise ValueError("fit the model first")
        return X @ self.w + self.b


@exercise.rejects(
    "predict forgets b: its line goes through the origin. Add b to every prediction.", read=MODEL
)
class IgnoresBInPredict(Model):
    def predict(self, X):
        return super().predict(X) - self.b


@exercise.rejects(
    "Your predict answers with the predictions for the training data, whatever it is asked. "
    "Compute them from the X that predict is given.",
    read=NEW_SAMPLE,
)
class PredictsTheTrainingData(Model):
    def fit(self, X, y):
        self.X = X.copy()
        return super().fit(X, y)

    def predict(self, X):
        return super().predict(X if self.w is None else self.X)

    def score(self, X, y):
        return 1 - np.sum((y - super().predict(X)) ** 2) / np.sum((y - np.mean(y)) ** 2)


@exercise.rejects(
    "fit forces the line through the origin, with b = 0. "
    "Let b join the parameters, by a column of ones beside X.",
    read=BIAS,
)
class FitsWithoutABias(Model):
    def fit(self, X, y):
        self.w, self.b = np.linalg.lstsq(X, y, rcond=None)[0], 0.0
        return self


@exercise.rejects(
    "Your column of ones comes first, but you read b from the last place. "
    "The parameters come in the order of the columns.",
    read=BIAS,
)
class TakesBFromTheWrongEnd(Model):
    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[np.ones(len(X)), X], y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]
        return self


@exercise.rejects(
    "fit returns nothing. Return the model itself at its end, "
    "so that fitting and predicting can be chained."
)
class FitReturnsNothing(Model):
    def fit(self, X, y):
        super().fit(X, y)


@exercise.rejects(
    "fit returns w and b. They are stored in the model already; "
    "return the model itself, so that calls can be chained."
)
class FitReturnsTheParameters(Model):
    def fit(self, X, y):
        super().fit(X, y)
        return self.w, self.b


@exercise.rejects(
    "fit stores the parameters in a new model and leaves this one empty. "
    "Store them in self and return self."
)
class FitsANewModel(Model):
    def fit(self, X, y):
        return Model().fit(X, y)


@exercise.rejects(
    "Your w has shape (d, 1). Keep it flat, as (d,), so that X @ w is one number for each sample "
    "and not a column."
)
class KeepsWAsAColumn(Model):
    def fit(self, X, y):
        super().fit(X, y)
        self.w = self.w.reshape(-1, 1)
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w.ravel() + self.b


@exercise.rejects(
    "predict returns a column of shape (n, 1). One number for each sample is wanted, shape (n,): "
    "y minus a column would be (n, n)."
)
class PredictsAColumn(Model):
    def predict(self, X):
        return super().predict(X).reshape(-1, 1)

    def score(self, X, y):
        return 1 - np.sum((y - super().predict(X)) ** 2) / np.sum((y - np.mean(y)) ** 2)


@exercise.rejects(
    "A second fit changes nothing in your model. "
    "fit has to forget the old parameters and compute them from the new data, every time."
)
class KeepsTheFirstFit(Model):
    def fit(self, X, y):
        return super().fit(X, y) if self.w is None else self


@exercise.rejects(
    "Your second fit still uses the data of the first. "
    "Every fit has to start anew, from the arrays that it is given."
)
class CollectsTheDataOfAllFits(Model):
    seen = ()

    def fit(self, X, y):
        self.seen = (*self.seen, (X.copy(), y.copy()))
        inputs, targets = zip(*self.seen)
        return super().fit(np.concatenate(inputs), np.concatenate(targets))


@exercise.rejects(
    "You store the parameters in the class, so all models share them, even those never fitted. "
    "Store them in self."
)
class SharesParametersBetweenModels(Model):
    w = b = None

    def __init__(self):
        pass

    def fit(self, X, y):
        right = Model().fit(X, y)
        type(self).w, type(self).b = right.w, right.b
        return self


@exercise.rejects(
    "fit subtracts the means from the caller's own arrays. "
    "The caller still needs them as they were: write the differences into new arrays."
)
class CentresTheCallersData(Model):
    def fit(self, X, y):
        x_mean, y_mean = X.mean(axis=0), y.mean()
        X -= x_mean
        y -= y_mean
        self.w = np.linalg.lstsq(X, y, rcond=None)[0]
        self.b = y_mean - x_mean @ self.w
        return self
