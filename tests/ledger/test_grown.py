import shutil

from cuibono.coding.statement import Coding
from cuibono.documents import Document
from cuibono.ledger import Ledger
from cuibono.ledger.schema import schemas
from cuibono.ledger.tables import Tables


def texts(folder):
    return [d.text for d in Ledger.open(folder).documents()]


def fill(folder, *words):
    for word in words:
        Ledger.open(folder).append(Document(word), Coding(()))


def test_what_came_since_is_read(tmp_path):
    fill(tmp_path / "a", "one", "two")
    assert texts(tmp_path / "a") == ["one", "two"]
    fill(tmp_path / "a", "three")
    assert texts(tmp_path / "a") == ["one", "two", "three"]


def test_joined_files_give_the_same_rows(tmp_path):
    fill(tmp_path / "a", "one", "two", "three")
    assert len(texts(tmp_path / "a")) == 3
    Ledger.open(tmp_path / "a").compact()
    assert texts(tmp_path / "a") == ["one", "two", "three"]
    fill(tmp_path / "a", "four")
    assert texts(tmp_path / "a") == ["one", "two", "three", "four"]


def test_another_ledger_in_the_same_place_is_read_anew(tmp_path):
    fill(tmp_path / "a", "one", "two")
    assert len(texts(tmp_path / "a")) == 2
    shutil.rmtree(tmp_path / "a")
    fill(tmp_path / "a", "other", "texts")
    assert texts(tmp_path / "a") == ["other", "texts"]


def test_the_rows_have_the_columns_of_the_schema(tmp_path):
    fill(tmp_path / "a", "one")
    tables = Tables(tmp_path / "a")
    tables.table("documents")
    fill(tmp_path / "a", "two")
    table = tables.table("documents")
    assert table.schema.names == schemas()["documents"].names
    assert table.num_rows == 2
