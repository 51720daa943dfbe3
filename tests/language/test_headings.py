"""What is a sentence, and what stands above one."""

import pytest

from cuibono.language.headings import is_heading, is_sentence


@pytest.mark.parametrize(
    ("quote", "is_one"),
    [
        ("Kyiv cut ties!)", True),
        ("What next…", True),
        ("1. Kyiv cut its ties", False),
        ("What they sent:", False),
        ("KYIV CUTS TIES", False),
        ("UN", False),
    ],
)
def test_a_heading_is_not_a_sentence(quote, is_one):
    assert is_sentence(quote) is is_one
    assert is_heading(quote) is not is_one


def test_no_words_are_neither():
    assert not is_sentence("") and not is_heading(" ")
