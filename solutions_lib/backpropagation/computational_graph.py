"""A computation as a graph: an order for its nodes, numbers that know their history, gradients."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from numpy.typing import ArrayLike

from solutions_lib.backpropagation.gates import AddGate, ExpGate, MaxGate, MultiplyGate, numbers


class Node:
    """A bare node of a graph: a name, and ``inputs``, the tuple of nodes that it needs."""

    def __init__(self, name: str, inputs: tuple[Node, ...] = ()) -> None:
        self.name, self.inputs = name, inputs


def connect(wiring: Mapping[str, Sequence[str]]) -> dict[str, Node]:
    """The nodes of a graph that is given as plain data: name → names of its inputs.

    Every name that occurs as an input needs an entry of its own. A cycle is possible.

    >>> [node.name for node in connect({"x": [], "y": ["x", "x"]})["y"].inputs]
    ['x', 'x']
    """
    nodes = {name: Node(name) for name in wiring}
    for name, inputs in wiring.items():
        nodes[name].inputs = tuple(nodes[source] for source in inputs)
    return nodes


def topological_sort(output_node: Any) -> list[Any]:
    """All nodes that the output needs, each once, after all of its inputs.

    output_node: has ``inputs``, a tuple of nodes of the same kind, as they have in turn.
    Returns a list, the output last; the same order at every call. Raises ValueError if the
    graph has a cycle. A node is finished when all its inputs are. The way from the output
    to the node at hand is a list and not a chain of calls, so a graph may be of any depth.
    Source: deck B, "modular implementation", nodes_topologically_sorted.

    >>> nodes = connect({"x": [], "square": ["x", "x"], "sum": ["square", "x"]})
    >>> [node.name for node in topological_sort(nodes["sum"])]
    ['x', 'square', 'sum']
    """
    order: list[Any] = []
    finished: set[int] = set()
    way: list[tuple[Any, Iterator[Any]]] = [(output_node, iter(output_node.inputs))]
    on_the_way = {id(output_node)}  # nodes are told apart by identity, whatever == means
    while way:
        node, open_inputs = way[-1]
        source = next((s for s in open_inputs if id(s) not in finished), None)
        if source is None:
            way.pop()
            on_the_way.remove(id(node))
            finished.add(id(node))
            order.append(node)
        elif id(source) in on_the_way:
            raise ValueError("the graph has a cycle: a node needs its own output as an input")
        else:
            way.append((source, iter(source.inputs)))
            on_the_way.add(id(source))
    return order


class Value:
    r"""A number that remembers how it was made: by a gate, out of other Values.

    data: a number; attributes ``data``, ``grad`` (0 until a graph goes backward) and
    ``inputs``. A Value made by ``Value(number)`` is a leaf. Combine Values with + - * and
    unary minus, with plain numbers on either side too, with ``relu()`` and ``exp()``.
    A plain number in a formula is a constant: no leaf, and no gradient is asked for.
    Accepts complex data. Source: deck B, "modular implementation".

    >>> x = Value(3.0)
    >>> y = x * x + 1
    >>> float(y.data), len(y.inputs)
    (10.0, 2)
    """

    __array_ufunc__ = None  # np.float64(2) * value is left to the Value

    def __init__(self, data: ArrayLike) -> None:
        self.data = numbers(data)
        self.grad: Any = 0.0
        self.inputs: tuple[Value, ...] = ()
        self.gate: Any = None

    def __repr__(self) -> str:
        return f"Value({self.data:g})"

    def __add__(self, other: Any) -> Value:
        return _gate_output(AddGate(), self, other)

    def __mul__(self, other: Any) -> Value:
        return _gate_output(MultiplyGate(), self, other)

    def __neg__(self) -> Value:
        return self * -1.0

    def __sub__(self, other: Any) -> Value:
        return self + -other

    def __rsub__(self, other: Any) -> Value:
        return -self + other

    __radd__ = __add__
    __rmul__ = __mul__

    def relu(self) -> Value:
        """max(0, x); at 0 the slope is 0, as the constant wins the tie."""
        return _gate_output(MaxGate(), 0.0, self)

    def exp(self) -> Value:
        """eˣ."""
        return _gate_output(ExpGate(), self)


class _Constant(Value):
    """A plain number of a formula."""


class ComputationalGraph:
    r"""The graph behind one Value: forward in topological order, backward in reverse.

    output: the Value whose gradients are wanted. One graph at a time: if two graphs share
    nodes, call ``forward`` of the one before its ``backward``. Source: deck B, class
    ComputationalGraph. There the methods lack ``self``, and a variable that is used twice
    keeps the last gradient only; here gradients are added up.

    >>> x = Value(3.0)
    >>> graph = ComputationalGraph(x * x + x)
    >>> float(graph.forward({x: 2.0})), float(graph.backward()[x])
    (6.0, 5.0)
    """

    def __init__(self, output: Value) -> None:
        self.output = output
        self.nodes: list[Value] = topological_sort(output)
        self.leaves = [n for n in self.nodes if not n.inputs and not isinstance(n, _Constant)]

    def forward(self, inputs: Mapping[Value, ArrayLike]) -> Any:
        """The output for these numbers; a leaf that is left out keeps its data.

        inputs: leaf → number. Raises ValueError for a key that is no leaf of this graph.
        """
        if not set(inputs) <= set(self.leaves):
            raise ValueError("inputs has a key that is not a leaf of this graph")
        for leaf, number in inputs.items():
            leaf.data = numbers(number)
        for node in self.nodes:
            if node.inputs:
                node.data = node.gate.forward(*(source.data for source in node.inputs))
        return self.output.data

    def backward(self) -> dict[Value, Any]:
        """Leaf → d output / d leaf, the same at every call; sets ``grad`` of every node."""
        for node in self.nodes:
            node.grad = 0.0
        self.output.grad = 1.0
        for node in reversed(self.nodes):
            if node.inputs:
                slopes = node.gate.backward(node.grad)
                for source, slope in zip(node.inputs, slopes, strict=True):
                    source.grad = source.grad + slope  # a node used twice gets both
        return {leaf: leaf.grad for leaf in self.leaves}


def _gate_output(gate: Any, *inputs: Any) -> Value:
    """The Value that a gate makes of Values, or of plain numbers in their place."""
    sources = tuple(v if isinstance(v, Value) else _Constant(v) for v in inputs)
    output = Value(gate.forward(*(source.data for source in sources)))
    output.gate, output.inputs = gate, sources
    return output
