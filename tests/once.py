"""What is dear to make is made by one worker of a run, and found by the others."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

PATIENCE = 1200
"""Seconds until a worker that makes something is taken for dead."""


def shared(factory: pytest.TempPathFactory) -> Path:
    """The folder of a run that all of its workers see."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that `make` has filled, in this worker or another: to be read or copied only."""
    done, busy = shared(factory) / name, shared(factory) / f"{name}.busy"
    until = time.monotonic() + PATIENCE
    while not done.exists():
        try:
            busy.mkdir()
        except FileExistsError:
            if time.monotonic() > until:
                raise TimeoutError(f"another worker has not made {name} yet") from None
            time.sleep(0.1)
            continue
        try:
            if not done.exists():
                (busy / "made").mkdir()
                make(busy / "made")
                (busy / "made").rename(done)
        finally:
            shutil.rmtree(busy)
    return done
