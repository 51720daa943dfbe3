"""What people's corrections taught, as the files that a user could have written of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping

from cuibono.actors.entry import ROLES
from cuibono.actors.registry import Registry
from cuibono.ledger.replay import Replay


def aliases_of(judged: Replay) -> dict[str, str]:
    """Names that were learned, with the codes of those that they name."""
    found: dict[str, str] = {}
    for one in judged.learned:
        found |= one.changes.get("aliases", {})
    return found


def examples_of(judged: Replay) -> dict[str, list[str]]:
    """Sentences that were learned, by type."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in judged.learned:
        for type_, texts in one.changes.get("examples", {}).items():
            found[type_] += [t for t in texts if t not in found[type_]]
    return dict(found)


def files(judged: Replay, registry: Registry, types: Container[str]) -> tuple[str, str]:
    """What was learned as the text of a file of actors and of one of a codebook, "" for nothing.

    They have the form of a user's own files, so that a person can read them and use them elsewhere.
    What was learned of actors and types that are not there, such as those of a user's own file
    that is not in use now, is left out.
    """
    import yaml

    aliases = {text: code for text, code in aliases_of(judged).items() if code in registry}
    examples = {t: texts for t, texts in examples_of(judged).items() if t in types}
    book = {"types": [{"type": t, "examples": texts} for t, texts in examples.items()]}
    told = (_actors(aliases, registry), aliases), (book, examples)
    actors, codebook = (
        yaml.safe_dump(told, allow_unicode=True, sort_keys=True) if any_ else ""
        for told, any_ in told
    )
    return actors, codebook


def _actors(aliases: Mapping[str, str], registry: Registry) -> dict[str, dict[str, str]]:
    """Names by the code and the field in which a file of actors has them."""
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for text, code in aliases.items():
        own, role = registry.split(code)
        found[own][role if role in ROLES else "names"].append(text)
    return {
        code: {field: "; ".join(texts) for field, texts in fields.items()}
        for code, fields in found.items()
    }
