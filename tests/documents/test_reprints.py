from cuibono.documents import Document, reprints

WIRE = (
    "Washington said on Tuesday that Moscow buys shells from Pyongyang for its war, and that the "
    "first trains crossed the Tumen river at night while satellites could not see them."
)
OTHER = "Rail traffic across the Tumen has grown since the summer, pictures of the bridge show."


def test_a_text_within_a_longer_one_is_its_reprint():
    wire, other = Document(WIRE), Document(OTHER)
    longer = Document(f"Harbour Review. {WIRE} " + " ".join(f"word{n}" for n in range(400)))
    assert reprints([wire, other, longer]) == {
        wire.id: wire.id, other.id: other.id, longer.id: wire.id,
    }  # fmt: skip


def test_signatures_are_kept_and_extended(tmp_path):
    wire, copy, other = Document(WIRE), Document(f"(Wire) {WIRE}"), Document(OTHER)
    assert reprints([wire, other], tmp_path)[other.id] == other.id
    assert reprints([wire, other, copy], tmp_path)[copy.id] == wire.id
    (tmp_path / "_signatures.npz").write_bytes(b"no numbers")
    assert reprints([wire, copy], tmp_path)[copy.id] == wire.id


def test_nothing_and_a_text_without_words():
    empty = Document("")
    assert reprints([]) == {}
    assert reprints([empty]) == {empty.id: empty.id}
