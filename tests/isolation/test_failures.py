from __future__ import annotations

import builtins

import pytest

from autograder.isolation.failures import (
    Died,
    NotPlainData,
    ProtocolBroken,
    RemoteError,
    StudentStopped,
    TimedOut,
    remote_error,
)

ERRORS = [
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type)
    and issubclass(value, Exception)
    and not issubclass(value, BaseExceptionGroup)
]


@pytest.mark.parametrize("name", ERRORS)
def test_what_the_student_raised_is_caught_as_the_builtin_class(name: str) -> None:
    with pytest.raises(getattr(builtins, name)) as caught:
        raise remote_error(name, "the text", remote_type="Special", traceback="line 1")
    assert isinstance(caught.value, RemoteError)
    assert str(caught.value) == "the text"
    assert caught.value.remote_type == "Special"
    assert caught.value.traceback == "line 1"


@pytest.mark.parametrize(
    "name", ["SystemExit", "KeyboardInterrupt", "GeneratorExit", "int", "", "ExceptionGroup"]
)
def test_what_would_end_the_grader_becomes_an_ordinary_exception(name: str) -> None:
    assert type(remote_error(name, "x")) is RemoteError


def test_a_stop_says_why_and_is_no_error_that_a_test_may_expect() -> None:
    for kind in (TimedOut, Died, ProtocolBroken):
        stopped = kind("it ended", reason="exit").again()
        assert type(stopped) is kind
        assert isinstance(stopped, StudentStopped)
        assert not isinstance(stopped, RuntimeError)
        assert (stopped.reason, stopped.fatal, str(stopped)) == ("exit", False, "it ended")


def test_a_value_that_may_not_cross_is_no_error_that_a_test_may_expect() -> None:
    assert not issubclass(NotPlainData, TypeError | ValueError)
