"""What a process that grades has ready before a submission comes."""

from __future__ import annotations

import functools
from collections.abc import Iterable

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


# One for each set of modules; the notebooks of a course have few.
_servers = functools.lru_cache(4)(fork_server)
