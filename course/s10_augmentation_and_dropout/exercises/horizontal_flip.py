"""horizontal_flip(images): pictures in the mirror; flip_safe(task): does the label survive it?"""

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.augmentation_and_dropout import flip_safe, horizontal_flip

LABEL = "Does the mirror keep the label?"

exercise = Exercise(horizontal_flip, flip_safe, read="In the mirror")

# Right answers are exact, the best wrong one errs by 1e-8.
TOLERANCE = 1e-12

Array = np.ndarray

SAFE = ("cat or dog", "which flower", "day or night", "digit 0 or digit 8")
UNSAFE = (
    "which digit",
    "which letter",
    "left hand or right hand",
    "arrow to the left or to the right",
)


# --- checks -----------------------------------------------------------------


def draw(case: Case, n: int, height: int, width: int) -> Array:
    """n pictures, no two numbers in them alike."""
    size = n * height * width
    return (case.rng.permutation(size) - size // 2 + 0.3).reshape(n, height, width)


def flips(answer: Answer, case: Case, images: Array) -> None:
    """Compare the flipped pictures, whatever they came in, with the right ones."""
    want = horizontal_flip(images)
    got = case.numbers(answer.horizontal_flip(images), want)
    if got is not None:
        case.means(got)  # in whatever type of number
    case.equal(got, want, tol=TOLERANCE)


@exercise.check("horizontal_flip returns n pictures of H times W numbers")
def returns_pictures(answer: Answer, case: Case) -> None:
    for n, height, width in ((2, 3, 4), (3, 4, 2), (1, 2, 3)):
        images = draw(case, n, height, width)
        case.numbers(answer.horizontal_flip(images), horizontal_flip(images))


@exercise.check(
    "horizontal_flip puts column c of every picture at column W − 1 − c",
    weight=8,
    needs=[returns_pictures],
)
def mirrors_every_picture(answer: Answer, case: Case) -> None:
    for n, height, width in (
        *((2, 3, 4), (3, 2, 5), (1, 2, 3), (4, 1, 2), (2, 3, 1), (1, 1, 4), (1, 1, 1)),
        *((3, 3, 3), (2, 2, 2), (5, 6, 50)),
    ):
        flips(answer, case, draw(case, n, height, width))
    for size in (1e-9, 1e9):
        flips(answer, case, size * draw(case, 2, 2, 3))
    for dtype in (np.int64, np.uint8):  # as integers or as floats: either will do
        pixels = case.rng.permutation(12) + 200
        flips(answer, case, pixels.astype(dtype).reshape(2, 2, 3))


@exercise.check(
    "horizontal_flip returns a float64 array of the shape (n, H, W)", needs=[returns_pictures]
)
def returns_an_array(answer: Answer, case: Case) -> None:
    for n, height, width in ((2, 2, 3), (1, 2, 3), (2, 1, 3), (2, 3, 1), (1, 1, 1)):
        images = draw(case, n, height, width)
        case.like(answer.horizontal_flip(images), horizontal_flip(images))


@exercise.check(
    "horizontal_flip leaves the caller's pictures alone, and returns its own",
    weight=2,
    needs=[returns_pictures],
)
def is_pure(answer: Answer, case: Case) -> None:
    case.pure(answer.horizontal_flip, (draw(case, 2, 2, 3),), (draw(case, 1, 2, 2),))


@exercise.check("flip_safe answers with True or False")
def answers_true_or_false(answer: Answer, case: Case) -> None:
    for task in case.rng.permutation([*SAFE, *UNSAFE]).tolist():
        case.like(answer.flip_safe(task), flip_safe(task))


@exercise.check(
    "flip_safe says True where every class stays itself",
    weight=2,
    needs=[answers_true_or_false],
)
def allows_what_stays_itself(answer: Answer, case: Case) -> None:
    for task in case.rng.permutation(SAFE).tolist():
        case.equal(answer.flip_safe(task), flip_safe(task))


@exercise.check(
    "flip_safe says False where the mirror spoils a class", weight=3, needs=[answers_true_or_false]
)
def forbids_what_changes(answer: Answer, case: Case) -> None:
    for task in case.rng.permutation(UNSAFE).tolist():
        case.equal(answer.flip_safe(task), flip_safe(task))


@exercise.check("flip_safe refuses any other task", needs=[answers_true_or_false])
def refuses_other_tasks(answer: Answer, case: Case) -> None:
    tasks = ["which animal", "which", "digit 6 or digit 9", "digit", "left or right", "cat"]
    for task in case.rng.permutation(tasks).tolist():
        case.raises(ValueError, answer.flip_safe, task, hint="Nobody has decided this one.")


# --- right answers ----------------------------------------------------------


@exercise.accepts
class StepMinusOne:
    def horizontal_flip(images):
        return 1.0 * images[:, :, ::-1]

    def flip_safe(task):
        if task in ("cat or dog", "which flower", "day or night", "digit 0 or digit 8"):
            return True
        if task in (
            "which digit",
            "which letter",
            "left hand or right hand",
            "arrow to the left or to the right",
        ):
            return False
        raise ValueError(f"unknown task {task}")


@exercise.accepts
class FlipOfTheLastAxis:
    def horizontal_flip(images):
        return np.flip(images, axis=2).copy()

    def flip_safe(task):
        answers = {
            "cat or dog": True,
            "which flower": True,
            "day or night": True,
            "digit 0 or digit 8": True,
            "which digit": False,
            "which letter": False,
            "left hand or right hand": False,
            "arrow to the left or to the right": False,
        }
        if task not in answers:
            raise ValueError("not one of the tasks")
        return answers[task]


@exercise.accepts
class PixelByPixel:
    def horizontal_flip(images):
        n, height, width = images.shape
        out = np.zeros((n, height, width))
        for i in range(n):
            for r in range(height):
                for c, other_side in enumerate(reversed(range(width))):
                    out[i, r, c] = images[i, r, other_side]
        return out

    def flip_safe(task):
        match task:
            case "cat or dog" | "which flower" | "day or night" | "digit 0 or digit 8":
                return True
            case "which digit" | "which letter":
                return False
            case "left hand or right hand" | "arrow to the left or to the right":
                return False
        raise ValueError(task)


@exercise.accepts
class ListOfReversedColumns:
    def horizontal_flip(images):
        columns = [images[:, :, c] for c in range(images.shape[2])]
        columns.reverse()
        return np.stack(columns, axis=2)

    def flip_safe(task):
        table = {
            True: ["cat or dog", "which flower", "day or night", "digit 0 or digit 8"],
            False: ["which digit", "which letter", "left hand or right hand"],
        }
        table[False].append("arrow to the left or to the right")
        for safe, tasks in table.items():
            if task in tasks:
                return safe
        raise ValueError("there is no such task")


@exercise.accepts
class ExchangesColumnsOfACopy:
    def horizontal_flip(images):
        out = images.copy()
        left, right = 0, -1
        for _ in range(out.shape[2] // 2):
            kept = out[:, :, left].copy()
            out[:, :, left] = out[:, :, right]
            out[:, :, right] = kept
            left += 1
            right -= 1
        return out

    def flip_safe(task):
        spoiled = {
            "cat or dog": "",
            "which flower": "",
            "day or night": "",
            "digit 0 or digit 8": "",
            "which digit": "2 3 4 5 6 7 9",
            "which letter": "b d R",
            "left hand or right hand": "left right",
            "arrow to the left or to the right": "left right",
        }
        try:
            return spoiled[task] == ""
        except KeyError:
            raise ValueError("which task is that?") from None


@exercise.accepts
class TimesTheExchangeMatrix:
    def horizontal_flip(images):
        exchange = np.fliplr(np.eye(images.shape[2]))
        return images @ exchange

    def flip_safe(task):
        names = ["cat or dog", "which digit", "which flower", "which letter", "day or night"]
        names += ["left hand or right hand", "digit 0 or digit 8"]
        names += ["arrow to the left or to the right"]
        return np.bool_(names.index(task) % 2 == 0)


@exercise.accepts
class IndexOfTheOtherSide:
    def horizontal_flip(images):
        other_side = np.arange(images.shape[-1])[::-1]
        return images[..., other_side]

    def flip_safe(task):
        class UnknownTask(ValueError):
            pass

        if task == "which digit" or task == "which letter":
            return False
        elif task.startswith("left hand or right") or task.startswith("arrow to the left or"):
            return False
        elif task not in {"cat or dog", "which flower", "day or night", "digit 0 or digit 8"}:
            raise UnknownTask(task)
        else:
            return True


@exercise.accepts
class PictureByPicture:
    def horizontal_flip(images):
        return np.array([np.fliplr(picture) for picture in images])

    def flip_safe(task):
        unsafe = "which digit, which letter, left hand or right hand, arrow to the left or to the "
        safe = "cat or dog, which flower, day or night, digit 0 or digit 8"
        known = (unsafe + "right").split(", ") + safe.split(", ")
        return known.index(task) > 3


# --- wrong answers: the pictures ----------------------------------------------


@exercise.rejects(
    "Your pictures stand on their heads: axis 1 counts the rows. Left and right change places "
    "along axis 2, and np.fliplr, which turns axis 1 round, is made for a single picture."
)
class UpsideDown:
    def horizontal_flip(images):
        return images[:, ::-1, :] * 1.0


@exercise.rejects(
    "Axis 0 counts the pictures: you turned their order round, so each one now stands beside "
    "another one's label, and none is mirrored."
)
class LastPictureFirst:
    def horizontal_flip(images):
        return images[::-1] * 1.0


@exercise.rejects(
    "Rows and columns have changed places, so your pictures lie on their sides; a mirror keeps "
    "every row where it is."
)
class Transposed:
    def horizontal_flip(images):
        return np.swapaxes(images, 1, 2) * 1.0


@exercise.rejects(
    "You rotate by 180 degrees, as reversing a row of all pixels does: each picture is mirrored "
    "and stood on its head. Reverse the columns alone."
)
class RotatedByHalfATurn:
    def horizontal_flip(images):
        flat = images.reshape(len(images), -1)
        return flat[:, ::-1].reshape(images.shape) * 1.0


@exercise.rejects(
    "You rotate by a quarter turn; in a mirror no row moves, only left and right change places."
)
class RotatedByAQuarterTurn:
    def horizontal_flip(images):
        return np.rot90(images, axes=(1, 2)) * 1.0


@exercise.rejects(
    "Without an axis np.flip turns all three round, the order of the pictures among them; name "
    "the one that counts the columns."
)
class FlipsAllAxes:
    def horizontal_flip(images):
        return np.flip(images) * 1.0


@exercise.rejects(
    "You mirror the pictures and turn their order round as well; picture i has to stay picture i, "
    "beside its label."
)
class MirroredInReverseOrder:
    def horizontal_flip(images):
        return images[::-1, :, ::-1] * 1.0


@exercise.rejects(
    "Your column c comes from column −c, so column 0 stays where it is; counting from 0, the other "
    "side of c is W − 1 − c."
)
class ColumnMinusC:
    def horizontal_flip(images):
        return images[:, :, -np.arange(images.shape[2])] * 1.0


@exercise.rejects(
    "A column is lost, because a slice stops before its end and 0 is not reached; leave the end "
    "open when you go backwards."
)
class LosesAColumn:
    def horizontal_flip(images):
        return images[:, :, :0:-1] * 1.0


@exercise.rejects(
    "You overwrite columns that are still needed, so the right half mirrors the new left half; "
    "keep a copy, or write into a new array."
)
class OverwritesWhatItStillNeeds:
    def horizontal_flip(images):
        out = images * 1.0
        for c in range(out.shape[2]):
            out[:, :, c] = out[:, :, -1 - c]
        return out


@exercise.rejects(
    "Your halves change places as blocks, and inside each half nothing is mirrored; every single "
    "column has to go to the other side."
)
class ExchangesTheHalves:
    def horizontal_flip(images):
        return np.roll(images, images.shape[2] // 2, axis=2) * 1.0


@exercise.rejects(
    "Only the outermost columns change places; the ones between them have to go to the other side "
    "as well."
)
class ExchangesTheOutermostColumns:
    def horizontal_flip(images):
        out = images * 1.0
        out[:, :, [0, -1]] = out[:, :, [-1, 0]]
        return out


@exercise.rejects(
    "Only the first picture is mirrored; all n of them have to be, so keep a colon in front for "
    "the axis of the pictures."
)
class FirstPictureOnly:
    def horizontal_flip(images):
        out = images * 1.0
        out[0] = out[0, :, ::-1]
        return out


@exercise.rejects(
    "Every second picture is left as it is; how many are mirrored is the caller's decision, here "
    "it is all of them."
)
class EverySecondPicture:
    def horizontal_flip(images):
        out = images * 1.0
        out[::2] = out[::2, :, ::-1]
        return out


@exercise.rejects(
    "You hand back the old pictures together with the new ones; only the mirrored ones are wanted, "
    "n of them."
)
class OldAndNewPictures:
    def horizontal_flip(images):
        return np.concatenate([images, images[:, :, ::-1]]) * 1.0


@exercise.rejects(
    "The pixels are right, but each picture has become one long row; give back pictures of H rows "
    "and W columns."
)
class RowsOfPixels:
    def horizontal_flip(images):
        return images[:, :, ::-1].reshape(len(images), -1) * 1.0


@exercise.rejects(
    "A step of −1 gives only a view into the caller's pictures, and whoever writes into it changes "
    "them too; add a copy."
)
class ViewOfTheCallersPictures:
    def horizontal_flip(images):
        return images[:, :, ::-1]


@exercise.rejects(
    "The mirrored pictures are written into the caller's own array, and the originals are gone; "
    "write them into a new one."
)
class WritesIntoTheCallersPictures:
    def horizontal_flip(images):
        images[...] = images[:, :, ::-1].copy()
        return images


@exercise.rejects(
    "You mirror the brightness as well, so dark becomes bright; only the places of the pixels "
    "change, never their values."
)
class NegativePictures:
    def horizontal_flip(images):
        return -images[:, :, ::-1]


@exercise.rejects(
    "You force the pixels into the range from 0 to 255; a flip moves numbers and leaves them as "
    "they are."
)
class CutToTheRangeOfPixels:
    def horizontal_flip(images):
        return np.clip(images[:, :, ::-1], 0, 255) * 1.0


@exercise.rejects(
    "Your buffer holds whole numbers and cuts off the rest of every pixel; make it one of floats."
)
class WholePixels:
    def horizontal_flip(images):
        out = np.zeros(images.shape, dtype=int)
        out[:] = images[:, :, ::-1]
        return out * 1.0


@exercise.rejects(
    "On the way your pixels pass through single precision, which keeps seven digits of them; stay "
    "with float64."
)
class ThroughSinglePrecision:
    def horizontal_flip(images):
        return images[:, :, ::-1].astype(np.float32).astype(float)


@exercise.rejects(
    "The pictures are right, but they are stored in float32; the course computes in float64."
)
class InSinglePrecision:
    def horizontal_flip(images):
        return images[:, :, ::-1].astype(np.float32)


@exercise.rejects(
    "The pixels are right, but they come in nested lists; return an array of the shape (n, H, W)."
)
class NestedLists:
    def horizontal_flip(images):
        return images[:, :, ::-1].tolist()


@exercise.rejects(
    "Axes of length 1 are dropped, so a single picture is no stack any more; keep all three axes."
)
class WithoutAxesOfLengthOne:
    def horizontal_flip(images):
        return np.squeeze(images[:, :, ::-1] * 1.0)


# --- wrong answers: the tasks -------------------------------------------------


def decided(task, *exceptions):
    """The right decision, but for the exceptions."""
    safe = ["cat or dog", "which flower", "day or night", "digit 0 or digit 8"]
    unsafe = ["which digit", "which letter", "left hand or right hand"]
    if task not in [*safe, *unsafe, "arrow to the left or to the right"]:
        raise ValueError("no such task")
    return (task in safe) != (task in exceptions)


@exercise.rejects(
    "You let digits be flipped: a mirrored 2 is no 2 any more, and one spoiled class spoils the "
    "whole task.",
    read=LABEL,
)
class DigitsMayBeFlipped:
    def flip_safe(task):
        return decided(task, "which digit")


@exercise.rejects(
    "You let letters be flipped: in the mirror a b becomes a d, and an R no letter at all.",
    read=LABEL,
)
class LettersMayBeFlipped:
    def flip_safe(task):
        return decided(task, "which letter")


@exercise.rejects(
    "You let hands be flipped: a left hand in the mirror is a right hand, but the new pair still "
    "says left.",
    read=LABEL,
)
class HandsMayBeFlipped:
    def flip_safe(task):
        return decided(task, "left hand or right hand")


@exercise.rejects(
    "You let arrows be flipped: in the mirror each one points the other way, while its label stays "
    "as it was.",
    read=LABEL,
)
class ArrowsMayBeFlipped:
    def flip_safe(task):
        return decided(task, "arrow to the left or to the right")


@exercise.rejects(
    "Hands and arrows stay hands and arrows in the mirror, but left becomes right: the set of "
    "labels is the same, and every single label is wrong.",
    read=LABEL,
)
class SameSetOfLabels:
    def flip_safe(task):
        return decided(task, "left hand or right hand", "arrow to the left or to the right")


@exercise.rejects(
    "You let everything be flipped; ask for each class what somebody would say who sees the mirror "
    "image alone.",
    read=LABEL,
)
class EverythingMayBeFlipped:
    def flip_safe(task):
        decided(task)
        return True


@exercise.rejects(
    "You forbid every flip; a cat in the mirror is still a cat, and such a task gains from the new "
    "pictures.",
    read=LABEL,
)
class NothingMayBeFlipped:
    def flip_safe(task):
        decided(task)
        return False


@exercise.rejects(
    "Your answers are turned round: True has to mean that a flip is safe, that is, that every "
    "label survives it.",
    read=LABEL,
)
class TrueMeansDanger:
    def flip_safe(task):
        return not decided(task)


@exercise.rejects(
    "You forbid flips for every task with digits; 0 and 8 can still be read in the mirror, and "
    "where only these two occur a flip is safe.",
    read=LABEL,
)
class NoDigitMayBeFlipped:
    def flip_safe(task):
        return decided(task, "digit 0 or digit 8")


@exercise.rejects(
    "You forbid flips for day or night; light has no left and right, so the mirror image shows the "
    "same time of day.",
    read=LABEL,
)
class NightsMayNotBeFlipped:
    def flip_safe(task):
        return decided(task, "day or night")


@exercise.rejects(
    "You forbid flips for “which flower”; a mirrored rose is a rose, and so it is with every other "
    "flower.",
    read=LABEL,
)
class FlowersMayNotBeFlipped:
    def flip_safe(task):
        return decided(task, "which flower")


@exercise.rejects(
    "An unknown task gets False from you, as if somebody had looked at it; raise ValueError, so "
    "that a slip of the pen is noticed.",
    read=LABEL,
)
class UnknownIsUnsafe:
    def flip_safe(task):
        return task in ("cat or dog", "which flower", "day or night", "digit 0 or digit 8")


@exercise.rejects(
    "An unknown task gets True from you, and wrong labels would follow without a word; raise "
    "ValueError there.",
    read=LABEL,
)
class UnknownIsSafe:
    def flip_safe(task):
        return task not in (
            "which digit",
            "which letter",
            "left hand or right hand",
            "arrow to the left or to the right",
        )


@exercise.rejects(
    "An unknown task gets None from you, which counts as False in an if; say with a ValueError "
    "that nobody has decided it.",
    read=LABEL,
)
class UnknownIsNone:
    def flip_safe(task):
        try:
            return decided(task)
        except ValueError:
            return None


@exercise.rejects(
    "An unknown task ends in the KeyError of your dict; catch it, or look first, and raise "
    "ValueError.",
    read=LABEL,
)
class KeyErrorForTheUnknown:
    def flip_safe(task):
        try:
            return decided(task)
        except ValueError:
            raise KeyError(task) from None


@exercise.rejects(
    "Your decisions are right, but they are the texts “True” and “False”, and any text counts as "
    "true in an if; leave out the quotation marks.",
    read=LABEL,
)
class AnswersInWords:
    def flip_safe(task):
        return str(decided(task))


@exercise.rejects(
    "Your decisions are right, but they come as 1 and 0; this function is asked a question, so "
    "answer with True or False.",
    read=LABEL,
)
class AnswersInNumbers:
    def flip_safe(task):
        return int(decided(task))


@exercise.rejects(
    "You return a list with one decision for each class; one answer for the whole task is wanted, "
    "True only if all of its classes survive.",
    read=LABEL,
)
class OneAnswerForEachClass:
    def flip_safe(task):
        return [decided(task)] * 2
