"""A class on the workers of a scheduler: the same marks, whoever is lost on the way."""

import json
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import Executor, Future
from dataclasses import replace
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.cli.progress import Bar, Events, Lines
from autograder.errors import AutograderError, UsageError
from autograder.grading import cluster, worker
from autograder.grading.batch import _task, grade_class, load_assignment, local_processes
from autograder.grading.engine import engine
from autograder.grading.executors import Pool
from autograder.grading.gradebook import Gradebook
from autograder.grading.journal import Journal
from autograder.grading.submission import grade_submission
from autograder.isolation.sandbox import Sandbox
from autograder.isolation.watchdog import family

from .asked import dies, fails, tells
from .courses import NAME, QUICK, Course, Inline, alive, answer, answered, by_hand, check

HERE = Pool(Inline(), 1)
CELLS = [
    answer("nap", "import time\ntime.sleep(0)"),
    answer("f", "def f(x):\n    return x + 1"),
    check("test_f", "assert f(1) == 2", 3),
    by_hand("essay", "Because.", "markdown", 2),
]
WRONG = {"f": "def f(x):\n    return x"}
SLEEPS = {"nap": "import time\ntime.sleep(1)"}
SLEEPS_LONG = {"nap": "import time\ntime.sleep(6)"}
STUDENTS = {
    **{"ada": {}, "bob": WRONG, "cyd": SLEEPS, "dan": SLEEPS | WRONG},
    **{"eli": {}, "fay": WRONG, "gus": None},
}
# They end with the test, even if it is killed.
PROGRAM = """\
import sys
import autograder
from autograder.isolation import joining
joining.end_with_parent()
autograder.__version__ = {version!r}
from dask.cli import run_cli
run_cli()
"""
QUIET = ("--no-dashboard", "--dashboard-address", "127.0.0.1:0", "--host", "127.0.0.1")


def start(*arguments, version=None):
    """One of dask's commands, as a process."""
    from autograder import __version__

    program = PROGRAM.format(version=version or __version__)
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)], stderr=subprocess.DEVNULL
    )


def end(process):
    process.kill()
    process.wait()


def eventually(condition, seconds=30):
    limit = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < limit
        time.sleep(0.05)
    return found


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Of a scheduler, which has no workers yet."""
    file = tmp_path_factory.mktemp("scheduler") / "scheduler.json"
    process = start("scheduler", "--port", 0, "--scheduler-file", file, *QUIET)
    try:
        eventually(lambda: process.poll() is None and file.exists() and file.stat().st_size)
        yield json.loads(file.read_text())["address"]
    finally:
        end(process)


@pytest.fixture
def workers(address, tmp_path):
    """Starts workers, all at the same time, and waits until the scheduler knows them."""
    from distributed import Client

    processes = []

    def start_all(*options, **more):
        started = []
        for number, option in enumerate(options):
            own = ("--nthreads", 1, "--local-directory", tmp_path / f"dask-{number}", *option)
            started.append(start("worker", address, *own, *QUIET, **more))
        processes.extend(started)
        with Client(address, set_as_default=False) as client:
            eventually(lambda: len(client.nthreads()) == len(processes))
        return started

    yield start_all
    for process in processes:
        end(process)
    with Client(address, set_as_default=False) as client:
        eventually(lambda: not client.nthreads())


@pytest.fixture(scope="module")
def prepared(sandbox, tmp_path_factory):
    """A course and its assignment."""
    course = Course(tmp_path_factory.mktemp("cluster") / "course")
    course.add(CELLS)
    hand_in(course)
    return course, load_assignment(course.opened, NAME, sandbox, QUICK, HERE)


@pytest.fixture
def course(prepared):
    """The course, not graded."""
    course = prepared[0]
    for path in course.root.glob("autograded/*/*/*"):
        path.unlink()
    (course.root / "gradebook.db").unlink(missing_ok=True)
    return course


@pytest.fixture
def graded_here(course, assignment, sandbox):
    """The marks and the journal that this machine's own processes make."""
    run(course, assignment, sandbox, local_processes(1))
    made = marks(course), kept(course)
    for student in STUDENTS:
        (course.root / "autograded" / student / NAME / "results.json").unlink()
    (course.root / "gradebook.db").unlink()
    return made


@pytest.fixture
def assignment(prepared):
    return prepared[1]


def hand_in(course):
    for student, answers in STUDENTS.items():
        contents = "no notebook" if answers is None else answered(CELLS, answers)
        course.hand_in(student, contents)


def run(course, assignment, sandbox, pool, done=lambda one: None):
    with pool as ready:
        return grade_class(course.opened, assignment, sandbox, QUICK, ready, done=done)


def marks(course):
    with Gradebook(course.opened) as gradebook:
        return gradebook.marks(NAME)


def kept(course):
    """What is in the journal, and does not depend on the time that it took."""
    results = Journal(course.opened, NAME).results()
    return {result.student: replace(result, seconds=0.0, memory=0) for result in results}


# On a scheduler ---------------------------------------------------------------------------


@pytest.mark.slow
def test_a_worker_that_is_killed_in_the_middle_changes_no_mark(
    workers, address, course, assignment, sandbox, graded_here
):
    lost, _ = workers(["--no-nanny"], ["--nthreads", 2])
    (other,) = workers(["--no-nanny"], version="0.0")
    notes, graders = [], []

    def kill():
        # a grader, its fork server, a judge, a watcher, a sandbox with its processes
        eventually(lambda: len(family(lost.pid)[1:]) > 6)
        graders.extend(family(lost.pid)[1:])
        lost.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    run(course, assignment, sandbox, cluster.scheduler(address, assignment, sandbox, notes.append))
    killer.join()
    assert (marks(course), kept(course)) == graded_here
    assert lost.wait() == -signal.SIGKILL
    eventually(lambda: graders and not any(map(alive, graders)), 5)
    assert other.poll() is None
    assert len(notes) == 1
    assert "has autograder 0.0 (sources " in notes[0]
    assert "It is left out" in notes[0]


@pytest.mark.slow
def test_when_all_workers_are_lost_what_was_graded_is_kept(
    workers, address, course, assignment, sandbox, monkeypatch
):
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    (only,) = workers(["--no-nanny"])
    done = []

    def kill(one):
        done.append(one.result.student)
        only.kill()

    pool = cluster.scheduler(address, assignment, sandbox, done.append)
    with pytest.raises(AutograderError, match=r"All workers of tcp://\S+ were lost; grade again"):
        run(course, assignment, sandbox, pool, kill)
    assert 0 < len(done) < len(STUDENTS)
    assert list(kept(course)) == sorted(done)


@pytest.mark.slow
def test_ctrl_c_says_how_to_go_on_and_stops_what_the_workers_do(workers, address, course):
    from distributed import Client

    (process,) = workers(["--no-nanny"])
    for student in ("eli", "fay"):
        course.hand_in(student, answered(CELLS, SLEEPS_LONG))
    program = "from autograder.cli import main; main()"
    arguments = ["grade", NAME, "--course", course.root, "--scheduler", address]
    arguments += [f"--student={student}" for student in ("ada", "eli", "fay")]
    head = subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        first = course.root / "autograded" / "ada" / NAME / "results.json"
        eventually(lambda: first.exists() or head.poll() is not None)
        eventually(lambda: len(family(process.pid)[1:]) > 6)
        os.killpg(head.pid, signal.SIGINT)
        begin = time.monotonic()
        out, err = head.communicate(timeout=20)
        assert time.monotonic() - begin < 5  # two, on a machine that has nothing else to do
    finally:
        end(head)
        hand_in(course)
    last = err.splitlines()[-1]
    assert last == "autograder: stopped; give the same command again, and it goes on from here."
    assert [line for line in err.splitlines()[:-1] if line and "Grading ps1: " not in line] == []
    assert (head.returncode, out) == (130, "")
    eventually(lambda: not family(process.pid)[1:], 4)
    with Client(address, set_as_default=False) as client:
        assert client.processing() == dict.fromkeys(client.nthreads(), ())


@pytest.mark.slow
def test_a_scheduler_without_workers_is_one_sentence(address, assignment, sandbox):
    pool = cluster.scheduler(address, assignment, sandbox, print)
    with pytest.raises(UsageError, match=f"no workers; start some.*`dask worker {address}`"), pool:
        pytest.fail("there is nobody to grade")


# Without one ------------------------------------------------------------------------------


@pytest.mark.parametrize("listens", [False, True])
def test_an_address_that_no_scheduler_answers_is_one_sentence(
    listens, assignment, sandbox, monkeypatch
):
    monkeypatch.setattr(cluster, "ANSWER", 0.5)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        if listens:
            other.listen()
        address = f"127.0.0.1:{other.getsockname()[1]}"
        pool = cluster.scheduler(address, assignment, sandbox, print)
        begin = time.monotonic()
        with pytest.raises(UsageError, match=f"No scheduler answers at {address}; "), pool:
            pytest.fail("nobody is there")
    assert time.monotonic() - begin < 10


@pytest.mark.parametrize("address", ["", "nonsense", "foo://127.0.0.1:1", __file__])
def test_what_is_no_address_is_one_sentence(address, assignment, sandbox):
    pool = cluster.scheduler(address, assignment, sandbox, print)
    with pytest.raises(UsageError, match="No scheduler answers at"), pool:
        pytest.fail("nobody is there")


def test_a_missing_package_is_one_sentence_that_says_what_to_install(
    assignment, sandbox, monkeypatch
):
    monkeypatch.setitem(sys.modules, "distributed", None)
    pool = cluster.scheduler("tcp://127.0.0.1:1", assignment, sandbox, print)
    with pytest.raises(UsageError, match="`pip install distributed`"), pool:
        pytest.fail("it is not there")


def test_workers_are_counted_here_or_there_not_both(course):
    command = ["grade", NAME, "--course", str(course.root), "--scheduler", "x", "--workers", "2"]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert "give one of the two" in result.stderr


@pytest.mark.parametrize(
    ("watching", "said"),
    [
        (Lines, "Note: The worker [b] is left out.\n"),
        (Bar, "Note: The worker [b] is left out.\n"),
        (Events, '{"event": "note", "sentence": "The worker [b] is left out."}\n'),
    ],
)
def test_a_note_is_told_at_once(watching, said, capsys):
    with watching() as told:
        told.note("The worker [b] is left out.")
        out, err = capsys.readouterr()
        assert said in out + err


def test_a_submission_that_ends_worker_after_worker_is_named(assignment, sandbox, monkeypatch):
    from distributed import KilledWorker

    ended = SimpleNamespace(students={"grade-1": "eve"}, ask_all=list, close=list, threads=1)
    monkeypatch.setattr(cluster, "_connect", lambda address: None)
    monkeypatch.setattr(cluster, "_Workers", lambda *arguments: ended)
    words = "^4 workers were lost, .* the submission of eve;"
    pool = cluster.scheduler("tcp://there", assignment, sandbox, print)
    with pytest.raises(AutograderError, match=words), pool:
        raise KilledWorker("grade-1", None, 3)


# What a worker lacks ----------------------------------------------------------------------


@pytest.fixture
def needs(assignment, sandbox):
    return worker.Needs(engine(), assignment.files, assignment.files_version, sandbox)


def test_a_worker_like_this_machine_lacks_nothing(needs):
    assert worker.lacks(needs) == ""


@pytest.mark.parametrize("name", ["autograder", "Python", "NumPy"])
def test_a_worker_with_another_engine_says_which(needs, name):
    other = replace(needs, engine=needs.engine | {name: "0.1"})
    words = f"it has {name} {needs.engine[name]}, and this machine 0.1"
    assert worker.lacks(other) == words


def test_a_worker_that_does_not_see_the_assignment_says_so(needs, tmp_path):
    (name, *_) = needs.files
    unseen = replace(needs, files={**needs.files, name: tmp_path / "nothing"})
    assert f"it has no {tmp_path}/nothing; both need" in worker.lacks(unseen)
    (tmp_path / "other").write_text("")
    changed = replace(needs, files={**needs.files, name: tmp_path / "other"})
    assert "its files of the assignment are other ones" in worker.lacks(changed)


def test_a_worker_without_a_sandbox_says_so_unless_none_is_wanted(needs, monkeypatch):
    monkeypatch.setattr("autograder.isolation.sandbox._candidates", list)
    worker._sandbox.cache_clear()
    assert worker.lacks(needs).startswith("there is no sandbox for student code on this host (")
    assert worker.lacks(replace(needs, sandbox=Sandbox.find(allow_none=True))) == ""
    worker._sandbox.cache_clear()


def test_a_worker_with_a_weaker_sandbox_says_so_but_its_version_is_its_own(needs, monkeypatch):
    weaker = Sandbox("bubblewrap 0.1, without a system-call filter", "bwrap")
    monkeypatch.setattr(worker, "_sandbox", lambda wanted: weaker)
    strict = replace(needs, sandbox=Sandbox("bubblewrap 0.2", "bwrap"))
    assert worker.lacks(strict) == "its sandbox is without a system-call filter"
    alike = replace(needs, sandbox=replace(weaker, description=weaker.description + ", …"))
    assert worker.lacks(alike) == ""


def test_when_no_worker_can_grade_the_first_is_named(needs):
    client = SimpleNamespace(nthreads=lambda: {"tcp://a": 1, "tcp://b": 4}, get_executor=dict)
    notes = []
    workers = cluster._Workers(client, "tcp://there", needs, notes.append)
    workers.leave_out({})
    for _ in range(2):  # it had two tasks
        workers.leave_out({"tcp://b": "it has no bread"})
    assert notes == ["The worker tcp://b cannot grade: it has no bread. It is left out."]
    with pytest.raises(UsageError, match=r"^The worker tcp://a cannot grade: it has no salt\.$"):
        workers.leave_out({"tcp://a": "it has no salt"})


# A grader of a worker ---------------------------------------------------------------------


@pytest.fixture
def grader():
    grader = worker._Grader("run")
    yield grader
    grader.end()


def packed(needs, function, task=None):
    return pickle.dumps((needs, pickle.dumps((function, task))))


def test_a_grader_has_one_thread_no_windows_and_its_own_sandbox(grader, needs):
    threads, backend, pid, sandbox = grader.ask(packed(needs, tells), "tcp://there")
    assert (threads, backend) == ("1", "agg")
    assert pid != os.getpid()
    assert sandbox == needs.sandbox
    with pytest.raises(ValueError, match="a bug"):
        grader.ask(packed(needs, fails), "tcp://there")
    assert grader.ask(packed(needs, tells), "tcp://there")[2] == pid  # it goes on
    with pytest.raises(AutograderError, match="graded on tcp://there was ended from outside"):
        grader.ask(packed(needs, dies), "tcp://there")
    assert not grader.lives


def test_a_grader_that_lacks_something_does_not_look_at_the_task(grader, needs):
    lacking = replace(needs, engine={"autograder": "?"})
    refusal = grader.ask(pickle.dumps((lacking, b"no pickle")), "tcp://there")
    assert refusal.worker == "tcp://there"
    assert "autograder" in refusal.lacks


def test_the_grader_of_a_run_is_kept_for_it_and_ends_with_it():
    first = worker._grader("first")
    assert worker._grader("first") is first
    second = worker._grader("second")
    assert not first.lives
    worker.end("another")
    assert second.lives
    worker.end("second")
    assert not second.lives


# Results that do not fit ------------------------------------------------------------------


class Scripted(Executor):
    """Answers with what it is told to, one answer after the other, for every student."""

    threads = 2

    def __init__(self, *answers):
        self.answers, self.left_out, self.asked = answers, {}, []

    def submit(self, function, task):
        answer = self.answers[self.asked.count(task.student)]
        self.asked.append(task.student)
        future = Future()
        try:
            future.set_result(answer(task))
        except ImportError as error:
            future.set_exception(error)
        return future

    def leave_out(self, lacking):
        self.left_out |= lacking


@pytest.fixture
def tasks(prepared, sandbox):
    course, assignment = prepared
    return [_task(course.opened, assignment, one, sandbox, QUICK) for one in ("ada", "bob")]


def other_bytes(task):
    return grade_submission(replace(task, submitted=task.submitted / ".."))


def test_a_task_that_a_worker_refuses_is_given_to_another(tasks):
    executor = Scripted(lambda task: worker.Refusal("tcp://a", "it has no bread"), grade_submission)
    results = list(cluster._Cluster(executor, 2).grade(tasks))
    assert [result.score for result in results] == [3.0, 0.0]
    assert executor.left_out == {"tcp://a": "it has no bread"}


def test_a_result_from_other_bytes_than_lie_here_is_not_taken(tasks):
    executor = Scripted(other_bytes, grade_submission)
    results = list(cluster._Cluster(executor, 2).grade(tasks))
    assert [result.score for result in results] == [3.0, 0.0]
    assert executor.asked == ["ada", "bob"] * 2
    executor = Scripted(*[other_bytes] * cluster.ROUNDS)
    with pytest.raises(AutograderError, match=r"The workers do not find in .*submitted/ada/ps1 "):
        list(cluster._Cluster(executor, 2).grade(tasks))


def unloadable(task):
    raise ModuleNotFoundError("No module named 'autograder'")


def test_a_worker_that_came_without_the_engine_is_one_sentence(tasks):
    with pytest.raises(AutograderError, match="A worker that came later cannot load"):
        list(cluster._Cluster(Scripted(unloadable), 2).grade(tasks))
