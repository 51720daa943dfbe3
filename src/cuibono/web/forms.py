"""Fields of a form as words."""

from __future__ import annotations

from starlette.datastructures import FormData

from cuibono.errors import UsageError

LONGEST = 20_000


def field(form: FormData, name: str, longest: int = 2_000) -> str:
    """A field's words without spaces around them, empty where it was left out."""
    found = form.get(name)
    if not isinstance(found, str):
        return ""
    if len(found) > longest:
        raise UsageError(f"{name} is too long: at most {longest:,} characters")
    return found.strip()


def whole(form: FormData, name: str) -> int | None:
    """A field's whole number, None where it was left out; raises UsageError for another word."""
    found = field(form, name, 20)
    if not found:
        return None
    if not (found.isascii() and found.isdecimal()):
        raise UsageError(f"{name} is a whole number, not {found!r}")
    return int(found)
