"""A real sandbox for every test that needs one: a host without one fails, it does not skip."""

from __future__ import annotations

import pytest

from autograder.isolation.sandbox import Sandbox


@pytest.fixture(scope="session")
def sandbox() -> Sandbox:
    return Sandbox.find()
