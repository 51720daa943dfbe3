import re
import shutil
from functools import cache
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from cuibono.web.app import workbench
from tests.web.conftest import HOST, fill

PAGES = (
    "/documents", "/documents?sort=published&reviewed=no&q=visit", "/review",
    "/review?order=unsure", "/review?order=document&a=RUS&b=PRK", "/actors", "/actors/RUS",
    "/dyads/PRK/RUS", "/claims", "/claims?contested=1", "/forecasts", "/forecasts?show=all",
    "/search", "/search?q=shells",
    "/quality", "/ledger", "/ledger?verify=1",
)  # fmt: skip


class Outline(HTMLParser):
    """What a page is made of: headings, landmarks, ids, labels, fields, links."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.labelled, self.fields, self.links = [], [], set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        self.tags.append((tag, at))
        self.ids += [at["id"]] if "id" in at else []
        if tag == "label" and "for" in at:
            self.labelled.add(at["for"])
        if tag in ("input", "select", "textarea") and at.get("type") not in (
            "hidden", "checkbox", "radio",
        ):  # fmt: skip
            self.fields.append(at.get("id"))
        if tag in ("a", "link", "script", "img", "form"):
            self.links.append(at.get("href") or at.get("src") or at.get("action") or "")


@pytest.fixture(scope="module")
def page_of(pattern, tmp_path_factory):
    """The page of an address, which is asked for once."""
    ledger = shutil.copytree(pattern, tmp_path_factory.mktemp("pages") / "ledger")
    return cache(TestClient(workbench(ledger), base_url=HOST).get)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_whole(page_of, address):
    page = page_of(address)
    assert page.status_code == 200
    outline = Outline(page.text)
    names = [tag for tag, _ in outline.tags]
    assert names.count("h1") == 1
    assert {"main", "nav", "header", "footer"} <= set(names)
    assert len(outline.ids) == len(set(outline.ids)), "ids are unique"
    assert set(outline.fields) <= outline.labelled, "every field has a label"
    assert ("a", "#main") in {(tag, at.get("href")) for tag, at in outline.tags}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_holds_nothing_that_the_policy_forbids(page_of, address):
    text = page_of(address).text
    outline = Outline(text)
    assert not [at for _, at in outline.tags if "style" in at or any(k[:2] == "on" for k in at)]
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*src=)", text)
    assert not [link for link in outline.links if link.startswith(("http:", "https:", "//"))]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_nothing_of_folders(page_of, address):
    assert "/secret/place" not in page_of(address).text


def test_the_text_stands_with_its_statements(client, ledger):
    document = ledger.documents()[0]
    page = client.get(f"/documents/{document.id}")
    first = ledger.statements()[0]
    assert page.status_code == 200
    assert f'id="s-{first.id}"' in page.text
    assert '<span class="act">sent</span>' in page.text
    assert '<span class="act denied">denied</span>' in page.text
    assert '<span class="act unsure">rail</span>' in page.text
    plain = re.sub(r'<a class="n".*?</a>|<[^>]+>', "", page.text.split('data-start="')[2])
    assert "North Korea sent shells to Russia by rail in October. Moscow denied it." in plain


def test_the_text_shows_what_a_filter_leaves(client, ledger):
    document = ledger.documents()[0]
    page = client.get(f"/documents/{document.id}?stance=denied")
    assert "1 of 3 statements" in page.text
    assert '<span class="act">sent</span>' not in page.text


def test_text_is_never_markup(client, ledger):
    document = ledger.documents()[2]
    for address in (f"/documents/{document.id}", "/documents", "/search?q=wheat"):
        page = client.get(address)
        assert "&lt;script&gt;" in page.text
        assert "<script>alert" not in page.text
        assert "<img" not in page.text


def test_text_of_any_script_runs_its_own_way(client, ledger):
    page = client.get(f"/documents/{ledger.documents()[2].id}")
    assert re.search(r'<p dir="auto" data-start="0">أرسلت', page.text)


def test_a_long_text_comes_in_parts(tmp_path):
    from cuibono.coding.statement import Coding
    from cuibono.documents import Document
    from cuibono.ledger import Ledger
    from tests.web.conftest import said

    folder = tmp_path / "long"
    text = "\n\n".join(f"In year {n} nothing of note was sent anywhere." for n in range(45_000))
    assert len(text) > 2_000_000
    document = Document(text)
    late = said(document, "In year 44000 nothing of note was sent anywhere.", "sent", "RUS", "AID",
                "PRK")  # fmt: skip
    Ledger.open(folder).append(document, Coding((late,)))
    client = TestClient(workbench(folder), base_url=HOST)
    first = client.get(f"/documents/{document.id}")
    assert len(first.text) < 100_000
    assert "Part 1 of " in first.text
    there = client.get(f"/documents/{document.id}?at={late.id}")
    assert f'id="s-{late.id}"' in there.text


def test_a_dyad_page_holds_brief_balance_timeline_and_quotes(client):
    page = client.get("/dyads/PRK/RUS").text
    for heading in ("Balance", "Timeline", "Quotes of the brief"):
        assert f"{heading}</h2>" in page
    assert "read by machine; no person has checked" in page
    assert client.get("/dyads/PRK/RUS/brief.md").text.startswith("# North Korea and Russia")
    html = client.get("/dyads/PRK/RUS/brief.html")
    assert html.headers["content-disposition"] == 'attachment; filename="brief-PRK-RUS.html"'


def test_a_dyad_page_with_many_passages_begins_with_what_there_is_to_read(tmp_path):
    from cuibono.briefs.sections import FEW
    from cuibono.coding.statement import Coding
    from cuibono.documents import Document
    from cuibono.ledger import Ledger
    from tests.web.conftest import said

    ledger = Ledger.open(tmp_path / "many")
    for n in range(FEW):
        document = Document(f"Moscow sent Pyongyang {n + 2} ships.")
        sent = said(document, document.text, "sent", "RUS", "AID", "PRK")
        ledger.append(document, Coding((sent,)))
    page = TestClient(workbench(tmp_path / "many"), base_url=HOST).get("/dyads/PRK/RUS").text
    assert "<h2>In short</h2>" in page
    assert '<p class="lead">' in page.partition("<h2>In short</h2>")[2].partition("</section>")[0]


def test_an_actor_page_has_a_network_and_the_same_figures_beside_it(client):
    page = client.get("/actors/RUS").text
    assert 'class="network"' in page
    assert "North Korea (" in page
    assert '<a href="/dyads/RUS/PRK">North Korea</a>' in page


def test_names_lead_to_pages(client):
    assert (
        client.get("/actors?a=Moscow", follow_redirects=False).headers["location"] == "/actors/RUS"
    )
    assert client.get("/actors?a=Moscow&b=PRK").url.path == "/dyads/RUS/PRK"
    assert "No actor is called" in client.get("/actors?a=Atlantis").text


def test_a_page_keeps_its_moment(client):
    page = client.get("/documents?as_of=2020-01-01")
    assert "as it stood at 2020-01-01" in page.text
    assert 'name="form_token"' not in page.text
    assert 'href="/claims?as_of=2020-01-01"' in page.text
    assert "0 documents" in page.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nothing", 404), ("/documents/ffff", 404), ("/statements/ffff", 404),
        ("/actors/XX-1", 400), ("/dyads/RUS/RUS", 400), ("/documents?sort=size", 400),
        ("/documents?since=yesterday", 400), ("/claims?sure=much", 400),
        ("/documents?as_of=soon", 400), ("/adding/none", 404), ("/documents/ffff/amend", 405),
        ("/search?q=" + "x" * 300, 400),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_a_page_that_says_so(client, address, status):
    page = client.get(address)
    assert page.status_code == status
    assert page.text.count("<h1") == 1
    assert "Traceback" not in page.text


def test_without_a_ledger_there_is_a_page_that_says_so(tmp_path):
    client = TestClient(workbench(tmp_path / "none"), base_url=HOST)
    assert "Nothing has been read yet" in client.get("/documents").text
    for address in ("/review", "/claims", "/actors/RUS", "/quality", "/search?q=x"):
        assert client.get(address).status_code == 404
    assert not (tmp_path / "none").exists(), "looking makes no ledger"


def test_a_folder_that_is_no_ledger_or_a_newer_one_is_said(tmp_path):
    (tmp_path / "notes.txt").write_text("x")
    page = TestClient(workbench(tmp_path), base_url=HOST).get("/documents")
    assert "not a ledger" in page.text
    assert str(tmp_path) not in page.text
    folder = tmp_path / "ledger"
    fill(folder)
    (folder / "ledger.json").write_text('{"format": 99}')
    page = TestClient(workbench(folder), base_url=HOST).get("/documents")
    assert "newer cuibono" in page.text


def test_an_empty_ledger_has_empty_pages(tmp_path):
    from cuibono.ledger import Ledger

    ledger = Ledger.open(tmp_path / "empty")
    ledger.tables.create()
    client = TestClient(workbench(tmp_path / "empty"), base_url=HOST)
    for address in ("/documents", "/review", "/actors", "/claims", "/forecasts", "/quality"):
        assert client.get(address).status_code == 200, address


def test_what_is_read_elsewhere_appears_at_once(client, ledger):
    from cuibono.coding.statement import Coding
    from cuibono.documents import Document

    assert "3 documents" in client.get("/documents").text
    ledger.append(Document("Another text.", title="Written meanwhile"), Coding(()))
    assert "Written meanwhile" in client.get("/documents").text


def test_a_claim_shows_who_is_silent_and_what_changed_when(client):
    card = client.get("/claims").text.split('<li class="card claim">')[1]
    silent, history = card.split("<h3>Silent (")[1].split("<h3>What changed when</h3>")
    # Its other texts are undated or later than thirty days, or have no publisher.
    assert silent.startswith("0)</h3><ul><li>nobody found</li>")
    assert "2 November 2022: first claimed by Northern Desk" in history
    assert "2 November 2022: first denied by Russia" in history


def test_a_brief_can_be_taken_along_as_a_word_file(client):
    pytest.importorskip("docx")
    page = client.get("/dyads/PRK/RUS/brief.docx")
    assert page.content.startswith(b"PK")
    assert page.headers["content-disposition"].endswith('"brief-PRK-RUS.docx"')
