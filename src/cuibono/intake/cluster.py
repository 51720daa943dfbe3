"""A Ray cluster reads: parts of documents go out to its workers, what was read comes back.

The machine that was asked opens the files and alone writes the ledger, so that nothing can be
doubled: a worker only reads, with the functions that read without a cluster, and a part whose
worker was lost is sent again. Ray is an extra and is loaded only here.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import secrets
import socket
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from cuibono.documents import Document
from cuibono.errors import CuibonoError, UsageError
from cuibono.intake.hands import DOCUMENTS, Coded, codings, parted
from cuibono.versions import versions

if TYPE_CHECKING:
    from cuibono.actors import Registry
    from cuibono.coding import Codebook, Coder

LOCAL = re.compile(r"local(?::([1-9]\d*))?")
ADDRESS = re.compile(r"auto|(ray://)?[^\s:/]+:\d+")
VARIABLES = {
    # Nothing is counted and sent to the makers of Ray.
    "RAY_USAGE_STATS_ENABLED": "0",
    # What is said about graphics cards concerns nobody here.
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    # Lines of its own about workers that were lost would stand among the receipts.
    "RAY_DEDUP_LOGS_SKIP_REGEX": ".",
}
NEAR = ("127.0.0.1:", "localhost:")
AWAY = {
    # Where no cluster answers, one line says so after a while, not after a quarter of an hour.
    "RAY_NUM_REDIS_GET_RETRIES": "2",
}
HERE = {
    # Ray listens to this machine only, whatever addresses the machine has.
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
}
TOKEN = secrets.token_hex(32)
"""What a cluster that is started here asks for; Ray looks at it once a process."""
STORE = 80_000_000
"""Bytes that Ray sets aside for what travels between processes: little more than its least."""
TRIES = 3
"""How often a part is sent before its documents are sent one by one, and each of these then."""
QUEUED = 2
"""Parts under way for each worker: one that is read, one that waits."""
LEAST = 128
"""Documents under way however few the workers: they read while others are being written."""
PATIENCE = 10.0
"""Seconds in which a cluster has to answer."""
STARTS = 3
LOST = ("WorkerCrashedError", "NodeDiedError", "ObjectLostError", "OutOfMemoryError")
_MADE: dict[str, Coder] = {}


class Cluster:
    """The workers of a Ray cluster, as hands that read."""

    def __init__(self, ray: Any, address: str, kit: tuple[Registry, Codebook, str]) -> None:
        packed = pickle.dumps(kit)
        # Who asks with other versions is another one, also to a worker that has read before.
        told = repr(sorted(versions().items())).encode()
        self._ray = ray
        self._address = address
        self._kit = hashlib.sha256(told + packed).hexdigest(), [ray.put((versions(), packed))]
        self._lost = tuple(getattr(ray.exceptions, name) for name in LOST)
        # What is lost is sent again here, where it is known how often.
        self._read = ray.remote(num_cpus=1, max_retries=0)(read_part)

    @property
    def ahead(self) -> int:
        """Documents that keep every worker busy; machines may join or leave meanwhile."""
        workers = int(self._ray.cluster_resources().get("CPU", 1))
        return max(LEAST, workers * QUEUED * DOCUMENTS)

    def take(self, documents: Sequence[Document]) -> Callable[[], Coded]:
        """Send documents out in parts; what is given waits for what was read of them."""
        sent = [(part, self._send(part)) for part in parted(documents)]
        return lambda: [coding for part, where in sent for coding in self._got(part, where)]

    def _send(self, part: Sequence[Document]) -> Any:
        return self._read.remote(*self._kit, list(part))

    def _got(self, part: Sequence[Document], where: Any) -> Coded:
        """What was read of a part that was sent; it is sent again where its worker was lost."""
        why = ""
        for left in reversed(range(TRIES)):
            try:
                return self._answer(where)
            except self._lost as error:
                why = type(error).__name__
            if left:
                where = self._send(part)
        if len(part) == 1:
            said = f"cannot be read: {TRIES} workers were lost while they read it ({why})"
            return [CuibonoError(said)]
        # One text may take every worker with it: alone it takes only its own.
        alone = [([document], self._send([document])) for document in part]
        return [coding for one, sent in alone for coding in self._got(one, sent)]

    def _answer(self, where: Any) -> Coded:
        """What a worker gives; raises CuibonoError where no worker can read anything."""
        try:
            found = self._ray.get(where)
        except self._lost:
            raise
        except self._ray.exceptions.RayError as error:
            if os.environ.get("CUIBONO_DEBUG"):
                raise
            same = f"install cuibono {versions()['cuibono']} on every machine of the cluster"
            raise CuibonoError(f"{self._address}: a worker fails: {_last(error)}: {same}") from None
        if isinstance(found, str):
            raise CuibonoError(f"{self._address}: {found}")
        return found


def read_part(digest: str, kit: Sequence[Any], part: Sequence[Document]) -> Coded | str:
    """What a worker does: read a part of the documents; a text where it cannot read any.

    `kit` leads to the registry, the codebook and the name of the reader; a process makes its
    coder of them once.
    """
    if digest not in _MADE:
        asked, packed = import_module("ray").get(kit[0])
        if asked != versions():
            return f"a worker has other versions: {_named(versions())}, not {_named(asked)}"
        _MADE.clear()
        _MADE[digest] = _coder(*pickle.loads(packed))
    return codings(lambda: _MADE[digest], part)


def _coder(registry: Registry, codebook: Codebook, reader: str) -> Coder:
    from cuibono.coding import Coder
    from cuibono.coding.extractor import Extractor

    # A worker has one core: a second thread would take that of another worker.
    return Coder(registry, codebook, Extractor.load(reader, 1))


@contextmanager
def cluster(address: str, kit: tuple[Registry, Codebook, str]) -> Generator[Cluster]:
    """The workers at an address, while a block runs.

    `local` starts a worker for each core of this machine and ends them afterwards, `local:2` two.
    Raises UsageError for what is no address, CuibonoError where Ray is missing or does not answer.
    """
    own = LOCAL.fullmatch(address)
    if not own and not ADDRESS.fullmatch(address):
        raise UsageError(
            f"{address!r} is not the address of a cluster: "
            "write it as HOST:PORT, or local to start one here"
        )
    alone = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": TOKEN} if own else {}
    near = HERE if own or address.startswith(NEAR) else {}
    with _set(VARIABLES | alone | near | ({} if own else AWAY)):
        ray = _library()
        if not own:
            _reach(address)
        if ray.is_initialized():  # who has started it ends it
            yield Cluster(ray, address, kit)
            return
        with _started(ray, address, int(own[1] or os.cpu_count() or 1) if own else 0):
            yield Cluster(ray, address, kit)


@contextmanager
def _started(ray: Any, address: str, workers: int) -> Generator[None]:
    """Ray begun with so many workers here, or joined where there are none to begin."""
    # Its sockets lie below this folder, and a system bears about a hundred letters of their path.
    near = "/tmp" if os.name != "nt" else None
    with TemporaryDirectory(prefix="ray-", dir=near, ignore_cleanup_errors=True) as place:
        here = {
            "address": "local", "num_cpus": workers, "object_store_memory": STORE,
            "include_dashboard": False, "_temp_dir": place,
        }  # fmt: skip
        quiet = {"log_to_driver": False, "logging_level": "critical"}
        try:
            _init(ray, address, (here if workers else {"address": address}) | quiet)
            yield
        finally:
            ray.shutdown()


def _init(ray: Any, address: str, settings: Mapping[str, Any]) -> None:
    """Begin Ray; on a machine that is busy it gives up early, so that it is begun again."""
    tries = STARTS if "num_cpus" in settings else 1
    for left in reversed(range(tries)):
        try:
            ray.init(**settings)
            return
        except Exception as error:  # Ray has no class for it
            ray.shutdown()
            if not left:
                said = f"{address}: the cluster does not start: {_last(error)}"
                raise CuibonoError(said) from error


@contextmanager
def _set(variables: Mapping[str, str]) -> Generator[None]:
    """Variables of the environment for Ray, while a block runs; what is set stays as it is."""
    new = {name: value for name, value in variables.items() if name not in os.environ}
    os.environ.update(new)
    try:
        yield
    finally:
        for name in new:
            os.environ.pop(name, None)


def _reach(address: str) -> None:
    """Raise CuibonoError where nobody answers; Ray itself would end this process after a while."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host:
        return
    try:
        socket.create_connection((host, int(port)), PATIENCE).close()
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or error
        raise CuibonoError(f"{address}: no cluster answers there: {why}") from None


def _library() -> Any:
    """Ray; raises CuibonoError in one line where it is missing."""
    try:
        return import_module("ray")
    except ImportError:
        raise CuibonoError(
            "a cluster needs ray, which is not installed: pip install 'cuibono[ray]'"
        ) from None


def _last(error: BaseException) -> str:
    """The last line of what Ray says, which names the fault."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1][:200] if lines else type(error).__name__


def _named(found: dict[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in found.items())
