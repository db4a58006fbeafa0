# class: finding the reference | goal: full marks for softmax and Counter | expected: 0 points, nothing read
"""A ban on names is no ban on files: the same file, loaded from its path or a copy, bears any name."""

_LOAD = """
import importlib.util, os, runpy, shutil, sys, zipimport

def _reference(name):
    for root in ("@COURSE@/course", "@PROJECT@/course", "@PROJECT@/tests/attacks/target/course"):
        path = f"{root}/s01_target/exercises/{name.lower()}.py"
        for way in (_from_path, _copied, _linked, _compiled):
            try:
                return getattr(way(path), name)
            except (OSError, ImportError, AttributeError) as error:
                print(type(error).__name__, error)
    raise ImportError(name)

def _from_path(path, alias="helpers"):
    spec = importlib.util.spec_from_file_location(alias, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

def _copied(path):
    return _from_path(shutil.copy(path, "/tmp/weather.py"), "weather")

def _linked(path):
    os.symlink(path, "/tmp/numbers_of_mine.py")
    sys.path.insert(0, "/tmp")
    return importlib.import_module("numbers_of_mine")

def _compiled(path):
    folder, file = os.path.split(path)
    return _from_path(f"{folder}/__pycache__/{file[:-3]}.cpython-311.pyc", "compiled")
"""

ANSWERS = {
    "softmax": _LOAD + "softmax = _reference('softmax')\n",
    "counter": _LOAD + "Counter = _reference('Counter')\n",
}

HONEST_CELLS = [
    (
        "setup",
        "%%writefile helpers_of_mine.py\n"
        "import numpy as np\n\n"
        "def row_max(Z):\n"
        "    return np.max(Z, axis=1, keepdims=True)\n",
    )
]
HONEST = {
    "softmax": """
import helpers_of_mine as weather

def softmax(Z):
    E = np.exp(Z - weather.row_max(Z))
    return E / E.sum(axis=1, keepdims=True)
"""
}
