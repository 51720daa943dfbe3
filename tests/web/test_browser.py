"""The whole way in a real browser: read, review by keyboard alone, correct, undo, restart.

Needs Playwright and a Chromium of the system (Debian: apt-get install chromium); without them the
tests are skipped. `npm install axe-core` in the root of the repository lets axe look at every page.
"""

import os
import shutil
import socket
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("uvicorn")
pytest.importorskip("playwright.sync_api")

import uvicorn
from playwright import sync_api as playwright

from benchmarks.ledgers import dispatches, write
from cuibono import Desk
from cuibono.coding import Coder
from cuibono.web.app import workbench
from tests.web.conftest import fill

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run
    --disable-background-networking --disable-component-update --disable-sync""".split()
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "/documents", "/review", "/review?order=unsure", "/actors", "/actors/RUS", "/dyads/RUS/PRK",
    "/claims", "/forecasts?show=all", "/search?q=shells", "/quality", "/ledger?verify=1",
    "/nothing",
)  # fmt: skip
PATIENCE = 60_000
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def browser():
    if not Path(CHROMIUM).exists():
        pytest.skip(f"needs Chromium at {CHROMIUM}: apt-get install chromium, or set CHROMIUM")
    with playwright.sync_playwright() as run:
        opened = run.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@contextmanager
def served(folder):
    """The workbench on a free port; its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        server = uvicorn.Server(
            uvicorn.Config(workbench(folder), log_level="warning", lifespan="off")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(20)


def opened(browser, **how):
    """A page that fails the test where the policy stops something or a script breaks."""
    context = browser.new_context(**how)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on(
        "console", lambda m: page.wrong.append(m.text) if "Content Security" in m.text else None
    )
    asked = page.asked = []
    page.on("request", lambda request: asked.append(request.url))
    return page


def visit(page, address):
    """Go to an address, and wait until the page has all that it asks for."""
    page.goto(address)
    page.wait_for_load_state("networkidle")


def shown(page):
    return page.locator('form[action$="/accept"]').get_attribute("action").split("/")[2]


def press(page, key):
    """Press one key, and wait for what it leads to."""
    before = page.locator("#main").inner_html()
    page.keyboard.press(key)
    page.wait_for_function(
        "before => document.querySelector('#main').innerHTML !== before && "
        "!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')",
        arg=before,
    )


def test_the_whole_way(browser, tmp_path, coder, monkeypatch):
    monkeypatch.setattr(Coder, "load", classmethod(lambda cls, *_: coder))
    folder = tmp_path / "ledger"
    write(folder, dispatches(3, 9))
    texts = []
    for n, words in enumerate(("cut ties with", "recognised")):
        texts.append(tmp_path / f"note {n}.txt")
        texts[-1].write_text(f"Published: 2022-07-1{n}\n\nKyiv {words} Pyongyang on day {n}.")
    with served(folder) as at:
        page = opened(browser)
        page.goto(f"{at}/documents")
        page.set_input_files("#files", texts)
        page.get_by_role("button", name="Read them").click()
        page.get_by_text("Done: 2 files").wait_for()
        page.goto(f"{at}/documents")
        assert page.get_by_text("5 documents").count() == 1

        # Twenty by keyboard alone, one key each.
        visit(page, f"{at}/review?order=document")
        seen = []
        for n in range(20):
            seen.append(shown(page))
            press(page, "r" if n % 5 == 4 else "a")
        assert len(set(seen)) == 20
        assert page.locator(".log li").count() == 10
        desk = Desk(folder)
        assert [j.action for j in desk.history()].count("reject") == 4
        assert len(desk.history()) == 20
        press(page, "u")
        assert shown(page) == seen[-1], "what was undone comes back"
        first = shown(page)
        press(page, "s")
        assert shown(page) != first

        # A party is corrected with the keyboard: c, the field, Enter.
        changed = shown(page)
        page.keyboard.press("c")
        assert page.evaluate("document.activeElement.id") == "c-actor"
        page.keyboard.press("Control+a")
        page.keyboard.type("Nicaragua")
        press(page, "Enter")
        actors = {s.actor for s in desk.ledger.statements()}
        assert "NIC" in actors
        assert "corrected actor" in page.locator(".log").inner_text()
        assert desk.history(changed)[-1].action == "correct"

        # A date is mended, and statements with it.
        document = desk.ledger.documents()[-1].id
        page.goto(f"{at}/documents/{document}")
        page.get_by_text("Correct title, publisher").click()
        page.get_by_label("Published on").fill("2022-08-01")
        page.get_by_role("button", name="Correct", exact=True).click()
        page.get_by_text("amended published").wait_for()
        assert str(desk.ledger.document(document).published) == "2022-08-01"
        assert page.wrong == []
        assert {url.split("/")[2] for url in page.asked} == {at.split("/")[2]}, "no other host"
    with served(folder) as at:  # started again: all is there
        page = opened(browser)
        page.goto(f"{at}/review?order=document")
        assert "amended published" in page.locator(".log").inner_text()
        assert "Nicaragua" in page.goto(f"{at}/actors").text()


def test_the_brief_changes_with_a_judgement_and_back(browser, tmp_path):
    folder = tmp_path / "ledger"
    statement = fill(folder).statements()[3]
    with served(folder) as at:
        page = opened(browser)
        page.goto(f"{at}/dyads/RUS/PRK")
        before = page.locator("#main").inner_text()
        assert statement.quote in before
        visit(page, f"{at}/statements/{statement.id}")
        press(page, "r")
        page.goto(f"{at}/dyads/RUS/PRK")
        assert statement.quote not in page.locator("#main").inner_text()
        visit(page, f"{at}/review")
        press(page, "u")
        page.goto(f"{at}/dyads/RUS/PRK")
        assert statement.quote in page.locator("#main").inner_text()


def test_two_browsers_do_not_overwrite_each_other(browser, tmp_path):
    folder = tmp_path / "ledger"
    statement = fill(folder).statements()[0]
    with served(folder) as at:
        one, two = opened(browser), opened(browser)
        for page in (one, two):
            visit(page, f"{at}/statements/{statement.id}")
        press(one, "a")
        press(two, "r")
        assert "Your judgement was not entered" in two.locator("#main").inner_text()
        two.reload()  # an answer to a write has an address that shows it
        assert shown(two) == statement.id
        assert [j.action for j in Desk(folder).history()] == ["accept"]


def test_what_went_wrong_is_shown_and_the_address_can_be_reloaded(browser, tmp_path):
    folder = tmp_path / "ledger"
    statement = fill(folder).statements()[0]
    with served(folder) as at:
        page = opened(browser)
        visit(page, f"{at}/statements/{statement.id}")
        page.keyboard.press("c")
        page.get_by_label("Who does it").fill("Atlantis")
        page.keyboard.press("Enter")
        page.get_by_text("This cannot be answered").wait_for()
        assert "no actor is called 'Atlantis'" in page.locator("#main").inner_text()
        assert page.url == f"{at}/statements/{statement.id}"
        page.reload()
        assert shown(page) == statement.id
        assert page.wrong == []


def test_going_back_shows_the_page_before_as_it_stands(browser, tmp_path):
    folder = tmp_path / "ledger"
    fill(folder)
    with served(folder) as at:
        page = opened(browser)
        visit(page, f"{at}/review?order=document")
        first = shown(page)
        press(page, "s")
        second = shown(page)
        assert "after=" in page.url
        page.go_back()
        page.wait_for_function("!location.search.includes('after')")
        page.locator(f'form[action="/statements/{first}/accept"]').wait_for()
        page.wait_for_load_state("networkidle")
        press(page, "a")
        assert shown(page) == second
        assert page.wrong == []


def test_a_workbench_that_does_not_answer_is_said(browser, tmp_path):
    folder = tmp_path / "ledger"
    fill(folder)
    with served(folder) as at:
        page = opened(browser)
        visit(page, f"{at}/review?order=document")
        assert not page.locator("#said").is_visible()
    page.keyboard.press("a")
    page.get_by_text("The workbench does not answer").wait_for()
    assert Desk(folder).history() == []


def test_everything_works_without_javascript(browser, tmp_path):
    folder = tmp_path / "ledger"
    fill(folder)
    with served(folder) as at:
        page = opened(browser, java_script_enabled=False)

        def send(button):
            with page.expect_navigation(timeout=PATIENCE):
                page.get_by_role("button", name=button).click()

        page.goto(f"{at}/review?order=document")
        first = shown(page)
        send("Accept")
        assert shown(page) != first
        send("Undo my last")
        assert shown(page) == first
        page.get_by_text("Correct it").click()
        page.get_by_label("To whom").fill("China")
        send("Enter the correction")
        assert "corrected recipient" in page.locator(".log").inner_text()


def test_keys_can_be_switched_off(browser, tmp_path):
    folder = tmp_path / "ledger"
    fill(folder)
    with served(folder) as at:
        page = opened(browser)
        page.goto(f"{at}/review?order=document")
        page.get_by_label("One key a judgement").uncheck()
        page.locator("h1").focus()
        page.keyboard.press("a")
        time.sleep(0.5)
        assert Desk(folder).history() == []


def test_words_that_are_selected_become_the_span(browser, tmp_path):
    folder = tmp_path / "ledger"
    ledger = fill(folder)
    document = ledger.documents()[0]
    with served(folder) as at:
        page = opened(browser)
        page.goto(f"{at}/documents/{document.id}")
        page.get_by_text("Add a statement that is missing").click()
        page.evaluate("""() => {
            const passage = document.querySelectorAll('[data-start]')[1];
            const text = [...passage.childNodes].find(n => n.textContent.includes('denied'));
            const range = document.createRange();
            range.selectNodeContents(text);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""")
        page.wait_for_function("document.querySelector('[data-of=words]').value")
        start, end = (int(page.locator(f"[data-of={n}]").input_value()) for n in ("start", "end"))
        assert document.text[start:end] == page.locator("[data-of=words]").input_value()
        assert document.text[start:end].strip("123 ") == "denied"


@pytest.mark.parametrize("width", [380, 1600])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_and_nothing_overflows(browser, tmp_path, width, scheme):
    folder = tmp_path / "ledger"
    ledger = fill(folder)
    Desk(folder).accept(ledger.statements()[0].id, who="anna")
    pages = [
        *PAGES,
        f"/documents/{ledger.documents()[0].id}",
        f"/statements/{ledger.statements()[1].id}",
    ]
    axe = AXE.read_text("utf-8") if AXE.exists() else None
    found = []
    with served(folder) as at:
        page = opened(browser, viewport={"width": width, "height": 900}, color_scheme=scheme)
        for address in pages:
            page.goto(at + address)
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 0:
                found.append((address, f"{wide} pixels too wide"))
            if axe:
                page.evaluate(axe)
                told = page.evaluate("axe.run()")["violations"]
                found += [(address, v["id"], v["nodes"][0]["html"][:160]) for v in told
                          if v["impact"] in ("serious", "critical")]  # fmt: skip
    assert found == []
    if not axe:
        pytest.skip("nothing overflows; for axe: npm install axe-core")
