"""A folder of all kinds of files, read in one call: every one read, or refused in one line."""

import pytest

from cuibono import Desk
from cuibono.coding import Coder
from cuibono.documents import Document
from cuibono.documents.kinds import KINDS, kind_of
from tests.documents.folder import BESIDE, JUNK, Held, files, make

FILES = files()


@pytest.fixture(scope="module")
def receipts(tmp_path_factory, coder):
    """What became of each file, by its name."""
    folder = tmp_path_factory.mktemp("desk")
    make(folder / "in")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Coder, "load", classmethod(lambda cls, *_: coder))
        desk = Desk(folder / "ledger")
        read = desk.read([folder / "in"], manifest=folder / "in" / "manifest.csv")
    assert desk.verify() == []
    found = {name: [] for name in FILES}
    for receipt in read:
        outer = receipt.path.partition("!")[0].removeprefix(f"{folder}/in/")
        found[outer].append(receipt)
    return found


def test_the_folder_has_more_than_forty_files_of_every_kind(tmp_path):
    make(tmp_path)
    kinds = set()
    for name in FILES:
        with (tmp_path / name).open("rb") as file:
            try:
                kinds.add(kind_of(file, (tmp_path / name).suffix).name)
            except Exception:  # what is refused has no kind
                continue
    assert len(FILES) >= 40
    # A saved page is mail to the first look; `pages/saved.mhtml` is one. Pictures need an extra.
    kinds |= {KINDS["mhtml"].name, KINDS["picture"].name}
    assert {kind.name for kind in KINDS.values()} == kinds


@pytest.mark.parametrize("name", FILES)
def test_every_file_gives_its_documents_or_one_line(receipts, name):
    wanted = FILES[name][1]
    found = receipts[name]
    wanted = [wanted] if isinstance(wanted, str) else wanted
    assert [isinstance(r.document, Document) for r in found] == [
        isinstance(w, Held) for w in wanted
    ], [str(r.error) for r in found if r.error]
    for receipt, want in zip(found, wanted, strict=True):
        if isinstance(want, str):
            said = str(receipt.error)
            assert want in said
            assert said.startswith(receipt.path.partition("!")[0])
            assert "\n" not in said
            continue
        document = receipt.document
        assert (document.published, document.publisher) == (want.published, want.publisher)
        assert want.title in (document.title, None)
        for said in want.words:
            assert said in document.text


@pytest.mark.parametrize("name", FILES)
def test_no_word_from_beside_the_text_is_in_it(receipts, name):
    for document in (r.document for r in receipts[name] if r.document):
        for word in (*JUNK.rstrip(".").split()[:3], "cookies", "Unsubscribe", "wrote:", "Regards"):
            assert word not in document.text


def test_what_stands_beside_files_is_no_document(receipts):
    assert set(receipts) == set(FILES)
    assert not set(receipts) & set(BESIDE)
