import threading

import pytest
from starlette.testclient import TestClient

from cuibono import Desk
from cuibono.web.app import workbench
from tests.web.conftest import HOST, hidden


def post(client, page, action, **fields):
    """Send the form of a page that leads to an action, with more fields."""
    return client.post(action, data={**hidden(page, action), **fields})


def shown(page):
    """The id of the statement that a review page shows."""
    return page.text.split('action="/statements/')[1].split("/")[0]


def test_accept_leads_to_the_next_and_stays_in_view(client, ledger):
    page = client.get("/review?order=document")
    first = shown(page)
    after = post(client, page, f"/statements/{first}/accept")
    assert after.status_code == 200
    assert after.url.path == "/review"
    assert shown(after) != first
    assert "Last ten decisions" in after.text
    assert first[:8] in after.text
    desk = Desk(ledger.tables.folder)
    assert [j.action for j in desk.history(first)] == ["accept"]


def test_the_queue_ends_and_an_undo_brings_the_last_back(client):
    page = client.get("/review?order=document")
    seen = []
    while "Nothing is left" not in page.text:
        seen.append(shown(page))
        page = post(client, page, f"/statements/{seen[-1]}/reject")
    assert len(seen) == len(set(seen)) == 5  # the sixth is too unsure to count
    back = post(client, page, "/undo")
    assert shown(back) == seen[-1]


def test_what_is_too_unsure_comes_up_when_asked_for(client):
    assert "5 left" in client.get("/review?order=unsure").text
    assert "6 left" in client.get("/review?order=unsure&every=1").text


def test_skip_leads_past_and_begins_again_at_the_end(client):
    address, seen = "/review?order=document", []
    for _ in range(5):
        page = client.get(address)
        seen.append(shown(page))
        address = page.text.split('class="button" href="')[1].split('"')[0].replace("&amp;", "&")
    page = client.get(address)
    assert len(set(seen)) == 5
    assert "What was skipped still waits" in page.text


def test_a_correction_changes_the_brief_and_undo_changes_it_back(client, ledger):
    statement = ledger.statements()[4]
    before = client.get("/dyads/RUS/PRK").text
    page = client.get(f"/statements/{statement.id}")
    action = f"/statements/{statement.id}/correct"
    after = client.post(action, data={
        **hidden(page, f"/statements/{statement.id}/accept"), "recipient": "China",
        "was_recipient": "PRK", "back": "/dyads/RUS/PRK",
    })  # fmt: skip
    assert after.status_code == 200
    assert "food" in before
    assert after.text.count("food") < before.count("food")
    assert "China" in client.get("/dyads/RUS/CHN").text
    undone = post(client, client.get("/review"), "/undo")
    assert undone.status_code == 200
    assert client.get("/dyads/RUS/PRK").text.count("food") == before.count("food")


def test_an_alternative_is_one_form(client, ledger):
    statement = ledger.statements()[0]
    page = client.get(f"/statements/{statement.id}")
    assert 'data-key="1"' in page.text
    form = page.text.split('data-key="1"')[0].rsplit("<form", 1)[1]
    assert 'name="was_' in form


def test_spans_are_edited_by_words(client, ledger):
    statement = ledger.statements()[0]
    page = client.get(f"/statements/{statement.id}")
    at = statement.start + statement.quote.index("shells")
    assert f'<option value="{at}">shells</option>' in page.text
    action = f"/statements/{statement.id}/correct"
    done = client.post(action, data={
        **hidden(page, f"/statements/{statement.id}/accept"), "trigger_end": str(at + 6),
        "was_trigger_end": str(statement.trigger_end),
    })  # fmt: skip
    assert done.status_code == 200
    assert "sent shells" in {s.trigger for s in ledger.statements()}


def test_nothing_corrected_is_said(client, ledger):
    statement = ledger.statements()[0]
    page = client.get(f"/statements/{statement.id}")
    fields = hidden(page, f"/statements/{statement.id}/accept")
    same = {"actor": "PRK", "was_actor": "PRK"}
    done = client.post(f"/statements/{statement.id}/correct", data={**fields, **same})
    assert done.status_code == 400
    assert "Nothing was corrected" in done.text


def test_a_value_that_does_not_exist_is_said(client, ledger):
    statement = ledger.statements()[0]
    page = client.get(f"/statements/{statement.id}")
    done = client.post(f"/statements/{statement.id}/correct", data={
        **hidden(page, f"/statements/{statement.id}/accept"), "actor": "Atlantis",
        "was_actor": "PRK",
    })  # fmt: skip
    assert done.status_code == 400
    assert "Atlantis" in done.text


def test_a_judgement_on_what_changed_meanwhile_is_refused_with_what_changed(client, ledger):
    statement = ledger.statements()[0]
    page = client.get(f"/statements/{statement.id}")
    other = TestClient(client.app, base_url=HOST)
    other.post("/reviewer", data={**hidden(other.get("/review"), "/reviewer"), "who": "anna"})
    post(other, other.get(f"/statements/{statement.id}"), f"/statements/{statement.id}/reject")
    late = post(client, page, f"/statements/{statement.id}/accept")
    assert late.status_code == 409
    assert "anna rejected" in late.text
    desk = Desk(ledger.tables.folder)
    assert [j.who for j in desk.history(statement.id)] == ["anna"]


def test_a_stale_correction_shows_how_it_stands_now(client, ledger):
    statement = ledger.statements()[0]
    page = client.get(f"/statements/{statement.id}")
    Desk(ledger.tables.folder).correct(statement.id, {"recipient": "CHN"}, who="anna")
    late = post(client, page, f"/statements/{statement.id}/accept")
    assert late.status_code == 409
    assert "anna corrected" in late.text
    assert "China" in late.text
    assert "Your judgement was not entered" in late.text


def test_many_at_once_lose_nothing(client, ledger):
    page = client.get("/review?order=document")
    ids = [s.id for s in ledger.statements()]
    fields = {i: hidden(client.get(f"/statements/{i}"), f"/statements/{i}/accept") for i in ids}
    got = {}

    def judge(id_):
        got[id_] = client.post(f"/statements/{id_}/accept", data=fields[id_]).status_code

    threads = [threading.Thread(target=judge, args=(i,)) for i in ids for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert page.status_code == 200
    desk = Desk(ledger.tables.folder)
    assert sorted(j.root for j in desk.history("")) == sorted(ids), "each is judged once"


def test_who_judges_is_kept_in_the_browser(client, ledger):
    page = client.get("/review?order=document")
    client.post("/reviewer", data={**hidden(page, "/reviewer"), "who": 'Zoë ; = "x"'})
    page = client.get("/review?order=document")
    assert "Zoë ; = &#34;x&#34;" in page.text
    post(client, page, f"/statements/{shown(page)}/accept")
    assert Desk(ledger.tables.folder).history("")[0].who == 'Zoë ; = "x"'


def test_a_document_is_amended_and_withdrawn_and_both_undone(client, ledger):
    document = ledger.documents()[1]
    address = f"/documents/{document.id}"
    done = client.post(f"{address}/amend", data={
        **hidden(client.get(address), f"{address}/amend"), "publisher": "Harbour Times",
        "title": document.title, "published": "2022-12-02",
    })  # fmt: skip
    assert "Harbour Times" in done.text
    assert "2022-12-02" in done.text
    gone = post(client, done, f"{address}/withdraw", why="a hoax")
    assert "This document is withdrawn" in gone.text
    assert "2 documents" in client.get("/documents").text
    back = post(client, gone, "/undo")
    assert "This document is withdrawn" not in back.text


def test_a_statement_that_is_missing_is_added_from_words(client, ledger):
    document = ledger.documents()[0]
    address = f"/documents/{document.id}"
    page = client.get(address)
    added = post(client, page, f"{address}/add", words="spoke", actor="Russia", type="CONSULT")
    assert added.status_code == 200
    assert '<span class="act">spoke</span>' in added.text
    twice = post(client, page, f"{address}/add", words="o", actor="Russia", type="CONSULT")
    assert twice.status_code == 400
    assert "more than once" in twice.text
    never = post(client, page, f"{address}/add", words="sang", actor="Russia", type="CONSULT")
    assert "does not hold" in never.text


def test_happenings_are_merged_and_split(client, ledger):
    page = client.get("/dyads/RUS/PRK")
    ids = [part.split('"')[0] for part in page.text.split('name="happening" value="')[1:]]
    fields = hidden(page, "/happenings/merge")
    done = client.post("/happenings/merge", data={**fields, "happening": ids[:2]})
    assert done.status_code == 200
    assert client.post("/happenings/merge", data=fields).status_code == 400  # nothing is marked
    split = post(client, page, "/happenings/split")
    assert split.status_code == 200
    made = Desk(ledger.tables.folder).history()
    assert [j.action for j in made] == ["merge", "split"]
    assert len({i for group in made[0].changes["groups"] for i in group}) >= 2


def test_a_verdict_is_entered(client, ledger):
    page = client.get("/forecasts?show=all")
    statement = ledger.statements()[4]
    action = f"/forecasts/{statement.id}/verdict"
    done = post(client, page, action, outcome="came-true", why="it was in the papers", who="anna")
    assert "came true" in done.text
    bad = post(client, page, action, outcome="maybe", why="x")
    assert bad.status_code == 400


@pytest.mark.parametrize("order", ["consequence", "unsure", "document", "chance"])
def test_every_order_gives_a_statement_with_its_reason(client, order):
    assert "why it comes up" in client.get(f"/review?order={order}").text


def test_the_quality_page_counts_what_was_judged(client):
    page = client.get("/review?order=chance")
    post(client, page, f"/statements/{shown(page)}/accept")
    assert "1 of 1; 95 % interval 21 % to 100 %" in client.get("/quality").text


def test_the_past_cannot_be_judged(client, ledger):
    statement = ledger.statements()[0]
    page = client.get(f"/statements/{statement.id}")
    action = f"/statements/{statement.id}/accept"
    done = client.post(f"{action}?as_of=2030-01-01", data=hidden(page, action))
    assert done.status_code == 403
    assert Desk(ledger.tables.folder).history("") == []


def test_a_new_workbench_finds_what_was_judged(client, ledger):
    page = client.get("/review?order=document")
    id_ = shown(page)
    post(client, page, f"/statements/{id_}/accept")
    again = TestClient(workbench(ledger.tables.folder), base_url=HOST)
    assert shown(again.get("/review?order=document")) != id_
    assert id_[:8] in again.get("/review").text
