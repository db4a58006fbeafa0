"""What a process that grades has ready before a submission comes."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterable
from pathlib import Path

from autograder.checking.catalogue import catalogue, find_course
from autograder.isolation.fork_server import fork_server
from autograder.isolation.sandbox import Sandbox, StartsStudents


def students_ahead(sandbox: Sandbox, modules: Iterable[str]) -> StartsStudents:
    """The fork server of this process for these modules; the sandbox where there can be none.

    modules: what students' code is going to import. A server that was lost is started again.
    """
    names = tuple(sorted(set(modules)))
    server = _servers(sandbox, names)
    if server is not None and not server.lives:
        _servers.cache_clear()
        server = _servers(sandbox, names)
    return server or sandbox


@functools.lru_cache(512)
def explanations_ahead(folder: Path, exercise: str) -> None:
    """Run the known mistakes of an exercise here, once; forks of this process have them then.

    folder: one of the course's. Worth it for an exercise that somebody has got wrong: others will.
    """
    with contextlib.suppress(Exception, SystemExit):  # the judge itself will say what is wrong
        catalogue(find_course(folder)).load(exercise).rehearse()


# One for each set of modules; the notebooks of a course have few.
_servers = functools.lru_cache(4)(fork_server)
