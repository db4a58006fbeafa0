"""Generalisation and regularisation: honest sets, penalties, early stopping, learning curves.

generalization   three sets, permuted labels, the gap, bias and variance, early stopping
penalties        L2, weight decay, L1, the soft threshold
diagnosis        from learning curves to an illness and its remedy
learning_curves  curves of networks that were really trained
"""

from solutions_lib.regularization.diagnosis import DIAGNOSES, OFFERED, REMEDIES, diagnose
from solutions_lib.regularization.generalization import (
    bias_variance,
    early_stopping,
    generalization_gap,
    permute_labels,
    train_val_test_split,
)
from solutions_lib.regularization.learning_curves import draw_histories
from solutions_lib.regularization.penalties import (
    l1_penalty,
    l1_subgradient,
    l2_grad,
    l2_penalty,
    soft_threshold,
    weight_decay_step,
)

__all__ = [
    "DIAGNOSES",
    "OFFERED",
    "REMEDIES",
    "bias_variance",
    "diagnose",
    "draw_histories",
    "early_stopping",
    "generalization_gap",
    "l1_penalty",
    "l1_subgradient",
    "l2_grad",
    "l2_penalty",
    "permute_labels",
    "soft_threshold",
    "train_val_test_split",
    "weight_decay_step",
]
