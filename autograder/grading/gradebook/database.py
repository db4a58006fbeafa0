"""The gradebook's database: opening it, its schema, one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic.script import ScriptDirectory
from nbgrader.api import Base
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from autograder.errors import UsageError
from autograder.grading.gradebook.reason import reason

WAIT = 30.0  # seconds for another program that writes into an SQLite file


class Database:
    """An open gradebook database.

    name: its address without the password, for messages.
    """

    def __init__(self, address: str) -> None:
        url = make_url(address)
        self.name = url.render_as_string(hide_password=True)
        waits = {"timeout": WAIT} if url.get_backend_name() == "sqlite" else {}
        try:
            self.engine = create_engine(url, connect_args=waits)
            self._create()
        except (SQLAlchemyError, ImportError) as error:
            raise UsageError(
                f"The gradebook {self.name} cannot be opened ({reason(error)}); "
                "check db_url in nbgrader_config.py."
            ) from None
        self._sessions = sessionmaker(bind=self.engine)

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose rows are all written at its end, or none of them."""
        try:
            with self._sessions.begin() as session:
                yield session
        except IntegrityError:  # rows that contradict each other are a bug
            raise
        except DBAPIError as error:
            raise UsageError(
                f"The gradebook {self.name} cannot be used ({reason(error)}); close the programs "
                "that hold it, or mend it, and give the command again: what was graded is kept."
            ) from error

    def _create(self) -> None:
        """Make the tables if there are none; refuse those of another nbgrader.

        nbgrader's own constructor starts the program ``alembic`` from the PATH,
        which is not there when the environment is not activated.
        """
        head = ScriptDirectory(ALEMBIC_DIR).get_current_head()
        tables = inspect(self.engine).get_table_names()
        with self.engine.begin() as connection:
            if "assignment" not in tables:
                Base.metadata.create_all(connection)
                if "alembic_version" not in tables:
                    connection.execute(
                        text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
                    )
                    connection.execute(
                        text("INSERT INTO alembic_version (version_num) VALUES (:head)"),
                        {"head": head},
                    )
                return
            version = None
            if "alembic_version" in tables:
                version = connection.scalar(text("SELECT version_num FROM alembic_version"))
        if version != head:
            raise UsageError(
                f"The gradebook {self.name} was made by another version of nbgrader; "
                "run `nbgrader db upgrade` in the course folder and grade again."
            )
