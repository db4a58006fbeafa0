"""Code that does not end, or ends the process, costs its own cell or call and nothing else."""

from __future__ import annotations

import contextlib
import os
import time
from typing import Any

import pytest

from autograder.isolation.failures import Died, RemoteError, StudentStopped, TimedOut
from autograder.isolation.process import StudentProcess

from .conftest import Start

STUBBORN = "import time\nwhile True:\n    try: time.sleep(0.01)\n    except BaseException: pass"


def test_an_endless_loop_is_stopped_and_the_names_stay(start: Start) -> None:
    student = start(cell_seconds=0.5)
    student.run_cell("x = 1")
    run = student.run_cell("x = 2\nprint('begun')\nwhile True: pass")
    assert run.error is not None
    assert run.error.name == "TimedOut"
    assert run.error.message == "it took longer than 0.5 s and was stopped"
    assert run.outputs[0]["text"] == "begun\n"
    assert student.get("x") == 2
    assert student.restarts == 0


def test_a_loop_that_swallows_everything_costs_only_its_cell(start: Start) -> None:
    student = start(cell_seconds=0.5)
    student.run_cell("x = 1")
    run = student.run_cell(f"x = 2\n{STUBBORN}")
    assert run.error is not None
    assert run.error.name == "TimedOut"
    assert 1.4 < run.seconds < 4
    assert student.get("x") == 1
    assert student.restarts == 1


def test_a_function_that_hung_is_not_called_again_until_it_is_defined_anew(start: Start) -> None:
    student = start(call_seconds=0.4)
    student.run_cell("def soft(n):\n    while n: pass\n    return n\ndef fine(): return 1")
    soft: Any = student.get("soft")
    with pytest.raises(TimedOut):
        soft(1)
    began = time.monotonic()
    with pytest.raises(TimedOut, match=r"0.4 s"):
        soft(0)
    with pytest.raises(TimedOut):
        student.get("soft")(0)  # type: ignore[operator]
    assert time.monotonic() - began < 0.2
    student.run_cell("unrelated = 1")
    with pytest.raises(TimedOut):
        soft(0)
    student.run_cell("def soft(n): return n + 1")
    assert student.get("soft")(1) == 2  # type: ignore[operator]
    assert student.get("fine")() == 1  # type: ignore[operator]


def test_a_function_that_kills_the_process_is_remembered_after_the_restart(start: Start) -> None:
    student = start()
    student.run_cell("import os\ndef bad(): os.abort()\ndef good(): return 5")
    good: Any = student.get("good")
    bad: Any = student.get("bad")
    with pytest.raises(Died, match="SIGABRT") as caught:
        bad()
    assert (caught.value.reason, caught.value.fatal) == ("signal", False)
    assert good() == 5
    with pytest.raises(Died, match="SIGABRT"):
        bad()
    student.run_cell("y = 1")
    with pytest.raises(Died):
        bad()
    assert student.restarts == 1
    student.run_cell("def bad(): return 'mended'")
    assert student.get("bad")() == "mended"  # type: ignore[operator]


@pytest.mark.parametrize(
    ("source", "name", "message"),
    [
        ("import os; os.abort()", "Died", "SIGABRT"),
        ("import os; os._exit(0)", "Died", "ended the Python process itself"),
        ("import os; os._exit(81)", "Died", "ended the Python process itself"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "Died", "SIGKILL"),
        ("import ctypes; ctypes.string_at(0)", "Died", "SIGSEGV"),
    ],
)
def test_a_cell_that_ends_the_process_is_told_apart(
    start: Start, source: str, name: str, message: str
) -> None:
    student = start()
    student.run_cell("x = 1")
    run = student.run_cell(source)
    assert run.error is not None
    assert run.error.name == name
    assert message in run.error.message
    assert student.get("x") == 1


def test_cells_are_run_again_in_order_but_not_those_to_be_forgotten(start: Start) -> None:
    student = start()
    student.run_cell("log = ['a']")
    student.run_cell("log.append('b'); 1 / 0")
    student.run_cell("log.append('forgotten')", remember=False)
    student.run_cell("import os; os._exit(1)")
    student.run_cell("log.append('c')")
    assert student.get("log") == ["a", "b", "c"]


def test_an_object_of_the_former_process_is_lost_and_says_so(start: Start) -> None:
    student = start(classes=["Box"])
    student.run_cell("import os\nclass Box:\n    x = 1\ndef leave(): os._exit(1)\nkept = Box()")
    Box: Any = student.get("Box")
    kept: Any = student.get("kept")
    box = Box()
    held = student.hold([1])
    with pytest.raises(Died):
        student.get("leave")()  # type: ignore[operator]
    with pytest.raises(StudentStopped, match="lost") as caught:
        _ = box.x
    assert caught.value.reason == "lost"
    with pytest.raises(StudentStopped, match="lost"):
        held.read()
    assert kept.x == 1
    assert Box().x == 1


def test_after_too_many_restarts_nothing_runs_any_more(start: Start) -> None:
    student = start(restarts=1)
    for _ in range(2):
        run = student.run_cell("import os; os._exit(1)")
        assert run.error is not None
    with pytest.raises(StudentStopped) as caught:
        student.run_cell("1")
    assert caught.value.fatal
    with pytest.raises(StudentStopped, match="stopped the Python process 2 times"):
        student.get("x")


def test_memory_of_one_array_is_a_memory_error(start: Start) -> None:
    student = start(memory_mb=300)
    run = student.run_cell("import numpy as np\nnp.ones(10**9)")
    assert run.error is not None
    assert "MemoryError" in run.error.name
    assert student.restarts == 0


def test_memory_of_the_whole_sandbox_is_bounded(start: Start) -> None:
    student = start(memory_mb=300)
    run = student.run_cell(
        "import os, time\nfor _ in range(8):\n"
        "    if os.fork() == 0:\n        x = bytearray(os.urandom(1)) * (100 * 2**20)\n"
        "        time.sleep(20)\ntime.sleep(20)"
    )
    assert run.error is not None
    assert "more than 300 MB of memory" in run.error.message
    assert run.seconds < 10


def test_a_fork_bomb_is_stopped(start: Start) -> None:
    # Bounded by itself as well: should the sandbox fail, this makes 2**9 processes for 3 s.
    student = start(processes=20)
    run = student.run_cell(
        "import os, time\nfor _ in range(9):\n"
        "    try: os.fork()\n    except OSError: pass\ntime.sleep(3)"
    )
    assert run.error is not None
    assert "more than 20 processes" in run.error.message


def test_a_bomb_between_two_requests_is_stopped_as_well(start: Start) -> None:
    student = start(processes=20)
    student.run_cell(
        "import subprocess, threading, time\ndef bomb():\n    time.sleep(0.1)\n"
        "    for _ in range(40): subprocess.Popen(['sleep', '30'])\n"
        "threading.Thread(target=bomb).start()"
    )
    time.sleep(1.0)
    with pytest.raises(Died, match="more than 20 processes"):
        student.get("bomb")


def test_files_and_open_files_are_bounded(start: Start) -> None:
    student = start(scratch_mb=2)
    for place in ("big", "/tmp/big", "/dev/shm/big"):
        run = student.run_cell(f"with open({place!r}, 'wb') as f: f.write(bytes(3 * 2**20))")
        assert run.error is not None
        assert run.error.name == "OSError"
    run = student.run_cell("files = [open('/dev/null') for _ in range(1000)]")
    assert run.error is not None
    assert "Too many open files" in run.error.message


SPEAK = """
import json, os, struct
def channel():
    for fd in range(3, 30):
        try: target = os.readlink(f"/proc/self/fd/{fd}")
        except OSError: continue
        if target.startswith("pipe:"):
            with open(f"/proc/self/fdinfo/{fd}") as info:
                flags = dict(line.split(":") for line in info)["flags"]
            if int(flags, 8) & os.O_WRONLY: yield fd
def say(data):
    for fd in channel(): os.write(fd, data)
def frame(message):
    text = json.dumps(message).encode()
    return struct.pack("!QI", len(text), len(text)) + text
"""


@pytest.mark.parametrize(
    "speech",
    [
        "b'garbage' * 100",
        "struct.pack('!QI', 2**60, 5)",
        "frame({'d': [['id', 'x'], ['value', 1]]})",
        "frame([1])",
    ],
)
def test_a_student_who_speaks_on_the_channel_is_stopped(start: Start, speech: str) -> None:
    student = start()
    run = student.run_cell(f"{SPEAK}\nlen(list(channel()))")
    assert run.value == 1
    run = student.run_cell(f"say({speech})")
    assert run.error is not None
    assert run.error.name == "ProtocolBroken"
    assert student.run_cell("1").value == 1


EVIL = """
import gc
import numpy as np
S = [o for o in gc.get_objects() if type(o).__name__ == "Student"][0]
honest, pairs = S._encode, np.array(["a", "b"])
"""


@pytest.mark.parametrize(
    "lie",
    [
        "{'id': pairs}",
        "{'callback': 99, 'args': (), 'kwargs': {}}",
        "{'callback': pairs}",
        "{'outputs': [{'output_type': pairs, 'name': pairs}], 'error': pairs, 'unplain': pairs}",
        "{'outputs': [{'output_type': 'stream', 'name': pairs, 'text': pairs}, pairs]}",
        "{'outputs': pairs, 'value': pairs, 'kind': pairs, 'count': pairs, 'missing': pairs}",
        "{'error': {'name': pairs, 'message': 3, 'traceback': [1]}, 'stopped': pairs}",
        "{'raised': pairs, 'changed': [pairs], 'shared': pairs, 'printed': pairs}",
        "{'changed': [pairs, 0], 'shared': pairs, 'printed': pairs, 'done': pairs}",
    ],
)
def test_lies_in_the_right_form_never_break_the_trusted_side(start: Start, lie: str) -> None:
    student = start(restarts=20)
    student.run_cell("def f(x): return x")
    f: Any = student.get("f")
    lying = f"{EVIL}\nS._encode = lambda m: honest({{**m, **{lie}}})"
    attempts = [
        lambda: student.run_cell("1", remember=False),
        lambda: student.get("f"),
        lambda: f.report_call(1),
        lambda: student.hold(1),
    ]
    student.run_cell(lying, remember=False)
    for attempt in attempts:
        with contextlib.suppress(RemoteError, NameError):
            attempt()
        if student.restarts and attempt is attempts[0]:
            student.run_cell(lying, remember=False)


def test_a_student_who_closes_the_channel_is_stopped(start: Start) -> None:
    student = start(cell_seconds=0.5)
    run = student.run_cell("import os, time\nos.closerange(3, 200)\ntime.sleep(30)")
    assert run.error is not None
    assert run.error.name in ("ProtocolBroken", "Died")
    assert run.seconds < 4


def test_a_closed_process_runs_nothing_and_closes_twice(start: Start) -> None:
    student = start()
    student.run_cell("1")
    student.close()
    student.close()
    with pytest.raises(RuntimeError, match="closed"):
        student.run_cell("1")


def test_an_interrupt_in_a_callback_ends_the_process(start: Start) -> None:
    student = start()
    student.run_cell("def call(f): return f()")

    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        student.get("call")(interrupted)  # type: ignore[operator]
    assert student.run_cell("1").value == 1
    assert student.restarts == 1


def test_the_grader_may_fork_while_a_student_process_runs(sandbox: Any) -> None:
    with StudentProcess(sandbox) as student:
        student.run_cell("x = 1")
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)
        assert student.get("x") == 1


# Memory -----------------------------------------------------------------------------------

TAKES = "x = bytearray(200 * 2**20); y = len(x)"
MEGABYTE = 2**20


def test_the_memory_of_the_largest_process_is_known_at_the_end(start: Start) -> None:
    small, large = start(), start()
    small.run_cell("x = 1")
    large.run_cell(f"{TAKES}\ndel x")
    small.close()
    large.close()
    assert 10 * MEGABYTE < small.memory < 200 * MEGABYTE
    assert small.memory + 150 * MEGABYTE < large.memory < small.memory + 250 * MEGABYTE


def test_the_memory_of_an_earlier_life_counts(start: Start) -> None:
    student = start(cell_seconds=0.5)
    student.run_cell(TAKES)
    student.run_cell(STUBBORN)  # ended from outside
    student.run_cell("z = 1")
    assert student.restarts == 1
    student.close()
    assert student.memory > 200 * MEGABYTE


def test_who_took_too_much_had_as_much_as_there_may_be(start: Start) -> None:
    student = start(memory_mb=300)
    run = student.run_cell("import time\nx = [bytearray(2**20) for _ in range(700)]\ntime.sleep(9)")
    assert run.error is not None
    student.close()
    assert student.memory >= 290 * MEGABYTE


def test_the_memory_of_a_process_that_was_never_started_is_not_known(start: Start) -> None:
    student = start()
    student.close()
    assert student.memory == 0
