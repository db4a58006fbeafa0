"""class LinearRegression: fit by least squares, predict, and score by R²."""

from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.linear_regression import LinearRegression

exercise = Exercise(LinearRegression)

Array = np.ndarray


def _data(case: Case, n: int, d: int) -> tuple[Array, Array]:
    """A plane with noise; the columns, b and y lie well away from zero. Short numbers."""
    X = case.rng.normal(size=(n, d)) * np.arange(1.0, d + 1) + 2
    y = X @ case.rng.uniform(1, 3, size=d) + 5 + case.rng.normal(size=n)
    return np.round(X, 1) + 0.0, np.round(y, 1) + 0.0  # no −0


def _fitted(answer: Answer, case: Case, X: Array, y: Array) -> Any:
    """A new model, fitted, whose w and b have the right type and shape."""
    model = answer.LinearRegression()
    try:
        fit = model.fit
    except AttributeError:
        case.fail("`LinearRegression()` gave something that has no method `fit`")
    fit(X, y)
    case.equal(model.w, np.zeros(X.shape[1]), scale=np.inf)  # any finite numbers will do here
    case.equal(model.b, 0.0, scale=np.inf)
    return model


def _r_squared(y: Array, y_hat: Array) -> float:
    return float(1 - np.sum((y - y_hat) ** 2) / np.sum((y - np.mean(y)) ** 2))


# --- checks -----------------------------------------------------------------


@exercise.check("fit sets w, an array (d,), and b, a number")
def fit_sets_w_and_b(answer: Answer, case: Case) -> None:
    for n, d in ((3, 1), (4, 2), (6, 3)):
        _fitted(answer, case, *_data(case, n, d))


@exercise.check("fit finds the least-squares line", weight=3, needs=[fit_sets_w_and_b])
def fit_finds_the_least_squares_line(answer: Answer, case: Case) -> None:
    for n, d in ((3, 1), (4, 2), (30, 4)):
        X, y = _data(case, n, d)
        model, right = _fitted(answer, case, X, y), LinearRegression().fit(X, y)
        data = f"The data: X = {X.tolist()}, y = {y.tolist()}." if n < 5 else ""
        case.equal(model.w, right.w, hint=data)
        case.equal(model.b, right.b, hint=data)


@exercise.check("fit returns the model itself", needs=[fit_sets_w_and_b])
def fit_returns_the_model(answer: Answer, case: Case) -> None:
    model = answer.LinearRegression()
    returned = model.fit(*_data(case, 3, 1))
    case.that(
        returned is model,
        "`fit` did not return the model itself, so that "
        "LinearRegression().fit(X, y).predict(X) cannot work",
    )


@exercise.check("predict gives X w + b", weight=3, needs=[fit_sets_w_and_b])
def predict_gives_x_w_plus_b(answer: Answer, case: Case) -> None:
    for n, d in ((3, 1), (4, 2), (30, 4)):
        model = _fitted(answer, case, *_data(case, n, d))
        w, b = model.w, model.b
        for rows in (1, 3, n):
            X, _ = _data(case, rows, d)
            case.equal(model.predict(X), X @ w + b, hint="Here w and b are those of your own fit.")


@exercise.check("score is R² of the data given", weight=4, needs=[predict_gives_x_w_plus_b])
def score_is_r_squared(answer: Answer, case: Case) -> None:
    for n, d in ((4, 2), (20, 3)):  # with d = 1, R² after a new fit is the squared correlation
        X, y = _data(case, n, d)
        model = _fitted(answer, case, X, y)
        X_new, y_new = _data(case, n + 1, d)
        for inputs, truth in ((X, y), (X_new, y_new + 9), (X_new, -y_new)):
            y_hat = model.predict(inputs)
            case.equal(y_hat, np.zeros(len(truth)), scale=np.inf)
            case.equal(model.score(inputs, truth), _r_squared(truth, y_hat), scale=1.0)


@exercise.check("predict before fit raises RuntimeError", needs=[fit_sets_w_and_b])
def predict_before_fit_raises(answer: Answer, case: Case) -> None:
    X, y = _data(case, 3, 1)
    _fitted(answer, case, X, y)  # the fit of another model must not help this one
    case.raises(
        RuntimeError,
        answer.LinearRegression().predict,
        X,
        hint="Without a fit there are no w and b to predict with: say so.",
    )


@exercise.check("every fit starts anew", needs=[fit_sets_w_and_b])
def every_fit_starts_anew(answer: Answer, case: Case) -> None:
    first, second = _data(case, 4, 2), _data(case, 5, 2)
    fresh = _fitted(answer, case, *second)
    w, b = fresh.w, fresh.b
    used = _fitted(answer, case, *first)
    used.fit(*second)
    hint = "The model had seen other data before; a new one has other parameters after this fit."
    case.equal(used.w, w, hint=hint)
    case.equal(used.b, b, hint=hint)
    _fitted(answer, case, *first)
    hint = "They changed while another model was fitted."
    case.equal(used.w, w, hint=hint)
    case.equal(used.b, b, hint=hint)


@exercise.check(
    "neither changes nor keeps the caller's arrays",
    needs=[fit_sets_w_and_b, predict_gives_x_w_plus_b],
)
def leaves_the_callers_arrays(answer: Answer, case: Case) -> None:
    X, y = _data(case, 4, 2)
    X_new, _ = _data(case, 3, 2)
    want = _fitted(answer, case, X, y).predict(X_new)
    case.unchanged()
    case.equal(want, np.zeros(3), scale=np.inf)
    held_X, held_y = case.hold(X), case.hold(y)
    model = answer.LinearRegression()
    model.fit(held_X, held_y)
    held_X.write(X[::-1] * 3 - 1)
    held_y.write(y + 7)
    case.equal(
        model.predict(X_new),
        want,
        hint="It was right until the caller wrote new numbers into X and y, long after `fit`.",
    )


@exercise.check("score changes nothing", needs=[score_is_r_squared, leaves_the_callers_arrays])
def score_changes_nothing(answer: Answer, case: Case) -> None:
    model = _fitted(answer, case, *_data(case, 4, 2))
    w, b = model.w, model.b
    model.score(*_data(case, 4, 2))
    hint = "It was another one before `score`, which may only look at the model."
    case.equal(model.w, w, hint=hint)
    case.equal(model.b, b, hint=hint)
    case.unchanged()


# --- right answers ----------------------------------------------------------


@exercise.accepts
class LeastSquaresByNumpy:
    def __init__(self):
        self.w, self.b = None, None

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

    def fit(self, X, y):
        x_mean, y_mean = X.mean(axis=0), y.mean()
        Xc = X - x_mean
        self.w = np.linalg.solve(Xc.T @ Xc, Xc.T @ (y - y_mean))
        self.b = float(y_mean - x_mean @ self.w)
        self.fitted = True
        return self

    def predict(self, X):
        if not self.fitted:
            raise RuntimeError("Call fit first.")
        return np.array([row @ self.w + self.b for row in X])

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
        return np.hstack([np.ones((X.shape[0], 1)), np.array(X)])


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
        y_hat, mean = self.predict(X), sum(y) / len(y)
        top = sum((truth - guess) ** 2 for truth, guess in zip(y, y_hat))
        bottom = sum((truth - mean) ** 2 for truth in y)
        return 1 - top / bottom


@exercise.accepts
class InverseOfTheNormalMatrix:
    def __init__(self, check=True):
        self.check = check
        self.w = self.b = None
        self.X_train = self.y_train = None

    def fit(self, X, y):
        self.X_train, self.y_train = np.copy(X), np.copy(y)
        A = np.c_[X, np.ones(X.shape[0])]
        theta = (np.linalg.inv(A.T @ A) @ A.T @ y.reshape(-1, 1)).ravel()
        *w, self.b = theta.tolist()
        self.w = np.array(w)
        return self

    def predict(self, X, y=None):
        if self.check and self.w is None:
            raise RuntimeError("fit must come before predict")
        return (X @ self.w.reshape(-1, 1) + self.b).reshape(-1)

    def score(self, X, y):
        explained = self.predict(X)
        total = np.sum(y**2) - len(y) * np.mean(y) ** 2
        return 1 - np.sum((y - explained) ** 2) / total


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
        return 1 - np.var(y - self.predict(X)) / np.var(y) - self._bias(X, y) ** 2 / np.var(y)

    def _bias(self, X, y):
        return np.mean(y - self.predict(X))


# --- wrong answers ----------------------------------------------------------


@exercise.rejects(
    "R² compares with the mean of the y given to score; "
    "yours compares with the mean of the training data, which belongs to other samples."
)
class ScoresWithTheTrainingMean:
    w = b = None

    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]
        self.y_mean = np.mean(y)
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        residual = y - self.predict(X)
        return 1 - np.sum(residual**2) / np.sum((y - self.y_mean) ** 2)


@exercise.rejects(
    "The squared correlation is R² on the training data only. "
    "It overlooks predictions that are all too high or on a wrong scale: use the residuals."
)
class ScoresWithTheSquaredCorrelation:
    w = b = None

    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        return np.corrcoef(y, self.predict(X))[0, 1] ** 2


@exercise.rejects(
    "You subtract the mean residual before you square, "
    "so predictions that are all too high go unpunished. Square the residuals as they are."
)
class ScoresWithTheVarianceOfTheResiduals:
    w = b = None

    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        return 1 - np.var(y - self.predict(X)) / np.var(y)


@exercise.rejects(
    "score returns the mean squared error, in squared units of y. "
    "R² is 1 minus its ratio to the spread of y around its mean."
)
class ScoresWithTheMeanSquaredError:
    w = b = None

    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        return np.mean((y - self.predict(X)) ** 2)


@exercise.rejects(
    "You return the share of the spread that the model leaves unexplained. "
    "R² is the explained share: 1 minus yours."
)
class ScoresWithoutOneMinus:
    w = b = None

    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        residual = y - self.predict(X)
        return np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2)


@exercise.rejects(
    "You raise negative scores to 0. R² is negative when the model predicts worse "
    "than the mean of y, and that must show."
)
class ScoresNeverBelowZero:
    w = b = None

    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        residual = y - self.predict(X)
        return max(0.0, 1 - np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2))


@exercise.rejects(
    "The squared residuals are divided by n, the spread of y by n − 1. "
    "Use the same divisor in both, or none."
)
class ScoresWithTwoDenominators:
    w = b = None

    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        residual = y - self.predict(X)
        return 1 - np.mean(residual**2) / np.var(y, ddof=1)


@exercise.rejects(
    "You return the adjusted R², which charges for each column of X. "
    "Plain R² is wanted: 1 minus residual squares over total squares."
)
class ScoresAdjustedForTheColumns:
    w = b = None

    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        n, d = X.shape
        residual = y - self.predict(X)
        r2 = 1 - np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2)
        return 1 - (1 - r2) * (n - 1) / (n - d - 1) if n > d + 1 else r2


@exercise.rejects(
    "Your score fits the model to the very data that it judges. "
    "New data can judge a model only if it never learns from them: score may only predict."
)
class FitsInsideScore:
    w = b = None

    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        self.fit(X, y)
        residual = y - self.predict(X)
        return 1 - np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2)


@exercise.rejects(
    "After scoring, your model is fitted to the data that it was judged by. "
    "score may look at new data but must not learn from them."
)
class FitsAgainAfterScoring:
    w = b = None

    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        residual = y - self.predict(X)
        r2 = 1 - np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2)
        self.fit(X, y)
        return r2


@exercise.rejects(
    "You store the caller's own arrays and solve later. "
    "When the caller writes new numbers into them, your model changes: compute w and b inside fit."
)
class KeepsTheTrainingDataByReference:
    X = y = None

    def fit(self, X, y):
        self.X, self.y = X, y
        return self

    def predict(self, X):
        if self.X is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        residual = y - self.predict(X)
        return 1 - np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2)

    def _theta(self):
        return np.linalg.lstsq(np.c_[self.X, np.ones(len(self.X))], self.y, rcond=None)[0]

    @property
    def w(self):
        return self._theta()[:-1]

    @property
    def b(self):
        return self._theta()[-1]


@exercise.rejects(
    "A model that was never fitted answers with zeros, and nobody notices the forgotten fit. "
    "Raise RuntimeError when there are no parameters yet."
)
class PredictsZerosBeforeFit:
    w, b = 0.0, 0.0

    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]
        return self

    def predict(self, X):
        return np.dot(X, self.w) + self.b if np.ndim(self.w) else np.zeros(len(X))

    def score(self, X, y):
        residual = y - self.predict(X)
        return 1 - np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2)


@exercise.rejects(
    "Before fit your predict stumbles over a missing attribute, an error that explains nothing. "
    "Test for a missing fit first and raise RuntimeError."
)
class FailsBeforeFitByAccident:
    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]
        return self

    def predict(self, X):
        return X @ self.w + self.b

    def score(self, X, y):
        residual = y - self.predict(X)
        return 1 - np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2)


@exercise.rejects(
    "predict before fit raises the wrong error. A ValueError blames the argument; "
    "here the model is not ready, which is a RuntimeError."
)
class RaisesValueErrorBeforeFit:
    w = b = None

    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]
        return self

    def predict(self, X):
        if self.w is None:
            raise ValueError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        residual = y - self.predict(X)
        return 1 - np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2)


@exercise.rejects("predict forgets b: its line goes through the origin. Add b to every prediction.")
class IgnoresBInPredict:
    w = b = None

    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w

    def score(self, X, y):
        residual = y - self.predict(X)
        return 1 - np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2)


@exercise.rejects(
    "fit forces the line through the origin, with b = 0. "
    "Let b join the parameters, by a column of ones beside X."
)
class FitsWithoutABias:
    w = b = None

    def fit(self, X, y):
        self.w, self.b = np.linalg.lstsq(X, y, rcond=None)[0], 0.0
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        residual = y - self.predict(X)
        return 1 - np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2)


@exercise.rejects(
    "Your column of ones comes first, but you read b from the last place. "
    "The parameters come in the order of the columns."
)
class TakesBFromTheWrongEnd:
    w = b = None

    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[np.ones(len(X)), X], y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        residual = y - self.predict(X)
        return 1 - np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2)


@exercise.rejects(
    "fit returns nothing. Return the model itself at its end, "
    "so that fitting and predicting can be chained."
)
class FitReturnsNothing:
    w = b = None

    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        residual = y - self.predict(X)
        return 1 - np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2)


@exercise.rejects(
    "fit returns w and b. They are stored in the model already; "
    "return the model itself, so that calls can be chained."
)
class FitReturnsTheParameters:
    w = b = None

    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]
        return self.w, self.b

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        residual = y - self.predict(X)
        return 1 - np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2)


@exercise.rejects(
    "fit stores the parameters in a new model and leaves this one empty. "
    "Store them in self and return self."
)
class FitsANewModel:
    w = b = None

    def fit(self, X, y):
        model = type(self)()
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        model.w, model.b = theta[:-1], theta[-1]
        return model

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        residual = y - self.predict(X)
        return 1 - np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2)


@exercise.rejects(
    "Your w has shape (d, 1). Keep it as (d,), or every prediction becomes a column too."
)
class KeepsWAsAColumn:
    w = b = None

    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y.reshape(-1, 1), rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1, 0]
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        residual = y - self.predict(X)
        return 1 - np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2)


@exercise.rejects(
    "predict returns a column of shape (n, 1). One number for each sample is wanted, shape (n,): "
    "y minus a column would be (n, n)."
)
class PredictsAColumn:
    w = b = None

    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return (X @ self.w + self.b).reshape(-1, 1)

    def score(self, X, y):
        residual = y - self.predict(X).ravel()
        return 1 - np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2)


@exercise.rejects(
    "A second fit changes nothing in your model. "
    "fit has to forget the old parameters and compute them from the new data, every time."
)
class KeepsTheFirstFit:
    w = b = None

    def fit(self, X, y):
        if self.w is None:
            theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
            self.w, self.b = theta[:-1], theta[-1]
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        residual = y - self.predict(X)
        return 1 - np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2)


@exercise.rejects(
    "Your second fit still uses the data of the first. "
    "Every fit has to start anew, from the arrays that it is given."
)
class CollectsTheDataOfAllFits:
    w = b = X = None

    def fit(self, X, y):
        if self.X is not None:
            X, y = np.vstack([self.X, X]), np.append(self.y, y)
        self.X, self.y = X.copy(), y.copy()
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        self.w, self.b = theta[:-1], theta[-1]
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        residual = y - self.predict(X)
        return 1 - np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2)


@exercise.rejects(
    "You store the parameters in the class, so all models share them, even those never fitted. "
    "Store them in self."
)
class SharesParametersBetweenModels:
    w = b = None

    def fit(self, X, y):
        theta = np.linalg.lstsq(np.c_[X, np.ones(len(X))], y, rcond=None)[0]
        cls = type(self)
        cls.w, cls.b = theta[:-1], theta[-1]
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        residual = y - self.predict(X)
        return 1 - np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2)


@exercise.rejects(
    "fit subtracts the means from the caller's own arrays. "
    "The caller still needs them as they were: write the differences into new arrays."
)
class CentresTheCallersData:
    w = b = None

    def fit(self, X, y):
        x_mean, y_mean = X.mean(axis=0), y.mean()
        X -= x_mean
        y -= y_mean
        self.w = np.linalg.lstsq(X, y, rcond=None)[0]
        self.b = y_mean - x_mean @ self.w
        return self

    def predict(self, X):
        if self.w is None:
            raise RuntimeError("fit the model first")
        return X @ self.w + self.b

    def score(self, X, y):
        residual = y - self.predict(X)
        return 1 - np.sum(residual**2) / np.sum((y - np.mean(y)) ** 2)
