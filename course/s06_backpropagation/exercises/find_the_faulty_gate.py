"""find_the_faulty_gate(graphs): the name of the one gate in each graph whose backward is wrong."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.checking import Answer, Case, Exercise
from solutions_lib.backpropagation import draw_faulty_graphs, find_the_faulty_gate

exercise = Exercise(find_the_faulty_gate, read="Find the faulty gate")

ALONE = "Test each gate alone"
TRAPS = "Four traps"

Graph = Mapping[str, Any]


# --- checks -----------------------------------------------------------------


def draw_each(case: Case, kind: str) -> list[tuple[Graph, str]]:
    """(graph, name) with each of the two faults, in each of the gates of this kind."""
    found: dict[tuple[Any, ...], tuple[Graph, str]] = {}
    while len(found) < (4 if kind == "multiply" else 2):
        (graph,), (name,) = draw_faulty_graphs(case.rng, kinds=[kind])
        alike = [gate for gate in graph["gates"] if gate["kind"] == kind]
        place, gate = next((k, gate) for k, gate in enumerate(alike) if gate["name"] == name)
        x, dz = [0.7, -1.3][: len(gate["inputs"])], [0.6, -1.7][: len(gate["outputs"])]
        found.setdefault((place, *np.round(gate["backward"](x, dz), 9)), (graph, name))
    return list(found.values())


def call(answer: Answer, case: Case, graphs: list[Graph]) -> Any:
    """What came back; a graph would make a long message, so an error is told without it."""
    try:
        return answer.find_the_faulty_gate(graphs)
    except Exception as error:
        if " raised " not in str(error) or not hasattr(error, "error"):
            raise
        said = str(error).rpartition(" raised ")[2]
        case.fail(f"For {in_words(graphs[0])} `find_the_faulty_gate` raised {said}")


def names_in(case: Case, got: Any, names: list[str]) -> list[Any]:
    """One name for each graph; a single one may come as it is."""
    if len(names) == 1 and isinstance(got, str):
        return [got]
    if not isinstance(got, tuple | list) or len(got) != len(names):
        case.like(got, names, about="The result of `find_the_faulty_gate`")
        return names
    return list(got)


def in_words(graph: Graph) -> str:
    """The gates of a graph, in order."""
    gates = ", ".join(f"{gate['name']} {gate['kind']}" for gate in graph["gates"])
    return f"a graph of {gates}"


def finds(answer: Answer, case: Case, graphs: list[Graph], names: list[str]) -> None:
    """Fail unless the faulty gates are named, in the order of the graphs."""
    for graph, got, want in zip(graphs, names_in(case, call(answer, case, graphs), names), names):
        case.equal(got, want, about=f"Your answer for {in_words(graph)}")


def finds_the_kind(answer: Answer, case: Case, kind: str) -> None:
    for graph, name in draw_each(case, kind):
        finds(answer, case, [graph], [name])


@exercise.check("returns a list of names, one for each graph")
def returns_names(answer: Answer, case: Case) -> None:
    for count in (1, 2):
        graphs, names = draw_faulty_graphs(case.rng, count)
        got = call(answer, case, graphs)
        about = "The result of `find_the_faulty_gate`"
        if isinstance(got, str):
            case.fail(f"{about} is a text; a list of {count} is wanted, also for a single graph")
        case.like(got, names, about=about)


@exercise.check("finds a faulty multiply gate", weight=3)
def finds_multiply(answer: Answer, case: Case) -> None:
    finds_the_kind(answer, case, "multiply")


@exercise.check("finds a faulty max gate", weight=3)
def finds_max(answer: Answer, case: Case) -> None:
    finds_the_kind(answer, case, "max")


@exercise.check("finds a faulty copy gate", weight=3)
def finds_copy(answer: Answer, case: Case) -> None:
    finds_the_kind(answer, case, "copy")


@exercise.check("finds a faulty sigmoid gate", weight=3)
def finds_sigmoid(answer: Answer, case: Case) -> None:
    finds_the_kind(answer, case, "sigmoid")


@exercise.check("names the gates in the order of the graphs", weight=2)
def names_in_order(answer: Answer, case: Case) -> None:
    """It is judged by what the answer says of each graph alone."""
    drawn: dict[str, list[Graph]] = {}
    while not (twice := [name for name, graphs in drawn.items() if len(graphs) > 1 < len(drawn)]):
        for graph, name in zip(*draw_faulty_graphs(case.rng), strict=True):
            drawn.setdefault(name, []).append(graph)
    other = next(name for name in drawn if name != twice[0])
    graphs = [drawn[twice[0]][0], drawn[other][0], drawn[twice[0]][1]]
    graphs = graphs[:2][:: 1 if twice[0] > other else -1] + graphs[2:]  # never sorted
    alone = [names_in(case, call(answer, case, [graph]), ["g1"])[0] for graph in graphs]
    together = names_in(case, call(answer, case, graphs), ["g1", "g1", "g1"])
    for graph, mine, before in zip(graphs, together, alone):
        if isinstance(before, str):
            about = f"In a list of three, your answer for {in_words(graph)}"
            case.equal(mine, before, about=about, hint="Alone that was your answer.")


@exercise.check("leaves the graphs as they are")
def leaves_the_graphs(answer: Answer, case: Case) -> None:
    graphs, _ = draw_faulty_graphs(case.rng, 1)
    call(answer, case, graphs)
    try:
        case.unchanged()
    except Exception:
        case.fail("`find_the_faulty_gate` changed the graphs that it was given: only look at them")


# --- right answers ----------------------------------------------------------

POINTS = (([0.7, -1.3], [0.6, -1.7]), ([-0.4, 1.9], [1.4, 0.3]))


def numerical_gradient(f, x, h=1e-6):
    """The slopes of f at x, by central differences."""
    slopes = []
    for k in range(len(x)):
        up, down = list(x), list(x)
        up[k], down[k] = x[k] + h, x[k] - h
        slopes.append((f(up) - f(down)) / (2 * h))
    return np.array(slopes)


@exercise.accepts
def largest_error_of_all(graphs):
    def carried(gate, dz):
        return lambda v: np.multiply(dz, gate["forward"](v)).sum()

    def error(gate):
        errors = []
        for x, dz in POINTS:
            x, dz = x[: len(gate["inputs"])], dz[: len(gate["outputs"])]
            slopes = numerical_gradient(carried(gate, dz), x)
            errors.append(np.linalg.norm(gate["backward"](x, dz) - slopes))
        return sum(errors)

    return [max(graph["gates"], key=error)["name"] for graph in graphs]


SEED = 7
STEP = 1e-5
SOME_ERROR = 1e-4


@exercise.accepts
def first_one_beyond_a_limit(graphs):
    def is_faulty(gate):
        rng = np.random.default_rng(SEED)
        for _ in POINTS:
            x = rng.normal(size=len(gate["inputs"]))
            dz = rng.normal(size=len(gate["outputs"]))
            for j, claimed in enumerate(gate["backward"](x, dz)):
                step = STEP * np.eye(len(x))[j]
                up, down = gate["forward"](x + step), gate["forward"](x - step)
                slope = sum(dz * np.subtract(up, down)) / (2 * STEP)
                if abs(claimed - slope) > SOME_ERROR:
                    return True
        return False

    return [next(g["name"] for g in graph["gates"] if is_faulty(g)) for graph in graphs]


def rules(kind, x, dz):
    """What a right gate hands down."""
    if kind == "add":
        return [dz[0], dz[0]]
    if kind == "multiply":
        return [x[1] * dz[0], x[0] * dz[0]]
    if kind == "max":
        return [dz[0], 0.0] if x[0] > x[1] else [0.0, dz[0]]
    if kind == "copy":
        return [dz[0] + dz[1]]
    s = 1 / (1 + np.exp(-x[0]))
    return [s * (1 - s) * dz[0]]


@exercise.accepts
def compares_with_the_rules(graphs):
    culprits = []
    for graph in graphs:
        for gate in graph["gates"]:
            for x, dz in POINTS:
                x, dz = x[: len(gate["inputs"])], dz[: len(gate["outputs"])]
                if not np.allclose(gate["backward"](x, dz), rules(gate["kind"], x, dz)):
                    culprits.append(gate["name"])
                    break
    return culprits


DIRECTION = np.array([1.0, -0.4])


@exercise.accepts
def along_a_direction(graphs):
    found = []
    for graph in graphs:
        errors = {}
        for gate in graph["gates"]:
            x, dz = (np.array(numbers) for numbers in POINTS[0])
            x, dz = x[: len(gate["inputs"])], dz[: len(gate["outputs"])]
            v = DIRECTION[: len(x)]
            up, down = gate["forward"](x + STEP * v), gate["forward"](x - STEP * v)
            slope = sum(dz * np.subtract(up, down)) / (2 * STEP)
            errors[gate["name"]] = abs(sum(gate["backward"](x, dz) * v) - slope)
        found.append(max(errors, key=errors.get))
    return found


ORDINARY = (0.7, 1.2, -0.4, 0.9, -1.6)


def values_of(graph, values):
    """The values of all wires; one that is given already stays."""
    values = dict(values)
    for gate in graph["gates"]:
        outputs = gate["forward"]([values[wire] for wire in gate["inputs"]])
        for wire, value in zip(gate["outputs"], outputs):
            values.setdefault(wire, value)
    return values


def slopes_of(graph, point):
    """The slope of the output by every wire, measured."""
    values = values_of(graph, point)
    slopes = {}
    for wire in values:
        moved = []
        for h in (1e-5, -1e-5):
            changed = values_of(graph, {**point, wire: values[wire] + h})
            moved.append(changed[graph["output"]])
        slopes[wire] = (moved[0] - moved[1]) / 2e-5
    return values, slopes


@exercise.accepts
def measures_every_wire(graphs):
    """A gate is faulty if what arrives is right, and what leaves is wrong."""
    names = []
    for graph in graphs:
        ordinary = dict(zip(graph["point"], ORDINARY))
        values, slopes = slopes_of(graph, ordinary)
        for gate in graph["gates"]:
            arriving = [slopes[wire] for wire in gate["outputs"]]
            leaving = gate["backward"]([values[wire] for wire in gate["inputs"]], arriving)
            errors = [abs(mine - slopes[wire]) for mine, wire in zip(leaving, gate["inputs"])]
            if max(errors) > SOME_ERROR:
                names.append(gate["name"])
    return names


NOT_ON_THE_LIMIT = "no error lies exactly on the limit"
exercise.equivalent("abs(claimed - slope) > SOME_ERROR", NOT_ON_THE_LIMIT)
exercise.equivalent("max(errors) > SOME_ERROR", NOT_ON_THE_LIMIT)
EITHER = "either point shows every fault"
exercise.equivalent("sum(errors)", EITHER, answer="largest_error_of_all", after="errors")
exercise.equivalent("POINTS[0]", EITHER, answer="along_a_direction", after="POINTS[1]")
exercise.equivalent("POINTS[0]", EITHER, answer="along_a_direction", after="POINTS[-1]")


# --- wrong answers ----------------------------------------------------------


def gradient_error(gate, x, dz):
    """Claimed minus measured, for each input."""
    x, dz = list(x[: len(gate["inputs"])]), list(dz[: len(gate["outputs"])])
    slopes = numerical_gradient(lambda v: np.dot(dz, gate["forward"](v)), x)
    return gate["backward"](x, dz) - slopes


def worst(gate):
    """The largest error at two ordinary points."""
    return max(np.max(np.abs(gradient_error(gate, x, dz))) for x, dz in POINTS)


def culprit(graph):
    """The faulty gate."""
    return max(graph["gates"], key=worst)


def by_error(graphs, error):
    """The gate with the largest error of some kind, in each graph."""
    return [max(graph["gates"], key=error)["name"] for graph in graphs]


@exercise.rejects(
    "You name the gate in front of the faulty one: its numbers come out wrong because of what it "
    "is handed. Faulty is the gate that gets right gradients and hands down wrong ones.",
    read=ALONE,
)
def gate_in_front(graphs):
    names = []
    for graph in graphs:
        wires = culprit(graph)["inputs"]
        before = [g["name"] for g in graph["gates"] if set(g["outputs"]) & set(wires)]
        names.append(before[0] if before else graph["gates"][-1]["name"])
    return names


@exercise.rejects(
    "You name the gate behind the faulty one: the wrong number stands on the wire between them, "
    "and it is the gate to the left of that wire's gradient that made it.",
    read=ALONE,
)
def gate_behind(graphs):
    names = []
    for graph in graphs:
        wires = culprit(graph)["outputs"]
        behind = [g["name"] for g in graph["gates"] if set(g["inputs"]) & set(wires)]
        names.append(behind[0] if behind else graph["gates"][0]["name"])
    return names


@exercise.rejects(
    "You test at the graph's own point, and that is a trap: faults hide there, and a right max "
    "gate with a tie looks wrong. Choose ordinary numbers of your own.",
    read=TRAPS,
)
def trusts_the_point_of_the_graph(graphs):
    names = []
    for graph in graphs:
        values = values_of(graph, graph["point"])
        errors = {
            gate["name"]: np.max(
                np.abs(gradient_error(gate, [values[w] for w in gate["inputs"]], [0.6, -1.7]))
            )
            for gate in graph["gates"]
        }
        names.append(max(errors, key=errors.get))
    return names


@exercise.rejects(
    "You divide the error by a gradient that is nearly zero, so that mere rounding looks large: "
    "a small gradient is no fault.",
    read=TRAPS,
)
def relative_errors_at_flat_places(graphs):
    def looks_faulty(gate):
        x = [18.0] if gate["kind"] == "sigmoid" else [0.7, -1.3][: len(gate["inputs"])]
        claimed = gate["backward"](x, [0.6, -1.7][: len(gate["outputs"])])
        error = np.max(np.abs(gradient_error(gate, x, [0.6, -1.7])))
        return error > 1e-5 * np.max(np.abs(claimed))

    return [next(filter(looks_faulty, graph["gates"]))["name"] for graph in graphs]


@exercise.rejects(
    "Your max gates get two equal inputs. At a tie a measured gradient gives half to each side, "
    "and every right max gate looks wrong.",
    read=TRAPS,
)
def tests_with_equal_inputs(graphs):
    return by_error(graphs, lambda g: np.max(np.abs(gradient_error(g, [2.5, 2.5], [0.6, -1.7]))))


@exercise.rejects(
    "The second input is 1 in your test, and a multiply gate that forgets this factor cannot be "
    "told from a right one: choose another number.",
    read=TRAPS,
)
def second_input_is_one(graphs):
    return by_error(graphs, lambda g: np.max(np.abs(gradient_error(g, [0.7, 1.0], [0.6, -1.7]))))


@exercise.rejects(
    "Your upstream gradients are all 1, and a gate that forgets to multiply by dz cannot be told "
    "from a right one: choose other numbers.",
    read=TRAPS,
)
def upstream_gradients_of_one(graphs):
    return by_error(graphs, lambda g: np.max(np.abs(gradient_error(g, [0.7, -1.3], [1.0, 1.0]))))


@exercise.rejects(
    "You send a gradient back through the first output of a copy gate alone, and 0 through the "
    "second; so you never see that the second one is lost.",
    read=TRAPS,
)
def second_gradient_is_zero(graphs):
    return by_error(graphs, lambda g: np.max(np.abs(gradient_error(g, [0.7, -1.3], [0.6, 0.0]))))


@exercise.rejects(
    "You send the same gradient back through both outputs of a copy gate, and add up one of them "
    "in your measurement only: use the sum of all dz times z.",
    read=ALONE,
)
def measures_the_first_output_only(graphs):
    def error(gate):
        x, dz = [0.7, -1.3][: len(gate["inputs"])], [0.6, -1.7][: len(gate["outputs"])]
        slopes = numerical_gradient(lambda v: dz[0] * gate["forward"](v)[0], x)
        return np.max(np.abs(gate["backward"](x, dz) - slopes))

    return by_error(graphs, error)


@exercise.rejects(
    "Only the first gradient of each gate is compared; a gate with two inputs hands down two, and "
    "the second may be the wrong one.",
    read=ALONE,
)
def compares_the_first_gradient(graphs):
    return by_error(graphs, lambda g: abs(gradient_error(g, [0.7, -1.3], [0.6, -1.7])[0]))


@exercise.rejects(
    "Of two gradients that a gate hands down, you compare the last one only; the fault may lie in "
    "the first.",
    read=ALONE,
)
def compares_the_last_gradient(graphs):
    return by_error(graphs, lambda g: abs(gradient_error(g, [0.7, -1.3], [0.6, -1.7])[-1]))


@exercise.rejects(
    "You add the gradients of both inputs before you compare them, and a gate that hands each to "
    "the wrong side has the right sum.",
    read=ALONE,
)
def compares_the_sums(graphs):
    return by_error(graphs, lambda g: abs(np.sum(gradient_error(g, [0.7, -1.3], [0.6, -1.7]))))


@exercise.rejects(
    "You take the error with its sign, so that one that is too small counts as no error at all; "
    "take its absolute value.",
    read=ALONE,
)
def errors_with_their_signs(graphs):
    return by_error(graphs, lambda g: np.max(gradient_error(g, [0.7, -1.3], [0.6, -1.7])))


@exercise.rejects(
    "Your limit for the error is nearly zero, so rounding alone exceeds it and a right gate is "
    "named: a numerical gradient errs by about 1e-9.",
    read=TRAPS,
)
def limit_is_nearly_zero(graphs):
    names = []
    for graph in graphs:
        errors = [np.max(np.abs(gradient_error(g, *POINTS[0]))) for g in graph["gates"]]
        names.append(next(g["name"] for g, e in zip(graph["gates"], errors) if e > 1e-14))
    return names


@exercise.rejects(
    "Your step is so small that the difference of the two values is mostly rounding, and right "
    "gates look wrong: 1e-6 is a good step.",
    read=ALONE,
)
def step_is_too_small(graphs):
    def error(gate):
        x, dz = [0.7, -1.3][: len(gate["inputs"])], [0.6, -0.1][: len(gate["outputs"])]
        slopes = numerical_gradient(lambda v: np.dot(dz, gate["forward"](v)), x, h=1e-17)
        return np.max(np.abs(gate["backward"](x, dz) - slopes))

    return by_error(graphs, error)


@exercise.rejects(
    "You test multiply gates alone; every kind of gate may be the faulty one, so go through all of "
    "them.",
    read=ALONE,
)
def suspects_multiply_gates_only(graphs):
    return by_error(graphs, lambda g: worst(g) if g["kind"] == "multiply" else 0.0)


@exercise.rejects(
    "You leave max gates out, as a tie at one of them looks like a fault; they may be faulty too, "
    "so test them with different inputs.",
    read=TRAPS,
)
def leaves_max_gates_out(graphs):
    return by_error(graphs, lambda g: 0.0 if g["kind"] == "max" else worst(g))


@exercise.rejects(
    "Your function passes copy gates by, as they have two outputs; add up dz times z over both of "
    "them, and they can be tested like the others.",
    read=ALONE,
)
def leaves_copy_gates_out(graphs):
    return by_error(graphs, lambda g: 0.0 if len(g["outputs"]) > 1 else worst(g))


@exercise.rejects(
    "Sigmoid gates are never suspected, since their gradients are small; choose inputs near 0, "
    "where they are large enough to be measured.",
    read=TRAPS,
)
def leaves_sigmoid_gates_out(graphs):
    return by_error(graphs, lambda g: 0.0 if g["kind"] == "sigmoid" else worst(g))


@exercise.rejects(
    "You name the gate with the smallest gradient; that it is small does not make it wrong. "
    "Compare it with a measured one.",
    read=TRAPS,
)
def names_the_smallest_gradient(graphs):
    def size(gate):
        x, dz = POINTS[0]
        claimed = gate["backward"](x[: len(gate["inputs"])], dz[: len(gate["outputs"])])
        return -np.sum(np.abs(claimed))

    return by_error(graphs, size)


@exercise.rejects(
    "You look for the gate that errs least; the faulty one is the one with the largest error.",
    read=ALONE,
)
def smallest_error(graphs):
    return by_error(graphs, lambda g: -worst(g))


@exercise.rejects(
    "Your function names the last gate of every graph, whatever it does: test the gates one by "
    "one.",
    read=ALONE,
)
def always_the_last_gate(graphs):
    return [graph["gates"][-1]["name"] for graph in graphs]


@exercise.rejects(
    "You return the kind of the faulty gate; there may be several of its kind, so its name is "
    "wanted."
)
def returns_kinds(graphs):
    return [culprit(graph)["kind"] for graph in graphs]


@exercise.rejects(
    "You return the place of the gate in the list; what is wanted is the name that stands in it."
)
def returns_places(graphs):
    return [graph["gates"].index(culprit(graph)) for graph in graphs]


@exercise.rejects("You return the whole gate with its functions; its name alone is wanted.")
def returns_gates(graphs):
    return [culprit(graph) for graph in graphs]


@exercise.rejects(
    "You return after the first graph; the list has to hold one name for each of the graphs, so "
    "put the return behind the loop."
)
def stops_after_the_first_graph(graphs):
    for graph in graphs:
        return [culprit(graph)["name"]]


@exercise.rejects(
    "Each name comes in a list of its own; as there is one faulty gate in each graph, a plain list "
    "of names is wanted."
)
def a_list_for_each_graph(graphs):
    return [[culprit(graph)["name"]] for graph in graphs]


@exercise.rejects(
    "For a single graph you return its name as a bare text; a list with one name is wanted then, "
    "too."
)
def bare_name_for_a_single_graph(graphs):
    names = [culprit(graph)["name"] for graph in graphs]
    return names if len(names) > 1 else names[0]


@exercise.rejects(
    "Your names are sorted, and nobody can tell any more which graph they belong to: keep the "
    "order of the graphs."
)
def sorts_the_names(graphs):
    return sorted(culprit(graph)["name"] for graph in graphs)


@exercise.rejects(
    "A name that was found once is not given a second time; each graph has gates of its own, so it "
    "may come again."
)
def each_name_only_once(graphs):
    names = []
    for graph in graphs:
        left = [gate for gate in graph["gates"] if gate["name"] not in names]
        names.append(max(left, key=worst)["name"])
    return names


@exercise.rejects(
    "You take gates out of the graph while you test them, and the caller's graph is broken "
    "afterwards: go through the list without changing it."
)
def takes_the_gates_out(graphs):
    names = []
    for graph in graphs:
        tested = []
        while graph["gates"]:
            tested.append(graph["gates"].pop(0))
        names.append(max(tested, key=worst)["name"])
    return names


@exercise.rejects(
    "Your own numbers replace those of the graph's point, which belongs to the caller: put them "
    "into a dict of your own."
)
def writes_into_the_point(graphs):
    for graph in graphs:
        for wire in graph["point"]:
            graph["point"][wire] = 0.7
    return [culprit(graph)["name"] for graph in graphs]
