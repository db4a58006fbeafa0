"""Running cells like a notebook, inside the student's process: IPython without a kernel.

The shell keeps no history on disk, reads no configuration, and records what a cell
shows as a list of outputs instead of printing it.  Text is bounded where it is made,
so that `while True: print(1)` fills no memory.
"""

from __future__ import annotations

import builtins
import contextlib
import fcntl
import getpass
import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from typing import Any, NoReturn, cast

from IPython.core.autocall import IPyAutocall
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.isolation.record import Record

_NO_INPUT = "input() cannot be answered while a notebook is graded"


class Stream(io.TextIOBase):
    """sys.stdout or sys.stderr of the student's code."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(self, name: str, descriptor: int, record: Callable[[], Record]) -> None:
        self.name = f"<{name}>"
        self._stream = name
        self._descriptor = descriptor
        self._record = record

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._record().text(self._stream, text)
        return len(text)

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        return self._descriptor


class Sink:
    """What programs and C code write to descriptor 1 or 2: a file in /tmp, without a name."""

    def __init__(self, descriptor: int) -> None:
        with tempfile.TemporaryFile() as file:
            self._file = os.dup(file.fileno())
        # Appending, so that writers go on at the start when the file has been emptied.
        fcntl.fcntl(self._file, fcntl.F_SETFL, os.O_APPEND)
        os.dup2(self._file, descriptor)

    def take(self, limit: int) -> str:
        """What was written since the last time."""
        if not os.fstat(self._file).st_size:
            return ""
        data = os.pread(self._file, limit, 0)
        os.ftruncate(self._file, 0)
        return data.decode("utf-8", "replace")


class _Hook(DisplayHook):
    """The value of a cell's last expression."""

    @property
    def _shell(self) -> Shell:
        return cast(Shell, self.shell)

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        count = self.prompt_count
        self._shell.record.show("execute_result", format_dict, md_dict, execution_count=count)

    def finish_displayhook(self) -> None:
        self._is_active = False


class _Publisher(DisplayPublisher):
    """display(), figures, clear_output()."""

    @property
    def _shell(self) -> Shell:
        return cast(Shell, self.shell)

    def publish(self, data: Any, metadata: Any = None, *_: Any, **more: Any) -> None:
        name = (more.get("transient") or {}).get("display_id")
        if name is None:
            self._shell.record.show("display_data", data, metadata)
        else:
            self._shell.record.named(str(name), data, metadata, bool(more.get("update")))

    def clear_output(self, wait: bool = False) -> None:
        self._shell.record.clear(wait)


class _Exit(IPyAutocall):
    """exit and quit: they end the cell, not the process."""

    rewrite = False

    def __call__(self, code: object = None) -> NoReturn:
        raise SystemExit(code)


class Shell(InteractiveShell):
    """An interactive shell whose outputs go to `record`."""

    record: Record

    def init_user_ns(self) -> None:
        super().init_user_ns()
        self.user_ns["exit"] = self.user_ns["quit"] = _Exit(self)
        self.user_ns_hidden.update(exit=self.user_ns["exit"], quit=self.user_ns["quit"])

    def enable_gui(self, gui: Any = None) -> None:
        """Nothing: there is no window here."""

    @contextlib.contextmanager
    def _tee(self, channel: str) -> Iterator[None]:
        """Nothing: IPython would keep all that is printed a second time, without a bound."""
        yield

    def _format_exception_for_storage(self, *_: Any, **__: Any) -> dict[str, Any]:
        """Nothing: IPython would make each traceback a second time, for ``%notebook``."""
        return {}

    last_traceback: tuple[str, ...] = ()

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        lines = [stb] if isinstance(stb, str) else [str(line) for line in stb]
        self.last_traceback = tuple(lines)
        self.record.error(getattr(etype, "__name__", "Error"), safe_text(evalue), lines)


def safe_text(value: object) -> str:
    """str(value), also when the student's own __str__ fails."""
    try:
        return str(value)[:4000]
    except Exception:
        return f"<{type(value).__name__} that cannot be shown>"


def new_shell(*, figures: bool = True) -> Shell:
    """The one shell of this process; without figures, only their names are shown."""
    config = Config()
    if not figures:
        config.InlineBackend.figure_formats = set()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.banner1 = ""
    shell = Shell.instance(config=config, displayhook_class=_Hook, display_pub_class=_Publisher)
    sys.path.insert(0, "")  # as in a notebook: modules beside it can be imported
    builtins.input = _refuse_input
    getpass.getpass = _refuse_input
    return shell


def _refuse_input(*_: object, **__: object) -> NoReturn:
    raise RuntimeError(_NO_INPUT)
