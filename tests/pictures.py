"""Take the pictures of the workbench that the documentation shows, from the bundled examples.

    python -m tests.pictures            # all of docs/images, in some two minutes
    python -m tests.pictures documents review-dark

Needs Playwright and Chromium, as `tests/web/test_browser.py` does. Look at each picture afterwards.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright import sync_api as playwright

from cuibono import Desk
from tests.web.test_browser import CHROMIUM, FLAGS, served, visit

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
WIDE, NARROW = (1600, 900), (380, 800)
QUALITY = 60
FIRST = "{first}"
SHOTS: dict[str, tuple[str, tuple[int, int]]] = {
    "actor": ("/actors/PRK", WIDE),
    "actors-narrow": ("/actors", NARROW),
    "claims-dark": ("/claims", WIDE),
    "documents": ("/documents", WIDE),
    "documents-narrow-dark": ("/documents", NARROW),
    "dyad": ("/dyads/RUS/PRK", WIDE),
    "dyad-narrow-dark": ("/dyads/RUS/PRK", NARROW),
    "forecasts": ("/forecasts?show=all", WIDE),
    "ledger": ("/ledger?verify=1", (1600, 560)),
    "quality": ("/quality", WIDE),
    "review-dark": ("/review", WIDE),
    "review-narrow": ("/review", NARROW),
    "search": ("/search?q=shells", WIDE),
    "text": (f"/documents/{FIRST}", WIDE),
    "text-narrow": (f"/documents/{FIRST}", NARROW),
}
"""The address of each picture's page and its size; `dark` in a name says in which colours."""


def judged(folder: Path) -> Desk:
    """A ledger of the examples, of which two people have judged a part."""
    desk = Desk(folder)
    desk.read([ROOT / "examples"])
    queue = desk.review("chance")
    for n, one in enumerate(queue[:20]):
        act = desk.reject if n % 8 == 7 else desk.accept
        act(one.statement.id, who="anna", via="chance")
    for one in desk.review("chance", who="ben", second=True)[:8]:
        desk.accept(one.statement.id, who="ben", via="chance", second=True)
    return desk


def take(browser: Any, address: str, name: str, first: str) -> None:
    """One picture."""
    path, (width, height) = SHOTS[name]
    scheme = "dark" if "dark" in name.split("-") else "light"
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-GB"
    )
    page.set_default_timeout(60_000)
    visit(page, address + path.format(first=first))
    if name == "ledger":
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    page.screenshot(path=IMAGES / f"{name}.jpg", type="jpeg", quality=QUALITY)
    page.close()
    print(f"{name}.jpg: {(IMAGES / f'{name}.jpg').stat().st_size / 1000:.0f} kB", flush=True)


def main(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as work, playwright.sync_playwright() as run:
        desk = judged(Path(work) / "ledger")
        desk.review()  # what hangs on each statement is worked out before the page asks
        first = desk.ledger.documents()[0].id
        browser = run.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with served(desk.folder) as address:
            for name in names or SHOTS:
                take(browser, address, name, first)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
