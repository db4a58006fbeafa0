"""Backpropagation: gates, one neuron by hand, a graph made of gates, and graphs with a fault.

gates                the gates, forward and backward
neuron               the sigmoid neuron, line by line
computational_graph  a graph that differentiates itself, and the order of its nodes
faulty_graphs        graphs with one planted fault, drawn at random
"""

from solutions_lib.backpropagation.computational_graph import (
    ComputationalGraph,
    Node,
    Value,
    connect,
    topological_sort,
)
from solutions_lib.backpropagation.faulty_graphs import draw_faulty_graphs, find_the_faulty_gate
from solutions_lib.backpropagation.gates import (
    AddGate,
    CopyGate,
    ExpGate,
    MaxGate,
    MultiplyGate,
    SigmoidGate,
)
from solutions_lib.backpropagation.neuron import sigmoid_neuron_backward

__all__ = [
    "AddGate",
    "ComputationalGraph",
    "CopyGate",
    "ExpGate",
    "MaxGate",
    "MultiplyGate",
    "Node",
    "SigmoidGate",
    "Value",
    "connect",
    "draw_faulty_graphs",
    "find_the_faulty_gate",
    "sigmoid_neuron_backward",
    "topological_sort",
]
