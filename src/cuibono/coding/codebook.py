"""The codebook as data: event types, their lexical rules and examples, word classes, contexts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, cast

import yaml

from cuibono.errors import CuibonoError

RULE_KEYS = frozenset(
    """id verbs nouns adjectives when unless actor recipient mode contexts transfer
    fixed_recipient fixed_for beneficiary confidence needs stance""".split()
)
WORDS = ("verbs", "nouns", "adjectives", "actor", "recipient", "contexts", "beneficiary")


class CodebookError(CuibonoError):
    """A codebook file that does not hold to the format: names file, type and field."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """What moves: an item or the slot that names it, and the slots of giver and receiver."""

    item: str
    giver: str | None = None
    receiver: str | None = None


# What takes two: several subjects without an object do it with one another.
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One lexical rule: these words, under these conditions, say that this type happens.

    `recipient` is None where the usual slots serve and empty where the type has none;
    `stance` is what the trigger itself implies, such as planned for "promise"; a fixed recipient
    is that of the actors `fixed_for` alone, where they are named.
    """

    id: str
    type: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    transfer: Transfer | None = None
    fixed_recipient: str | None = None
    fixed_for: tuple[str, ...] = ()
    beneficiary: tuple[str, ...] = ()
    confidence: float = 0.8
    needs: tuple[str, ...] = ()
    stance: str | None = None

    @property
    def symmetrical(self) -> bool:
        """Whether actor and recipient may stand in one phrase: "talks between A and B"."""
        return "between" in self.actor or self.type in MUTUAL

    @property
    def needs_recipient(self) -> bool:
        """Whether the rule says nothing without a recipient."""
        return "recipient" in self.needs


@dataclass(frozen=True, slots=True)
class EventType:
    """A type: its quadrant, definition, rules, and sentences that are and are not of it."""

    name: str
    quadrant: str
    definition: str
    rules: tuple[Rule, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Codebook:
    """All types with the word classes and context cues that their rules use.

    `extended` says that a user's own file has joined what ships.
    """

    version: str
    types: tuple[EventType, ...]
    classes: Mapping[str, frozenset[str]]
    items: tuple[str, ...]
    contexts: Mapping[str, frozenset[str]]
    extended: bool = False

    @classmethod
    @cache
    def load(cls, extra: Path | None = None) -> Codebook:
        """The codebook that ships with the package, joined by a user's own file.

        >>> Codebook.load().type_of("AID").quadrant
        'material cooperation'
        """
        with as_file(files("cuibono").joinpath("data/codebook")) as folder:
            paths = [*sorted(folder.glob("*.yaml")), *([extra] if extra else [])]
            joined = cls._joined([(path, _read(path)) for path in paths])
            return replace(joined, extended=extra is not None)

    @classmethod
    def _joined(cls, parts: list[tuple[Path, dict[str, Any]]]) -> Codebook:
        types: list[EventType] = []
        classes: dict[str, frozenset[str]] = {}
        contexts: dict[str, frozenset[str]] = {}
        items: list[str] = []
        versions: list[str] = []
        for path, raw in parts:
            types.extend(_event_type(path, entry) for entry in raw.get("types", ()))
            classes |= {k: frozenset(map(str, v)) for k, v in raw.get("classes", {}).items()}
            contexts |= {k: frozenset(map(str, v)) for k, v in raw.get("contexts", {}).items()}
            items.extend(raw.get("items", ()))
            versions.extend([str(raw["version"])] if "version" in raw else [])
        return cls("+".join(versions), _merged(types), classes, tuple(items), contexts)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, in the order of the files."""
        return tuple(rule for entry in self.types for rule in entry.rules)

    @cached_property
    def _expanded(self) -> dict[tuple[str, ...], frozenset[str]]:
        return {}

    def expand(self, words: Iterable[str]) -> frozenset[str]:
        """Plain words and the words of classes, as one set."""
        key = tuple(words)
        held = self._expanded.get(key)
        if held is None:
            found = [self.classes.get(word, frozenset((word,))) for word in key]
            held = self._expanded[key] = frozenset[str]().union(*found)
        return held

    def type_of(self, name: str) -> EventType:
        """The type of a name; raises CodebookError for an unknown one."""
        for entry in self.types:
            if entry.name == name:
                return entry
        raise CodebookError(f"the codebook has no type {name}")


def _merged(types: list[EventType]) -> tuple[EventType, ...]:
    """Entries of one name joined, a later file adding to an earlier one."""
    held: dict[str, EventType] = {}
    for entry in types:
        old = held.get(entry.name)
        held[entry.name] = entry if old is None else EventType(
            entry.name, old.quadrant, old.definition, old.rules + entry.rules,
            old.examples + entry.examples, old.counter_examples + entry.counter_examples,
        )  # fmt: skip
    return tuple(held.values())


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CodebookError(f"{path}: {' '.join(str(error).split())}") from error
    if not isinstance(raw, dict):
        raise CodebookError(f"{path}: a codebook file is a mapping with types, classes, contexts")
    return cast(dict[str, Any], raw)


def _event_type(path: Path, raw: Any) -> EventType:
    if not isinstance(raw, dict) or "type" not in raw:
        raise CodebookError(f"{path}: every entry of types needs a field `type`")
    entry = cast(dict[str, Any], raw)
    name = str(entry["type"])
    rules = tuple(_rule(path, name, number, r) for number, r in enumerate(entry.get("rules") or ()))
    return EventType(
        name,
        str(entry.get("quadrant", "")),
        " ".join(str(entry.get("definition", "")).split()),
        rules,
        tuple(map(str, entry.get("examples") or ())),
        tuple(map(str, entry.get("counter_examples") or ())),
    )


def _rule(path: Path, type_name: str, number: int, raw: Any) -> Rule:
    where = f"{path}: {type_name}, rule {number + 1}"
    if not isinstance(raw, dict):
        raise CodebookError(f"{where}: a rule is a mapping")
    entry = cast(dict[str, Any], raw)
    unknown = entry.keys() - RULE_KEYS
    if unknown:
        raise CodebookError(f"{where}: unknown field {sorted(unknown)[0]}")
    if not any(entry.get(kind) for kind in ("verbs", "nouns", "adjectives")):
        raise CodebookError(f"{where}: names no verbs, nouns or adjectives")
    values: dict[str, Any] = {key: _words(where, key, entry.get(key)) for key in WORDS}
    if "recipient" not in entry:
        values["recipient"] = None
    for key in ("when", "unless"):
        values[key] = {s: _words(where, key, w) for s, w in (entry.get(key) or {}).items()}
    transfer = entry.get("transfer")
    return Rule(
        id=str(entry.get("id", f"{type_name}.{number + 1}")),
        type=type_name,
        mode=entry.get("mode"),
        stance=entry.get("stance"),
        transfer=Transfer(**transfer) if transfer else None,
        fixed_recipient=entry.get("fixed_recipient"),
        confidence=float(entry.get("confidence", 0.8)),
        fixed_for=_words(where, "fixed_for", entry.get("fixed_for")),
        needs=_words(where, "needs", entry.get("needs")),
        **values,
    )


def _words(where: str, key: str, raw: Any) -> tuple[str, ...]:
    if raw is None:
        return ()
    if isinstance(raw, str):
        return (raw,)
    if not isinstance(raw, list):
        raise CodebookError(f"{where}: {key} is a word or a list of words")
    words = cast(list[Any], raw)
    for word in words:
        if isinstance(word, bool):
            # YAML reads a bare on, off, yes or no as true or false.
            raise CodebookError(f"{where}: {key} has {word} where a word is due; put it in quotes")
    return tuple(str(word) for word in words)
