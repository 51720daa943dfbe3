import threading
import time

from cuibono.coding.statement import Statement
from cuibono.errors import UsageError
from cuibono.review.queue import Waiting
from cuibono.web.queues import Queues


def waiting(n):
    return [Waiting(Statement("d", "", 0, 0, "", n, 0, "PRK", "", "AID"), "because", 1.0)]


def test_an_order_is_worked_out_once_for_a_state():
    made = []
    queues = Queues()
    for _ in range(3):
        assert queues.ordered("k", "s", lambda: made.append(1) or waiting(1), 60) == waiting(1)
    assert made == [1]


def test_who_is_out_of_patience_gets_nothing_and_the_order_later():
    go = threading.Event()
    queues = Queues()

    def slow():
        go.wait(60)
        return waiting(2)

    assert queues.ordered("k", "s", slow, 0.01) is None
    assert queues.ordered("k", "s", slow, 0.01) is None
    go.set()
    assert queues.ordered("k", "s", slow, 60) == waiting(2)


def test_a_slow_order_is_followed_while_a_new_one_waits():
    queues = Queues()

    def slow():
        time.sleep(0.1)
        return waiting(3)

    assert queues.ordered("k", "one", slow, 60) == waiting(3)
    assert queues.ordered("k", "two", lambda: waiting(4), 60) == waiting(3)


def test_what_cannot_be_ordered_is_said_each_time():
    queues = Queues()

    def wrong():
        raise UsageError("no actor is called 'x'")

    for _ in range(2):
        try:
            queues.ordered("k", "s", wrong, 60)
        except UsageError as error:
            assert "no actor" in str(error)
        else:
            raise AssertionError("nothing was said")
