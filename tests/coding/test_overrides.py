"""Overrides: a named rule of the user wins over the reader."""

from pathlib import Path

import pytest

from cuibono.coding.codebook import Codebook, CodebookError
from cuibono.coding.overrides import Overrides
from cuibono.language.sentence import cut


def book(tmp_path: Path, text: str) -> Codebook:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return Codebook.load(path)


RULE = """
overrides:
  - name: grey-zone
    reason: our project counts balloon flights as shows of force
    words: [balloon*]
    near: [spy, surveillance]
    type: MOBILIZE
"""


def test_an_override_takes_words_near_others(tmp_path):
    rules = Overrides(book(tmp_path, RULE))
    (here,) = cut("Two spy balloons crossed the border.")
    (party,) = cut("Two balloons were sold at the party.")
    assert [(a, b, o.name) for a, b, o in rules.forced(here)] == [(2, 2, "grey-zone")]
    assert rules.forced(party) == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("overrides: [{name: a, reason: b, words: [c], type: NOPE}]", "there is no type NOPE"),
        ("overrides: [{name: a, words: [c], type: AID}]", "needs a field `reason`"),
        ("overrides: [{name: a, reason: b, words: [on], type: AID}]", "put it in quotes"),
        ("types: [{quadrant: x}]", "needs a field `type`"),
        ("types: [{type: NEW, quadrant: x}]", "is not one of"),
        ("types: [{type: NEW, rules: []}]", "unknown field rules"),
        ("rules: []", "unknown field rules"),
        ("types: AID", "types is a list of mappings"),
        ("- a", "is a mapping"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path, text, complaint):
    with pytest.raises(CodebookError, match=complaint):
        book(tmp_path, text)
