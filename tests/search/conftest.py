"""The ledger that the tests of reviewing have is searched here."""

from tests.review.conftest import desk, pattern

__all__ = ["desk", "pattern"]
