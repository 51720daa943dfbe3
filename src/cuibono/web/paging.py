"""Long lists in pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from cuibono.web.asked import number
from cuibono.web.page import Page

T = TypeVar("T")
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """One page of a list: its items, its number from 1, and how many there are."""

    items: Sequence[T]
    number: int
    pages: int
    total: int
    first: int


def paged(page: Page, items: Sequence[T], per: int = PER_PAGE) -> Paged[T]:
    """The page of a list that an address asks for, the last where it asks for more."""
    pages = max(1, -(-len(items) // per))
    at = min(number(page.request.query_params, "page"), pages)
    first = (at - 1) * per
    return Paged(items[first : first + per], at, pages, len(items), first + 1)
