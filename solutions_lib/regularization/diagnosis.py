"""From learning curves to an illness and its remedy.

A **history** is plain data, a dict with six lists, one number for each epoch, and two floats:

================  ==========================================================================
loss, val_loss    mean loss on the training set and on the validation set
accuracy          share of right answers on the training set …
val_accuracy      … and on the validation set
dead_fraction     share of the hidden units that are 0 for every training sample
majority_answers  share of the validation samples for which the answer is the commonest class
majority_share    a float: share of the validation samples that *are* of this class
test_accuracy     a float: on a third set, looked at once, after the last epoch
================  ==========================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

History = Mapping[str, Any]

# Each illness with its remedies. Where two stand, either is right.
REMEDIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "majority class": ("weigh the classes",),
        "dead units": ("new first weights",),
        "rate too high": ("lower the rate",),
        "leak": ("split again",),
        "label noise": ("check the labels", "regularise"),
        "underfit": ("larger model",),
        "overfit": ("regularise", "more data"),
        "good": ("keep it",),
    }
)

DIAGNOSES = tuple(REMEDIES)

# "cross-validation" is offered too. It measures better, and cures nothing.
OFFERED = tuple(
    sorted({remedy for remedies in REMEDIES.values() for remedy in remedies} | {"cross-validation"})
)


def _early_lead(history: History) -> float:
    """How far validation is ahead of training, on average over the first third of the epochs."""
    lead = np.subtract(history["val_accuracy"], history["accuracy"])
    return float(np.mean(lead[: len(lead) // 3]))


def _climb(history: History) -> float:
    """All the upward steps of the training loss together."""
    return float(np.sum(np.maximum(np.diff(history["loss"]), 0)))


# The sign of each illness, a number, in the order in which one has to look; at most how large
# it is in the curves of the healthy and of the illnesses further down; and at least how large
# in the curves of the ill. Between the two lies no curve of ``draw_histories``.
SIGNS: Mapping[str, tuple[Callable[[History], float], float, float]] = MappingProxyType(
    {
        "majority class": (lambda h: h["majority_answers"][-1], 0.5, 0.95),
        "dead units": (lambda h: h["dead_fraction"][-1], 0.4, 0.85),
        "rate too high": (_climb, 0.2, 0.7),
        "leak": (lambda h: h["val_accuracy"][-1] - h["test_accuracy"], 0.1, 0.3),
        "label noise": (_early_lead, 0.03, 0.13),
        "underfit": (lambda h: 1 - h["accuracy"][-1], 0.05, 0.35),
        "overfit": (lambda h: h["accuracy"][-1] - h["val_accuracy"][-1], 0.07, 0.3),
    }
)


def diagnose(history: History) -> tuple[str, str]:
    r"""(diagnosis, remedy): the illness that a training shows in its curves, and what to do.

    ==============  =====================================================  =================
    diagnosis       its sign                                               remedy
    ==============  =====================================================  =================
    majority class  nearly all answers are one class                       weigh the classes
    dead units      most hidden units are 0 for every sample               new first weights
    rate too high   the training loss jumps up again and again             lower the rate
    leak            the test accuracy is far below that of validation      split again
    label noise     at first, validation is well ahead of training         check the labels *or*
                                                                           regularise
    underfit        the training accuracy stays low                        larger model
    overfit         training is far ahead of validation at the end         regularise *or*
                                                                           more data
    good            none of these                                          keep it
    ==============  =====================================================  =================

    history: as described at the head of this module, with at least three epochs; two strings
    out of the table (DIAGNOSES; OFFERED has one remedy more, "cross-validation", which is
    never right). The first sign from the top decides: a rate that is too high may also leave
    the training accuracy low. Never changes history.
    Source: deck P, the tables of symptoms, curves and remedies.

    >>> ones = [1.0, 1.0, 1.0]
    >>> history = {"loss": [0.9, 0.1, 0.0], "accuracy": ones, "val_accuracy": [0.6, 0.6, 0.6]}
    >>> history |= {"dead_fraction": [0.0] * 3, "majority_answers": [0.3] * 3}
    >>> diagnose(history | {"test_accuracy": 0.6})
    ('overfit', 'regularise')
    """
    for illness, (sign, healthy, ill) in SIGNS.items():
        if sign(history) > (healthy + ill) / 2:
            return illness, REMEDIES[illness][0]
    return "good", REMEDIES["good"][0]


def is_clear(history: History, diagnosis: str) -> bool:
    """Whether the curves show this illness, and none above it, without any doubt (SIGNS)."""
    for illness, (sign, healthy, ill) in SIGNS.items():
        if illness == diagnosis:
            return sign(history) >= ill
        if sign(history) > healthy:
            return False
    return True
