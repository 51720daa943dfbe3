"""The way of files into a ledger: many in one file, and once more with better provenance."""

from datetime import date

from cuibono import Desk
from tests.documents.makers import zipped

TIES = "Kyiv cut ties with Pyongyang on Wednesday."


def test_a_text_that_is_read_again_with_a_day_is_amended(tmp_path):
    (tmp_path / "in").mkdir()
    files = {"a.txt": TIES, "b.txt": "Published: 2022-07-15\n\nIran attacked Israel on Thursday."}
    (tmp_path / "in" / "a.zip").write_bytes(zipped(files | {"c.png": b"\x89PNG\r\n"}))
    desk = Desk(tmp_path / "ledger")
    first = desk.read([tmp_path / "in"])
    assert [r.path.rpartition("!")[2] for r in first[:2]] == ["a.txt", "b.txt"]
    assert [(r.known, bool(r.error)) for r in first] == [
        (False, False),
        (False, False),
        (False, True),
    ]
    assert first[0].document.published is None
    assert [r.known for r in desk.read([tmp_path / "in"])[:2]] == [True, True]
    table = tmp_path / "m.csv"
    table.write_text("path,date,publisher\nin/a.zip!a.txt,2022-07-15,Harbour Review\n")
    again = desk.read([tmp_path / "in"], manifest=table)
    assert [(r.amended, r.known) for r in again[:2]] == [(True, False), (False, True)]
    held = Desk(tmp_path / "ledger")
    assert [d.published for d in held.ledger.documents()] == [date(2022, 7, 15)] * 2
    assert held.ledger.documents()[0].publisher == "Harbour Review"
    assert {s.published for s in held.ledger.statements()} == {"2022-07-15"}
    assert held.verify() == []
    assert [r.known for r in desk.read([tmp_path / "in"])[:2]] == [True, True]
