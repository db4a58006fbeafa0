"""Graphs with one faulty gate each: how they are drawn, and how the fault is found.

A graph is plain data and functions, so that it can be handed to another process:

* a graph is a dict: ``"gates"``, a list in topological order; ``"point"``, a dict
  wire → number, leaf values at which somebody has tried the graph; ``"output"``, the last wire;
* a gate is a dict: ``"name"``; ``"kind"``, one of add, multiply, max, copy, sigmoid;
  ``"inputs"`` and ``"outputs"``, tuples with the names of its wires; and two functions:
  ``"forward"``: a list with the values of the inputs → a list with those of the outputs;
  ``"backward"``: the list of the inputs' values, and a list with the gradient of each
  output → a list with the gradient of each input.

Every ``forward`` is right. In each graph exactly one ``backward`` is wrong, for all inputs
and gradients but special ones: equal numbers, 0, or 1. Its fault shows at the leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from solutions_lib.gradient_descent import numerical_gradient

Numbers = list[float]
Graph = dict[str, Any]

# Ordinary inputs and gradients: no two are equal, and none is 0 or 1.
TRIALS = (((0.7, -1.3), (0.6, -1.7)), ((-0.4, 1.9), (1.4, 0.3)), ((1.6, 0.3), (-0.8, 2.1)))

FORWARD: dict[str, Callable[..., list[Any]]] = {
    "add": lambda x, y: [x + y],
    "multiply": lambda x, y: [x * y],
    "max": lambda x, y: [x if x.real >= y.real else y],
    "copy": lambda x: [x, x],
    "sigmoid": lambda x: [1 / (1 + np.exp(-x))],
}

# Each fault is a wrong use of the right slopes: fault(kind, x, dz) → gradients of the inputs.
FAULTS: dict[str, list[Callable[[str, Numbers, Numbers], Numbers]]] = {
    "multiply": [
        lambda kind, x, dz: _slopes(kind, x, dz)[::-1],  # not swapped: hidden where x = y
        lambda kind, x, dz: [dz[0], _slopes(kind, x, dz)[1]],  # hidden where y = 1
    ],
    "max": [
        lambda kind, x, dz: _slopes(kind, x, dz)[::-1],  # to the smaller one
        lambda kind, x, dz: [dz[0], dz[0]],  # to both
    ],
    "copy": [
        lambda kind, x, dz: [dz[0]],  # the second one overwritten
        lambda kind, x, dz: [dz[1]],  # the first one overwritten
    ],
    "sigmoid": [
        lambda kind, x, dz: [x[0] * (1 - x[0]) * dz[0]],  # the input in place of the output
        lambda kind, x, dz: _slopes(kind, x, [1.0]),  # dz forgotten: hidden where dz = 1
    ],
}


def find_the_faulty_gate(graphs: Sequence[Mapping[str, Any]]) -> list[str]:
    """The name of the gate of each graph whose ``backward`` is wrong, in the order of the graphs.

    graphs: at least one, as described at the head of this module. Each gate is tested
    alone. For fixed gradients dz the number Σⱼ dzⱼ zⱼ depends on the inputs with just the
    slopes that ``backward`` has to return, so a numerical gradient measures them. It is
    tried at ordinary inputs and gradients, never at the graph's own point.
    Source: deck B, "examples of gradient flow", and deck L, the definition of ∂L/∂θ.

    >>> def forward(x): return [x[0] * x[1]]
    >>> gate = {"kind": "multiply", "forward": forward}
    >>> right = gate | {"name": "g1", "inputs": ("a", "b"), "outputs": ("c",)}
    >>> wrong = gate | {"name": "g2", "inputs": ("c", "d"), "outputs": ("e",)}
    >>> right["backward"] = lambda x, dz: [x[1] * dz[0], x[0] * dz[0]]
    >>> wrong["backward"] = lambda x, dz: [x[0] * dz[0], x[1] * dz[0]]
    >>> point = {"a": 1.0, "b": 1.0, "d": 1.0}  # here g2 returns the right gradients
    >>> find_the_faulty_gate([{"gates": [right, wrong], "point": point, "output": "e"}])
    ['g2']
    """
    return [max(graph["gates"], key=largest_error)["name"] for graph in graphs]


def largest_error(gate: Mapping[str, Any]) -> float:
    """The largest |gradient by ``backward`` − measured gradient| of a gate over three trials."""
    errors = []
    for values, gradients in TRIALS:
        x, dz = list(values[: len(gate["inputs"])]), list(gradients[: len(gate["outputs"])])

        def carried(x: Any, dz: Numbers = dz) -> float:
            return float(np.dot(dz, gate["forward"](list(x))))

        error = np.asarray(gate["backward"](x, dz)) - numerical_gradient(carried, x)
        errors.append(float(np.max(np.abs(error))))
    return max(errors)


def draw_faulty_graphs(
    rng: np.random.Generator, count: int = 4, kinds: Sequence[str] = ()
) -> tuple[list[Graph], list[str]]:
    """(graphs, names): graphs with one faulty gate each, and the names of these gates.

    kinds: those of the faulty gates, one for each graph; unless given, four graphs in a row
    have a faulty multiply, max, copy and sigmoid, in any order. The point of each graph is a
    trap: there the first multiply has two equal inputs 1, which would hide a fault of its own;
    the max, if it is right, has a tie, where a numerical gradient gives half to each side; and
    the sigmoid, if it is right, has an input of 18, where the gradient is right but tiny.

    >>> graphs, names = draw_faulty_graphs(np.random.default_rng(0))
    >>> find_the_faulty_gate(graphs) == names
    True
    """
    drawn = [list(FAULTS)[i] for _ in range(0, count, len(FAULTS)) for i in rng.permutation(4)]
    graphs = [_draw_visible(kind, rng) for kind in kinds or drawn[:count]]
    return [graph for graph, _ in graphs], [name for _, name in graphs]


def _draw_visible(faulty: str, rng: np.random.Generator) -> tuple[Graph, str]:
    """One graph whose fault shows at its leaves: a gate behind which all only adds gets dz = 1."""
    while True:
        graph, name = _draw(faulty, rng)
        leaves = dict(zip(graph["point"], (0.7, 1.2, -0.4, 0.9, -1.6), strict=True))
        claimed, right = (_leaf_gradients(graph, leaves, own=own) for own in (True, False))
        if any(abs(claimed[leaf] - right[leaf]) > 1e-6 for leaf in leaves):
            return graph, name


def _leaf_gradients(graph: Graph, leaves: Mapping[str, float], own: bool) -> dict[str, float]:
    """The gradient of the output by each leaf; own: as the graph's own gates claim it."""
    values, gradients = dict(leaves), {graph["output"]: 1.0}
    for gate in graph["gates"]:
        outputs = gate["forward"]([values[wire] for wire in gate["inputs"]])
        values |= zip(gate["outputs"], outputs, strict=True)
    for gate in reversed(graph["gates"]):
        x, dz = [values[w] for w in gate["inputs"]], [gradients[w] for w in gate["outputs"]]
        slopes = gate["backward"](x, dz) if own else _slopes(gate["kind"], x, dz)
        gradients |= zip(gate["inputs"], slopes, strict=True)
    return {leaf: gradients[leaf] for leaf in leaves}


def _draw(faulty: str, rng: np.random.Generator) -> tuple[Graph, str]:
    """One graph, and the name of its faulty gate, one of the two where its kind comes twice."""
    on_leaves = [str(kind) for kind in rng.permutation(["multiply", "max", "sigmoid"])]
    behind = [str(kind) for kind in rng.permutation(["add", "multiply", "add"])]
    behind.insert(int(rng.integers(2)), "copy")  # early enough for its outputs to part
    leaves = iter(["x0", "x1", "x2", "x3", "x4"])
    open_wires: list[str] = []
    gates: list[dict[str, Any]] = []
    for number, kind in enumerate(on_leaves + behind, start=1):
        arity = 1 if kind in ("sigmoid", "copy") else 2
        if number <= len(on_leaves):
            inputs = tuple(next(leaves) for _ in range(arity))
        else:
            inputs = _choose(open_wires, arity, rng)
            open_wires = [wire for wire in open_wires if wire not in inputs]
        ends = ("a", "b") if kind == "copy" else ("",)
        outputs = tuple(f"s{number}{end}" for end in ends)
        open_wires += outputs
        gates.append({"name": f"g{number}", "kind": kind, "inputs": inputs, "outputs": outputs})

    suspects = [gate for gate in gates if gate["kind"] == faulty]
    which, place = divmod(int(rng.integers(len(FAULTS[faulty]) * len(suspects))), len(suspects))
    fault, culprit = FAULTS[faulty][which], suspects[place]
    for gate in gates:
        gate["forward"] = _forward(gate["kind"])
        gate["backward"] = _backward(gate["kind"], fault if gate is culprit else _slopes)
    graph = {"gates": gates, "point": _trap(gates[:3], faulty, rng), "output": open_wires[0]}
    return graph, culprit["name"]


def _choose(open_wires: Sequence[str], arity: int, rng: np.random.Generator) -> tuple[str, ...]:
    """So many wires, never the two outputs of one copy: their difference would be no input."""
    while True:
        chosen = tuple(str(wire) for wire in rng.choice(open_wires, size=arity, replace=False))
        if len({wire.rstrip("ab") for wire in chosen}) == arity:
            return chosen


def _trap(gates: Sequence[Graph], faulty: str, rng: np.random.Generator) -> dict[str, float]:
    """Leaf values at which a fault hides, or a right gate looks wrong."""
    point: dict[str, float] = {}
    for gate in gates:
        values = [float(v) for v in np.round(rng.uniform(-2, 2, size=len(gate["inputs"])), 2)]
        if gate["kind"] == "multiply":
            values = [1.0, 1.0]
        elif gate["kind"] == "max" and faulty != "max":
            values = [values[0], values[0]]
        elif gate["kind"] == "sigmoid" and faulty != "sigmoid":
            values = [18.0]
        point |= zip(gate["inputs"], values, strict=True)
    return point


def _forward(kind: str) -> Callable[[Sequence[float]], Numbers]:
    def forward(x: Sequence[float]) -> Numbers:
        return [float(z) for z in FORWARD[kind](*(float(v) for v in x))]

    return forward


def _backward(
    kind: str, rule: Callable[[str, Numbers, Numbers], Numbers]
) -> Callable[[Sequence[float], Sequence[float]], Numbers]:
    def backward(x: Sequence[float], dz: Sequence[float]) -> Numbers:
        return rule(kind, [float(v) for v in x], [float(g) for g in dz])

    return backward


def _slopes(kind: str, x: Numbers, dz: Numbers) -> Numbers:
    """The right gradients: Σⱼ dzⱼ ∂zⱼ/∂xₖ for each input k, by the complex step."""
    gradients = []
    for k in range(len(x)):
        moved = [complex(v, 1e-30 if i == k else 0.0) for i, v in enumerate(x)]
        z = FORWARD[kind](*moved)
        gradients.append(float(sum(g * out.imag for g, out in zip(dz, z, strict=True)) / 1e-30))
    return gradients
