"""The gradebook's database: opening it, its schema, one transaction.

Several programs write at once: two runs, formgrader, nbgrader's own commands. A
transaction that writes begins by taking its turn, so what it read still holds when it
writes. SQLite has a lock for this, PostgreSQL one that we name. nbgrader does not know
that name, so on PostgreSQL it may still write the same row first: see ``write``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.api import Base
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import Connection, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from autograder.errors import GradebookFailed, NoGradebook, UsageError
from autograder.grading.gradebook.reason import reason

WAIT = 30.0  # seconds for another program that writes, and for a server to answer

_NOT_OPEN = "check db_url in nbgrader_config.py, and that its server, if it has one, is there."
_NO_DRIVER = (
    "install the driver that db_url names in nbgrader_config.py. For PostgreSQL, begin it with "
    "postgresql+psycopg:// and install psycopg[binary]."
)

_REVISION = re.compile(r"""^revision(?:: \w+)? *= *["'](\w+)["'][ \t]*$""", re.MULTILINE)
_BEFORE = re.compile(r"""^down_revision(?:: [^=]+)? *= *["'](\w+)["'][ \t]*$""", re.MULTILINE)

_LOCK = int.from_bytes(b"nbgrader")  # of this database alone: PostgreSQL keeps them apart


class Database:
    """An open gradebook database.

    name: its address without the password, for messages. create: make one if there is none;
    without it, raise NoGradebook, and leave everything as it is.
    """

    def __init__(self, address: str, *, create: bool = True) -> None:
        url = make_url(address)
        self.name = _without_secrets(url)
        if not create and _is_no_file(url):  # SQLite makes a file of what it opens
            raise self._none()
        try:
            self.engine = create_engine(
                url,
                connect_args=_connect_args(url),
                pool_pre_ping=url.get_backend_name() != "sqlite",  # a server may have gone
            )
            event.listen(self.engine, "begin", _begin)
            self._writing = self.engine.execution_options(writes=True)
            try:
                self._check_tables(create)
            except BaseException:
                self.close()
                raise
        except (ImportError, SQLAlchemyError) as error:
            advice = _NO_DRIVER if isinstance(error, ImportError) else _NOT_OPEN
            raise UsageError(
                f"The gradebook {self.name} cannot be opened ({reason(error)}); {advice}"
            ) from None
        self._readers = sessionmaker(bind=self.engine)
        self._writers = sessionmaker(bind=self._writing)

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees what is there."""
        with self._failures(), self._readers.begin() as session:
            yield session

    def write(self, work: Callable[[Session], None]) -> None:
        """Do ``work`` in one transaction: all of its rows are written, or none.

        Where a program that does not wait for its turn wrote the same row first, it is
        done once more, on top of that.
        """
        with self._failures():
            try:
                self._write(work)
            except IntegrityError:
                self._write(work)

    def _write(self, work: Callable[[Session], None]) -> None:
        with self._writers.begin() as session:
            work(session)

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:  # rows that contradict each other are a bug
            raise
        except DBAPIError as error:
            raise GradebookFailed(
                f"The gradebook {self.name} cannot be used ({reason(error)}); close the programs "
                "that hold it, or mend it, and give the command again: what was graded is kept."
            ) from error

    def _none(self) -> NoGradebook:
        return NoGradebook(
            f"There is no gradebook {self.name} yet; run `autograder grade ASSIGNMENT` first."
        )

    def _check_tables(self, create: bool) -> None:
        """Make the tables if there are none and they are wanted; refuse another nbgrader's.

        nbgrader's own constructor starts the program ``alembic`` from the PATH,
        which is not there when the environment is not activated.
        """
        head = _head()
        with self.engine.begin() as connection:
            tables = inspect(connection).get_table_names()
            there = "assignment" in tables
            if there and "alembic_version" in tables and _version(connection) == head:
                return
        if there:
            raise UsageError(
                f"The gradebook {self.name} was made by another version of nbgrader; "
                "run `nbgrader db upgrade` in the course folder and grade again."
            )
        if not create:
            raise self._none()
        with self._writing.begin() as connection:
            tables = inspect(connection).get_table_names()  # another run may have made them now
            Base.metadata.create_all(connection)
            if "alembic_version" not in tables:
                connection.execute(
                    text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
                )
                connection.execute(
                    text("INSERT INTO alembic_version (version_num) VALUES (:head)"),
                    {"head": head},
                )


def _is_no_file(url: URL) -> bool:
    """Whether this is a database in a file that is not there."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return False
    return not url.database.startswith("file:") and not os.path.exists(url.database)


def _head() -> str | None:
    """The newest version of nbgrader's tables: the one that no other comes after.

    alembic says the same, but it takes a fifth of a second to start, in every command.
    """
    texts = [path.read_text("utf-8") for path in Path(ALEMBIC_DIR, "versions").glob("*.py")]
    found, before = ({m[1] for m in map(one.search, texts) if m} for one in (_REVISION, _BEFORE))
    if len(found) == len(texts) and len(found - before) == 1:
        return next(iter(found - before))
    from alembic.script import ScriptDirectory  # written in a way that is not known here

    return ScriptDirectory(ALEMBIC_DIR).get_current_head()


def _version(connection: Connection) -> Any:
    return connection.scalar(text("SELECT version_num FROM alembic_version"))


def _begin(connection: Connection) -> None:
    """Begin a transaction; one that writes waits for its turn first."""
    writes = connection.get_execution_options().get("writes", False)
    if connection.dialect.name == "sqlite":
        # Python's driver would begin it before the first row that is written, after those read.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif connection.dialect.name == "postgresql" and writes:
        connection.exec_driver_sql(
            f"SELECT set_config('lock_timeout', '{round(1000 * WAIT)}', true), "
            f"pg_advisory_xact_lock({_LOCK})"
        )


def _connect_args(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"timeout": WAIT, "isolation_level": None}
    if url.get_driver_name() in ("psycopg", "psycopg2") and "connect_timeout" not in url.query:
        return {"connect_timeout": round(WAIT)}
    return {}


def _without_secrets(url: URL) -> str:
    """The address; a password may be in its query, too."""
    shown = {key: value for key, value in url.query.items() if "pass" not in key.lower()}
    return url.set(query=shown).render_as_string(hide_password=True)
