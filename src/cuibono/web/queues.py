"""The queue of a reviewer between two judgements: worked out once, then followed.

To order forty thousand statements takes longer than a person takes to judge one. So an order, once
worked out, is followed; what was judged since is passed over, and a new order is worked out beside.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from cuibono.errors import CuibonoError
from cuibono.ledger.replay import Replay
from cuibono.review.queue import Waiting

QUICK = 0.05
"""Seconds in which an order may be worked out while somebody waits for it."""
PATIENCE = 1.0
"""Seconds that somebody waits for the first order of a kind."""
REST = 60.0
"""Seconds that an order is followed at least before a new one is begun."""

Make = Callable[[], list[Waiting]]
Judged = Callable[[Waiting], bool]


@dataclass(slots=True)
class HeldOrder:
    """One order of a queue: its statements, for which state of the ledger, what it took."""

    waiting: Sequence[Waiting] = ()
    state: str = ""
    took: float = 0.0
    at: float = 0.0
    work: threading.Thread | None = None
    error: CuibonoError | None = None


class Queues:
    """The orders that are being followed, by what they were asked for."""

    def __init__(self) -> None:
        self._held: dict[Hashable, HeldOrder] = {}
        self._lock = threading.Lock()

    def ordered(
        self,
        key: Hashable,
        state: str,
        make: Make,
        patience: float | None = None,
        judged: Judged = lambda _: False,
    ) -> Sequence[Waiting] | None:
        """What waits, in order; None where the first order of this kind takes its time.

        `patience` is for how many seconds a first order is waited for. What an order before held
        and is `judged` by now stands ahead of a new one: taken back, it comes first.
        """
        patience = PATIENCE if patience is None else patience
        with self._lock:
            order = self._held.setdefault(key, HeldOrder())
            fresh = order.state == state
            rested = time.monotonic() - order.at > max(REST, 20 * order.took)
            busy = order.work is not None and order.work.is_alive()
            if not fresh and not busy and (not order.at or order.took < QUICK or rested):
                order.work = threading.Thread(
                    target=_work, args=(order, state, make, judged), daemon=True
                )
                order.work.start()
            work = order.work
        if work is not None and (not order.at or order.took < QUICK):
            work.join(patience)
        if order.error is not None:
            raise order.error
        return order.waiting if order.at else None


def _work(order: HeldOrder, state: str, make: Make, judged: Judged) -> None:
    began = time.monotonic()
    try:
        found = [*filter(judged, order.waiting), *make()]
    except CuibonoError as error:
        order.error = error
        return
    order.took = time.monotonic() - began
    order.error, order.waiting, order.state = None, found, state
    order.at = time.monotonic()


def next_of(
    waiting: Sequence[Waiting], judged: Replay, after: str = ""
) -> tuple[Waiting | None, int]:
    """The next statement that still waits, behind `after` where that is named; its place."""
    first = 0
    if after:
        places = (n for n, w in enumerate(waiting) if w.statement.id == after)
        first = next(places, -1) + 1
    for n in range(first, len(waiting)):
        one = judged.last_on(waiting[n].statement.id)
        still = waiting[n].statement.document not in judged.withdrawn
        if still and (one.id if one else "") == waiting[n].last:
            return waiting[n], n
    return None, len(waiting)
