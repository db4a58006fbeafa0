"""What a command does not wait for when it starts: parts of nbgrader that none of them uses.

``import nbgrader`` begins with its server extensions, and these with its exchange; its
helpers begin with setuptools, for the sake of archives that it unpacks elsewhere. Together
they are a quarter of a command's start. Each is put off here, not taken away: it is loaded
when somebody asks it for anything.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

# module -> the names that nbgrader takes from it when it is imported
PUT_OFF = {
    **{
        f"nbgrader.server_extensions.{name}": ("load_jupyter_server_extension",)
        for name in ("assignment_list", "course_list", "validate_assignment", "formgrader")
    },
    "setuptools.archive_util": ("unpack_archive", "unpack_tarfile", "unpack_zipfile"),
}


def leave_out() -> None:
    """Put these modules off in this process, unless they are loaded already."""
    # jsonschema, which nbformat brings in, would compile a grammar for half of a command's start:
    # that of a format of addresses which no notebook has. Without it, it leaves that format out.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    for name, functions in PUT_OFF.items():
        if name not in sys.modules:
            sys.modules[name] = _PutOff(name, functions)


class _PutOff(ModuleType):
    """Stands for a module: its functions load it when they are called, all else when asked for."""

    def __init__(self, name: str, functions: tuple[str, ...]) -> None:
        super().__init__(name)
        for function in functions:
            setattr(self, function, self._calling(function))

    def _calling(self, function: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            return getattr(self._loaded(), function)(*args, **kwargs)

        return call

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__"):  # what the import system asks of any module
            raise AttributeError(attribute)
        return getattr(self._loaded(), attribute)

    def _loaded(self) -> ModuleType:
        name = self.__name__
        if sys.modules.get(name) is self:
            del sys.modules[name]
        return importlib.import_module(name)
