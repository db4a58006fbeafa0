"""Functions that a lecture calls and that students are about to write: packed until then.

A box is one file with the modules of one session, compressed. They can be imported,
called and asked for their documentation; their code lies in no file, so no editor, no
search and no ``??`` shows it. It is a wrapping, not a lock: who unpacks it on purpose can.
"""

from __future__ import annotations

import base64
import json
import sys
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType


def close(files: Mapping[str, bytes]) -> bytes:
    """A box out of files, each under its path below the package's folder.

    >>> b"x @ w" in close({"linear.py": b"def f(x, w): return x @ w"})
    False
    """
    texts = {name: base64.b85encode(files[name]).decode("ascii") for name in sorted(files)}
    return zlib.compress(json.dumps(texts).encode("ascii"), 9)


def open_box(package: str, box: Path) -> None:
    """Let the modules in a box be imported as modules of a package."""
    sys.meta_path.append(_Box(package, box))


class _Box(MetaPathFinder, Loader):
    def __init__(self, package: str, box: Path) -> None:
        texts = json.loads(zlib.decompress(box.read_bytes()))
        files = {Path(name): base64.b85decode(text) for name, text in texts.items()}
        self.package = package
        self.modules = {
            (path.parent if path.stem == "__init__" else path.with_suffix("")): path
            for path in files
            if path.suffix == ".py"
        }
        self.sources = {path: files[path] for path in self.modules.values()}
        self.data = {path: files[path] for path in files if path.suffix != ".py"}
        self.folder: tempfile.TemporaryDirectory[str] | None = None

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        file = self._file(fullname)
        if file is None:
            return None
        return ModuleSpec(fullname, self, is_package=file.stem == "__init__")

    def exec_module(self, module: ModuleType) -> None:
        file = self._file(module.__name__)
        assert file is not None
        module.__file__ = str(self._data_folder() / file)  # data are looked for beside it
        exec(compile(self.sources[file], f"<closed box {file}>", "exec"), module.__dict__)

    def _file(self, fullname: str) -> Path | None:
        package, _, name = fullname.partition(".")
        return self.modules.get(Path(*name.split("."))) if package == self.package else None

    def _data_folder(self) -> Path:
        """Where the data files of the box lie while this process runs."""
        if self.folder is None:
            self.folder = tempfile.TemporaryDirectory(prefix="closed-box-")
            for path, content in self.data.items():
                place = Path(self.folder.name, path)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
        return Path(self.folder.name)
