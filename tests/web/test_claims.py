"""The claims page: what is denied without being read is named so, with both sides."""

from datetime import date

from starlette.testclient import TestClient

from cuibono.coding.statement import Coding
from cuibono.documents import Document
from cuibono.ledger import Ledger
from cuibono.web.app import workbench
from tests.web.conftest import HOST, said


def test_what_is_denied_without_being_read_is_named_so(tmp_path):
    quote = "Moscow denies reports of a plot."
    document = Document(quote, "A denial", published=date(2022, 11, 2))
    row = said(document, quote, "denies", "RUS", "REJECT", "---")
    Ledger.open(tmp_path).append(document, Coding((row,)))
    with TestClient(workbench(tmp_path), base_url=HOST) as client:
        page = client.get("/claims?contested=1").text
    assert "<h2>What Russia denies" in page
    assert "An unnamed source" in page and "<li>Russia</li>" in page
