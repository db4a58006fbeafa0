"""topological_sort(output_node): every node that the output needs, once, after its inputs."""

import inspect
from typing import Any

from autograder.checking import Answer, Case, Exercise
from autograder.checking.recorder import is_stand_in, unwrapped
from solutions_lib.backpropagation import topological_sort

exercise = Exercise(topological_sort, read="In which order?")

LEVELS = 'Why "level by level" fails'
DEPTH = "Finished, or on the way"
ONCE = "Nothing is done twice"

Wiring = dict[str, tuple[str, ...]]


# --- nodes ------------------------------------------------------------------


def _make_nodes(wiring: dict) -> dict:
    """The nodes of a graph by name, made in the order of the dict; wiring: name → inputs.

    This runs where the answer lives. A function may cross to where the checks are, so that
    a node can be called. Whoever reads the inputs of a graph for ever is stopped.
    """
    left = [1000 * len(wiring) + len(wiring) ** 2]  # no honest way needs as many

    class Node:
        _inputs = ()

        def __call__(self) -> None:
            pass

        @property
        def inputs(self) -> tuple:
            left[0] -= 1
            if left[0] < 0:
                raise RuntimeError("the inputs of the nodes were read again and again, without end")
            return self._inputs

        @inputs.setter
        def inputs(self, inputs: tuple) -> None:
            self._inputs = inputs

    nodes = {name: Node() for name in wiring}
    for name, inputs in wiring.items():
        nodes[name].inputs = tuple(nodes[source] for source in inputs)
    return nodes


def make_nodes(answer: Answer, wiring: Wiring) -> dict[str, Any]:
    """The nodes of a graph, in the process of the answer."""
    function = unwrapped(answer.topological_sort)
    if not is_stand_in(function):
        return _make_nodes(wiring)
    home = function._remote.home
    if not home.has(_make_nodes.__name__):
        home.run_cell(inspect.getsource(_make_nodes))
    return home.get(_make_nodes.__name__)(wiring)


# --- checks -----------------------------------------------------------------

GRAPHS: tuple[Wiring, ...] = (
    {"a": (), "b": ("a",), "c": ("a", "b")},
    {"a": (), "b": ("a",), "c": ("b", "a")},
    {"a": (), "b": ("a", "a")},
    {"a": ()},
    {"a": (), "b": (), "c": ("a", "b"), "d": ("c", "b"), "e": ("d", "a")},
    {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c")},
)


def draw(case: Case, n: int) -> Wiring:
    """A graph of n nodes; the last one needs all others, some of them on ways of all lengths."""
    names = [chr(ord("a") + k) for k in range(n)]
    wiring: Wiring = {}
    for k, name in enumerate(names):
        count = int(case.rng.integers(4)) if k > 1 else 0
        wiring[name] = tuple(names[int(i)] for i in case.rng.integers(k, size=count))
    used = {source for inputs in wiring.values() for source in inputs}
    wiring[names[-1]] += tuple(name for name in names[:-1] if name not in used)
    return wiring


def shuffled(case: Case, wiring: Wiring) -> Wiring:
    """The same graph, its nodes made in another order."""
    return {name: wiring[name] for name in case.rng.permutation(list(wiring)).tolist()}


def in_words(wiring: Wiring) -> str:
    """A graph as a sentence, if it is a small one."""
    if len(wiring) > 7:
        return f"The graph has {len(wiring)} nodes."
    needs = [f"{name} needs {' and '.join(inputs)}" for name, inputs in wiring.items() if inputs]
    return f"Here {', '.join(needs)}." if needs else "Here a has no inputs."


def call(answer: Answer, case: Case, wiring: Wiring, output: str, nodes: dict[str, Any]) -> Any:
    """What came back; an error is told with the graph."""
    try:
        return answer.topological_sort(nodes[output])
    except Exception as error:
        if not hasattr(error, "error"):  # the call is not to blame, or not done yet
            raise
        said = str(error).replace("output_node=a function", output)
        case.fail(said, in_words(wiring))


def order_of(answer: Answer, case: Case, wiring: Wiring, nodes: dict[str, Any]) -> list[str]:
    """The names of what came back, in order; the output is the last node of the wiring."""
    output = list(wiring)[-1]
    got = call(answer, case, wiring, output, nodes)
    order = names_in(case, got, nodes)
    if order is None:
        case.fail(f"`topological_sort({output})` did not return a list. {in_words(wiring)}")
    if "?" in order:
        case.fail(
            f"`topological_sort({output})` returned something that is no node of the graph. "
            f"{in_words(wiring)}"
        )
    return order


def names_in(case: Case, got: Any, nodes: dict[str, Any]) -> list[str] | None:
    """The names of the nodes in a list, "?" for what is none; None for what is no list.

    By these a known mistake is recognised: the nodes of a graph are made anew each time.
    """
    if not isinstance(got, tuple | list):
        case.means(f"no list but a {type(got).__name__}")
        return None
    names = {id(node): name for name, node in nodes.items()}
    order = [names.get(id(unwrapped(node)), "?") for node in got]
    case.means(order)
    return order


def orders(answer: Answer, case: Case) -> Any:
    """(graph, order), for graphs of all kinds."""
    for wiring in (draw(case, 7), *GRAPHS, draw(case, 12)):
        yield wiring, order_of(answer, case, wiring, make_nodes(answer, shuffled(case, wiring)))


def shown(order: list[str]) -> str:
    """An order, as long as it is short."""
    return ", ".join(order) if 0 < len(order) <= 12 else f"a list of {len(order)}"


@exercise.check("returns nodes of the graph")
def returns_nodes(answer: Answer, case: Case) -> None:
    for wiring in ({"a": ()}, draw(case, 5)):
        order_of(answer, case, wiring, make_nodes(answer, wiring))


@exercise.check("they come in a list", needs=[returns_nodes])
def returns_a_list(answer: Answer, case: Case) -> None:
    wiring: Wiring = {"a": (), "b": ("a",)}
    nodes = make_nodes(answer, wiring)
    got = answer.topological_sort(nodes["b"])
    names_in(case, got, nodes)
    said = f"`topological_sort(b)` returned a tuple; a list is wanted. {in_words(wiring)}"
    case.that(isinstance(got, list), said)


@exercise.check("every node is there, and once", weight=3, needs=[returns_nodes])
def every_node_once(answer: Answer, case: Case) -> None:
    for wiring, order in orders(answer, case):
        wrong = [name for name in wiring if order.count(name) != 1]
        what = "missing" if wrong and wrong[0] not in order else "there more than once"
        told = f"The node {''.join(wrong[:1])} is {what} in {shown(order)}. {in_words(wiring)}"
        case.small(len(wrong), told, tol=0.5)


@exercise.check("every node comes after its inputs", weight=5, needs=[returns_nodes])
def inputs_come_first(answer: Answer, case: Case) -> None:
    for wiring, order in orders(answer, case):
        place = {name: order.index(name) for name in order}
        early = [
            f"{name} comes before {source}"
            for name in order
            for source in wiring[name]
            if place.get(source, -1) > place[name]
        ]
        told = f"In {shown(order)} the node {''.join(early[:1])}. {in_words(wiring)}"
        case.small(len(early), told, tol=0.5)


@exercise.check("gives the same order at every call", needs=[returns_nodes])
def same_order_at_every_call(answer: Answer, case: Case) -> None:
    wiring: Wiring = {"a": (), "b": (), "c": (), "d": (), "e": (), "f": tuple("abcde")}
    copies = [make_nodes(answer, shuffled(case, wiring)) for _ in range(12)]
    first = order_of(answer, case, wiring, copies[0])
    case.means(sorted(first))  # whoever takes the nodes as they come may have any order
    for again, nodes in zip(("called again", *["for nodes made anew"] * 12), copies):
        order = order_of(answer, case, wiring, nodes)
        case.means(sorted(order))
        told = f"The order is {shown(first)}, and {again}, {shown(order)}. {in_words(wiring)}"
        case.small(float(order != first), told, tol=0.5)


@exercise.check("copes with a chain of 5,000 nodes", weight=2, needs=[returns_nodes])
def copes_with_a_long_chain(answer: Answer, case: Case) -> None:
    wiring: Wiring = {str(k): (str(k - 1),) if k else () for k in range(5000)}
    order = order_of(answer, case, wiring, make_nodes(answer, wiring))
    case.means(len(order))


@exercise.check("goes through each node once, not along every path", needs=[returns_nodes])
def goes_through_each_node_once(answer: Answer, case: Case) -> None:
    wiring: Wiring = {str(k): (str(k - 1), str(k - 1)) if k else () for k in range(31)}
    order_of(answer, case, wiring, make_nodes(answer, wiring))


@exercise.check("raises ValueError where there is a cycle", weight=3, needs=[returns_nodes])
def refuses_cycles(answer: Answer, case: Case) -> None:
    missed = []
    for wiring in (
        {"a": ("b",), "b": ("a",)},
        {"a": ("a",)},
        {"a": ("b",), "b": ("c",), "c": ("a",)},
        {"a": (), "b": ("a", "d"), "c": ("b",), "d": ("c", "a"), "e": ("a", "d")},
        {"a": ("b",), "b": ("a",), "c": (), "d": ("c", "b")},
        {"a": (), "b": (), "c": ("d", "a"), "d": ("c", "b")},
        {"a": (), "b": (), "c": ("a", "d"), "d": ("b", "c")},
    ):
        output = list(wiring)[-1]
        nodes = make_nodes(answer, shuffled(case, wiring))
        try:
            got = answer.topological_sort(nodes[output])
        except Exception as error:
            cause = getattr(error, "error", None)
            if cause is None or isinstance(cause, NotImplementedError):
                raise
            if isinstance(cause, ValueError):
                continue
            if not isinstance(cause, RecursionError):
                case.means("without end" if "without end" in str(error) else "another error")
            came = str(error).replace("output_node=a function", output).rstrip(".")
        else:
            names_in(case, got, nodes)
            came = f"`topological_sort({output})` raised nothing"
        missed.append(f"{came}; ValueError is wanted. {in_words(wiring)}")
    if missed:
        case.fail(min(missed, key=len))


# --- right answers ----------------------------------------------------------


@exercise.accepts
def a_list_of_open_nodes(output_node):
    order, finished, on_the_way = [], set(), set()
    stack = [output_node]
    while stack:
        node = stack[-1]
        if node in finished:
            stack.pop()
            continue
        on_the_way.add(node)
        new = [source for source in node.inputs if source not in finished]
        if not new:
            finished.add(node)
            order.append(node)
        elif new[0] in on_the_way:
            raise ValueError("cycle")
        else:
            stack.append(new[0])
    return order


@exercise.accepts
def colours(output_node):
    colour = {}
    order = []
    stack = [(output_node, "enter")]
    while stack:
        node, what = stack.pop()
        if what == "leave":
            colour[id(node)] = "black"
            order.append(node)
        elif colour.get(id(node)) == "grey":
            raise ValueError("the graph has a cycle")
        elif id(node) not in colour:
            colour[id(node)] = "grey"
            stack.append((node, "leave"))
            for source in node.inputs:
                stack.append((source, "enter"))
    return order


@exercise.accepts
def leaves_first(output_node):
    """Counts what each node still waits for, and begins with those that wait for nothing."""
    nodes = [output_node]
    known = {output_node}
    users = {output_node: []}
    for node in nodes:
        for source in node.inputs:
            if source not in known:
                known.add(source)
                nodes.append(source)
                users[source] = []
            users[source].append(node)
    waits_for = {node: len(node.inputs) for node in nodes}
    order = [node for node in nodes if waits_for[node] == 0]
    for node in order:
        for user in users[node]:
            waits_for[user] -= 1
            if waits_for[user] == 0:
                order.append(user)
    if len(order) < len(nodes):
        raise ValueError("not every node could be placed")
    return order


@exercise.accepts
def output_first_then_reversed(output_node):
    """Takes a node when all that use it have been taken."""
    uses = {output_node: 0}
    open_nodes = [output_node]
    while open_nodes:
        for source in open_nodes.pop().inputs:
            if source not in uses:
                uses[source] = 0
                open_nodes.append(source)
            uses[source] += 1
    order = []
    free = [output_node] if uses[output_node] == 0 else []
    while free:
        node = free.pop()
        order.append(node)
        for source in node.inputs:
            uses[source] -= 1
            if uses[source] == 0:
                free.append(source)
    if len(order) != len(uses):
        raise ValueError(f"{len(uses) - len(order)} nodes stand in a cycle")
    order.reverse()
    return order


@exercise.accepts
def calls_that_wait_in_a_list(output_node):
    order, state = [], {}

    def visit(node):
        if state.get(node) == "open":
            raise ValueError("cycle")
        if node in state:
            return
        state[node] = "open"
        for source in node.inputs:
            yield visit(source)
        state[node] = "done"
        order.append(node)

    calls = [visit(output_node)]
    while calls:
        try:
            calls.append(next(calls[-1]))
        except StopIteration:
            calls.pop()
    return order


@exercise.accepts
def counts_how_far_it_has_come(output_node):
    order = []
    seen = {}
    path = [output_node]
    while path:
        node = path[-1]
        k = seen.setdefault(node, 0)
        if k == len(node.inputs):
            order.append(path.pop())
            seen[node] = -1
            continue
        seen[node] = k + 1
        source = node.inputs[k]
        if source not in seen:
            path.append(source)
        elif seen[source] != -1:
            raise ValueError("a node needs itself")
    return order


exercise.equivalent("on_the_way.remove(id(node))", "what is finished is not looked at again")


# --- wrong answers ----------------------------------------------------------


def finish(node, order, on_the_way):
    """Depth first, right for all graphs that are not deep."""
    if node in order:
        return
    if node in on_the_way:
        raise ValueError("cycle")
    for source in node.inputs:
        finish(source, order, [*on_the_way, node])
    order.append(node)


def sort(node):
    """Right for all graphs, without a function that calls itself."""
    order, states = [], {}
    stack = [(node, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            states[node] = "done"
            order.append(node)
        elif states.get(node) == "open":
            raise ValueError("cycle")
        elif node not in states:
            states[node] = "open"
            stack.append((node, True))
            stack.extend((source, False) for source in node.inputs[::-1])
    return order


def reached(node):
    """All nodes, level by level, each where it is met first."""
    found, met = [node], {node}
    for node in found:
        for source in node.inputs:
            if source not in met:
                met.add(source)
                found.append(source)
    return found


@exercise.rejects(
    "You list the nodes level by level and turn the list round. A node that is reached on a short "
    "way and on a long one is written down too early: finish its inputs first.",
    read=LEVELS,
)
def level_by_level(output_node):
    sort(output_node)
    return reached(output_node)[::-1]


@exercise.rejects(
    "You write a node down when you meet it, and not when all its inputs are finished; turning "
    "the list round does not mend that.",
    read=DEPTH,
)
def writes_down_on_arrival(output_node):
    sort(output_node)
    order, stack = {}, [output_node]
    while stack:
        node = stack.pop()
        if node not in order:
            order[node] = None
            stack.extend(node.inputs)
    return list(order)[::-1]


@exercise.rejects(
    "Your order is that of the way back: the output stands in front, and every node before its "
    "inputs. Return it the other way round."
)
def output_stands_in_front(output_node):
    return sort(output_node)[::-1]


@exercise.rejects(
    "A function that calls itself for each input goes as deep as the graph, and Python stops at "
    "about a thousand calls: keep the open nodes in a list of your own.",
    read=DEPTH,
)
def calls_itself(output_node):
    order = []
    finish(output_node, order, [])
    return order


@exercise.rejects(
    "Leaves are nodes too: one without inputs belongs into the list, in front of all that need it."
)
def leaves_are_missing(output_node):
    return [node for node in sort(output_node) if node.inputs] or [output_node]


@exercise.rejects(
    "The output itself is missing from your list; it is a node as well, and comes last."
)
def output_is_missing(output_node):
    return sort(output_node)[:-1]


@exercise.rejects(
    "You add a node once for every node that needs it; look whether it is finished already, and "
    "pass by.",
    read=DEPTH,
)
def shared_nodes_stand_there_twice(output_node):
    again = [source for node in sort(output_node) for source in dict.fromkeys(node.inputs)]
    return [*sorted(again, key=sort(output_node).index), output_node]


@exercise.rejects(
    "A node whose input occurs twice, as in x · x, gets that input into the list twice; ask for "
    "each input whether it is finished, one after the other.",
    read=DEPTH,
)
def an_input_used_twice_is_listed_twice(output_node):
    order = []
    for node in sort(output_node):
        twice = node.inputs[1:] and len(set(node.inputs)) == 1
        order += [node.inputs[0], node] if twice else [node]
    return order


@exercise.rejects(
    "Your search follows the first input only, so everything behind the other inputs is missing."
)
def follows_the_first_input(output_node):
    sort(output_node)
    order = [output_node]
    while order[-1].inputs:
        order.append(order[-1].inputs[0])
    return order[::-1]


@exercise.rejects(
    "You look at the inputs of the output and stop there; go on with their inputs, until nothing "
    "new is found."
)
def looks_one_level_deep(output_node):
    sort(output_node)
    return list(dict.fromkeys([*output_node.inputs, output_node]))


@exercise.rejects(
    "A Python set has no fixed order: nodes that are taken out of it come differently each time. "
    "Use a set only to ask whether a node is in it."
)
def takes_nodes_out_of_a_set(output_node):
    order = sort(output_node)
    leaves = {node for node in order if not node.inputs}
    return [*leaves, *(node for node in order if node.inputs)]


@exercise.rejects(
    "You leave a mark in the nodes themselves, and it is still there at the next call, which finds "
    "everything finished: keep the marks in a set of your own."
)
def marks_stay_in_the_nodes(output_node):
    order = []
    for node in sort(output_node):
        if not hasattr(node, "finished"):
            node.finished = True
            order.append(node)
    return order


@exercise.rejects(
    "Each way to a node is gone anew, and with every level of the graph there may be twice as "
    "many: stop where you meet a finished node.",
    read=ONCE,
)
def goes_along_every_path(output_node):
    paths = [(output_node, ())]
    met = []
    while paths:
        node, way = paths.pop()
        if node in way:
            raise ValueError("cycle")
        met.append(node)
        paths += [(source, (*way, node)) for source in node.inputs]
    return sort(output_node)


@exercise.rejects(
    "A cycle leads your search round and round without an end; if an input is still on the way, "
    "raise ValueError.",
    read=DEPTH,
)
def goes_round_for_ever(output_node):
    order, stack = [], [output_node]
    finished = set()
    while stack:
        node = stack[-1]
        new = [source for source in node.inputs if source not in finished]
        if new:
            stack.append(new[0])
        else:
            stack.pop()
            if node not in finished:
                finished.add(node)
                order.append(node)
    return order


@exercise.rejects(
    "Your search marks a node when it is met and never asks whether it is still on the way, so a "
    "cycle goes unnoticed and some order comes back.",
    read=DEPTH,
)
def passes_cycles_by(output_node):
    order, met = [], {output_node}
    stack = [(output_node, iter(output_node.inputs))]
    while stack:
        node, inputs = stack[-1]
        source = next((source for source in inputs if source not in met), None)
        if source is None:
            stack.pop()
            order.append(node)
        else:
            met.add(source)
            stack.append((source, iter(source.inputs)))
    return order


@exercise.rejects(
    "You notice a node that is its own input, but a cycle may be longer than that: any node that "
    "is still on the way closes one.",
    read=DEPTH,
)
def sees_only_the_shortest_cycle(output_node):
    nodes = reached(output_node)
    if any(node in node.inputs for node in nodes):
        raise ValueError("cycle")
    return passes_cycles_by_too(output_node)


def passes_cycles_by_too(node):
    """Some order, for graphs with cycles too."""
    order, met = [], {node}
    stack = [(node, iter(node.inputs))]
    while stack:
        node, inputs = stack[-1]
        source = next((source for source in inputs if source not in met), None)
        if source is None:
            stack.pop()
            order.append(node)
        else:
            met.add(source)
            stack.append((source, iter(source.inputs)))
    return order


@exercise.rejects(
    "You look for a way that leads back to the output, but a cycle may lie behind it: every node "
    "that is still on the way counts.",
    read=DEPTH,
)
def sees_only_cycles_through_the_output(output_node):
    if any(output_node in node.inputs for node in reached(output_node)):
        raise ValueError("cycle")
    return passes_cycles_by_too(output_node)


@exercise.rejects(
    "Not every node that you meet again closes a cycle: two nodes may need the same one. Only "
    "one that is still on the way does.",
    read=DEPTH,
)
def takes_shared_nodes_for_cycles(output_node):
    order, met = [], set()
    stack = [(output_node, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            order.append(node)
            continue
        if node in met:
            raise ValueError("cycle")
        met.add(node)
        stack.append((node, True))
        stack.extend((source, False) for source in node.inputs)
    return order


@exercise.rejects(
    "You notice the cycle, but return None; the caller would go on computing with it, so raise "
    "ValueError."
)
def returns_none_for_a_cycle(output_node):
    try:
        return sort(output_node)
    except ValueError:
        return None


@exercise.rejects(
    "You notice the cycle, but the error is of another kind than the ValueError that is asked for."
)
def raises_another_error(output_node):
    try:
        return sort(output_node)
    except ValueError:
        raise RuntimeError("cycle")


@exercise.rejects("The nodes are right, but they come in a tuple; the order is wanted as a list.")
def returns_a_tuple(output_node):
    return tuple(sort(output_node))


@exercise.rejects(
    "You return a dict from a node to its place; the list of the nodes themselves is wanted, in "
    "order."
)
def returns_places(output_node):
    return {node: place for place, node in enumerate(sort(output_node))}


@exercise.rejects(
    "Your list holds the inputs of each node in place of the nodes themselves, so it is a list of "
    "tuples."
)
def returns_the_inputs(output_node):
    return [node.inputs for node in sort(output_node)]


@exercise.rejects(
    "Sorting by the number of inputs puts leaves in front and says nothing about the rest: what "
    "counts is which node needs which."
)
def sorts_by_the_number_of_inputs(output_node):
    return sorted(sort(output_node)[::-1], key=lambda node: len(node.inputs))
