import threading
import time
from types import SimpleNamespace

from starlette.testclient import TestClient

from cuibono import Desk
from cuibono.coding.statement import Statement
from cuibono.errors import UsageError
from cuibono.inquiry import Inquiry
from cuibono.review import stakes
from cuibono.review.queue import Waiting
from cuibono.web import queues
from cuibono.web.app import workbench
from cuibono.web.queues import Queues
from tests.web.conftest import HOST, hidden


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


def test_what_is_taken_back_comes_first_however_slow_an_order_is(client, monkeypatch):
    done, work, clock = threading.Semaphore(0), queues._work, [1.0]

    def told(*given):
        work(*given)
        done.release()

    monkeypatch.setattr(queues, "_work", told)
    monkeypatch.setattr(queues, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    monkeypatch.setattr(queues, "QUICK", -1.0)  # all orders are slow ones
    monkeypatch.setattr(queues, "PATIENCE", 60.0)
    monkeypatch.setattr(queues, "REST", 0.5)
    first = client.get("/review?order=document")
    assert done.acquire(timeout=60)
    id_ = first.text.split('action="/statements/')[1].split("/")[0]
    action = f"/statements/{id_}/accept"
    client.post(action, data=hidden(first, action))
    clock[0] += 1  # so that the order is worked out anew, without what was judged
    client.get("/review?order=document")
    assert done.acquire(timeout=60)
    page = client.get("/review?order=document")  # and followed from then on
    assert action not in page.text
    back = client.post("/undo", data=hidden(page, "/undo"))
    assert action in back.text
    assert not done.acquire(blocking=False)


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


def test_while_happenings_are_looked_for_the_page_says_how_statements_come(ledger, monkeypatch):
    go, folder, events = threading.Event(), ledger.tables.folder, Inquiry.events

    def slow(self, *given, **more):
        assert go.wait(60)
        return events(self, *given, **more)

    monkeypatch.setattr(queues, "PATIENCE", 0.05)
    monkeypatch.setattr(Inquiry, "events", slow)
    client = TestClient(workbench(folder), base_url=HOST)
    page = client.get("/review")
    assert "until then they come by document" in page.text
    assert "next in its document" in page.text
    go.set()
    monkeypatch.setattr(queues, "PATIENCE", 60.0)
    assert "being worked out" not in client.get("/review").text
    assert (folder / stakes.NAME).exists()

    # Started again after a judgement: what was known before stands in.
    go.clear()
    Desk(folder).reject(ledger.statements()[0].id, who="anna")
    monkeypatch.setattr(queues, "PATIENCE", 0.05)
    page = TestClient(workbench(folder), base_url=HOST).get("/review")
    assert "in the last known order" in page.text
    assert "next in its document" not in page.text
    go.set()


def test_what_was_worked_out_is_there_at_once_after_a_start(ledger, monkeypatch):
    first = Desk(ledger.tables.folder).review()[0]

    def never(self, *given, **more):
        raise AssertionError("happenings are looked for")

    monkeypatch.setattr(Inquiry, "events", never)
    page = TestClient(workbench(ledger.tables.folder), base_url=HOST).get("/review")
    assert f"/statements/{first.statement.id}/accept" in page.text
    assert first.because in page.text
