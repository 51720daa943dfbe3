"""The codebook as data: event types, what changes hands, contexts, and a user's overrides.

Everything that the program knows about a type stands in `data/codebook/`; a user's own file in the
same form joins it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, cast

import yaml

from cuibono import infile
from cuibono.coding.statement import Stance
from cuibono.errors import CuibonoError

QUADRANTS = (
    "verbal cooperation", "material cooperation", "verbal conflict", "material conflict", "outcome",
)  # fmt: skip
COOPERATION, CONFLICT = "cooperation", "conflict"
TYPE_FIELDS = frozenset(
    """type quadrant score modes mutual alone family gives wording definition examples
    counter_examples""".split()
)
OVERRIDE_FIELDS = frozenset("name reason words near not_near type mode stance contexts".split())
NONE = "none"


class CodebookError(CuibonoError):
    """A codebook file that does not hold to the format: names file, type and field."""


@dataclass(frozen=True, slots=True)
class EventType:
    """A type: its quadrant, definition, and sentences that are and are not of it.

    `score` is PLOVER's conflict-cooperation score, -10 to 10, None where it has none; `modes`
    those of its modes. `mutual`: both sides do it together. `alone`: it may be done to nobody in
    particular. `family` names types that may tell of one happening. `gives` is what it gives the
    recipient where no item is named, nothing where it is empty. `wording` is the verb's base
    and past form, what follows with `{r}` for the recipient, and what follows without one. `own`
    marks a user's type.
    """

    name: str
    quadrant: str
    definition: str
    score: float | None = None
    modes: Mapping[str, float] = field(default_factory=dict[str, float])
    mutual: bool = False
    alone: bool = False
    family: str = ""
    gives: str = ""
    wording: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    own: bool = False

    @property
    def side(self) -> str | None:
        """Cooperation or conflict; None for what is neither."""
        last = self.quadrant.rpartition(" ")[2]
        return last if last in (COOPERATION, CONFLICT) else None


@dataclass(frozen=True, slots=True)
class Override:
    """A named rule that wins over the reader: these words are of this type, or of none.

    `near` are words one of which must stand in the sentence, `not_near` words none of which may.
    """

    name: str
    reason: str
    words: tuple[str, ...]
    type: str
    near: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    mode: str | None = None
    stance: str | None = None
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """Something of value that changes hands: its words, and stems of acts that name it alone."""

    name: str
    words: tuple[str, ...]
    acts: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


@dataclass(frozen=True)
class Codebook:
    """All types with the items, contexts and overrides.

    `extended` says that a user's own file has joined what ships.
    """

    version: str
    types: tuple[EventType, ...]
    items: tuple[Item, ...] = ()
    contexts: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    extended: bool = False

    @classmethod
    @cache
    def load(cls, extra: Path | None = None, learned: str = "") -> Codebook:
        """The codebook that ships with the package, joined by a user's own file.

        `learned` is what corrections taught, as such a file's text.

        >>> Codebook.load().type_of("AID").quadrant
        'material cooperation'
        """
        with as_file(files("cuibono").joinpath("data/codebook")) as folder:
            book = cls("", ())
            for path in sorted(folder.glob("*.yaml")):
                book = book.joined(path, _read(path))
        if extra is not None:
            book = book.joined(extra, _read(extra), own=True)
        if learned:
            book = book.joined(Path("learned examples"), yaml.safe_load(learned), own=True)
        return book

    def joined(self, path: Path, raw: dict[str, Any], own: bool = False) -> Codebook:
        """This codebook with what a file says; its types add to or come beside those held."""
        types = {t.name: t for t in self.types}
        for entry in _list(path, raw, "types"):
            made = _event_type(path, entry, own)
            types[made.name] = _merged(types[made.name], made) if made.name in types else made
        overrides = tuple(_override(path, entry) for entry in _list(path, raw, "overrides"))
        for one in overrides:
            if one.type != NONE and one.type not in types:
                raise CodebookError(f"{path}: {one.name}: there is no type {one.type}")
        items = raw.get("items") or {}
        version = "+".join(str(v) for v in (self.version, raw.get("version")) if v)
        return replace(
            self, version=version, types=tuple(types.values()),
            items=(*self.items, *(_item(name, fields) for name, fields in items.items())),
            contexts=(*self.contexts, *map(str, raw.get("contexts") or ())),
            overrides=(*overrides, *self.overrides) if own else (*self.overrides, *overrides),
            extended=self.extended or own,
        )  # fmt: skip

    @cached_property
    def by_name(self) -> dict[str, EventType]:
        """Types by their names."""
        return {entry.name: entry for entry in self.types}

    def type_of(self, name: str) -> EventType:
        """The type of a name; raises CodebookError for an unknown one."""
        found = self.by_name.get(name)
        if found is None:
            raise CodebookError(f"the codebook has no type {name}")
        return found

    def item_of(self, words: str, type_: str = "") -> str | None:
        """The item that words name: by an item's words, or as an act of a type.

        >>> Codebook.load().item_of("artillery shells"), Codebook.load().item_of("vetoed", "REJECT")
        ('arms', 'veto')
        """
        text = words.lower()
        if type_:
            stems = ((i.name, s) for i in self.items for s in i.acts.get(type_, ()))
            return next(
                (name for name, stem in stems if re.search(rf"\b{re.escape(stem)}", text)), None
            )
        last: tuple[int, int, str] | None = None
        for match in self._item_words.finditer(text):
            name = self._owner(match[0])
            place = (match.end(), match.end() - match.start(), name)
            last = max(last, place) if last else place
        return last[2] if last else None

    def _owner(self, found: str) -> str:
        for word in (found, found.removesuffix("s"), found.removesuffix("es")):
            if word in self._item_index:
                return self._item_index[word]
        return self._item_index.get(found[:-3] + "y", "goods")

    @cached_property
    def _item_index(self) -> dict[str, str]:
        index: dict[str, str] = {}
        for one in self.items:
            for word in one.words:
                index.setdefault(word, one.name)
        return index

    @cached_property
    def _item_words(self) -> re.Pattern[str]:
        words = sorted(self._item_index, key=len, reverse=True)
        forms = (
            re.escape(w[:-1]) + "(?:y|ies)" if w.endswith("y") else re.escape(w) for w in words
        )
        return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?:s|es)?(?!\w)")


def _merged(old: EventType, new: EventType) -> EventType:
    """A type that a later file adds to: lists grow, what it says anew replaces."""
    return replace(
        old, definition=new.definition or old.definition,
        score=old.score if new.score is None else new.score,
        modes={**old.modes, **new.modes}, examples=old.examples + new.examples,
        counter_examples=old.counter_examples + new.counter_examples, own=old.own or new.own,
        wording=new.wording or old.wording,
    )  # fmt: skip


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = yaml.load(infile.text(path), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CodebookError(f"{path}: {' '.join(infile.why(error).split())}") from error
    if not isinstance(raw, dict):
        raise CodebookError(f"{path}: a codebook file is a mapping with types, items, overrides")
    known = {"version", "types", "items", "contexts", "overrides"}
    unknown = sorted(map(str, raw.keys() - known))
    if unknown:
        raise CodebookError(f"{path}: unknown field {unknown[0]}: {', '.join(sorted(known))}")
    return cast(dict[str, Any], raw)


def _list(path: Path, raw: dict[str, Any], name: str) -> list[dict[str, Any]]:
    held = raw.get(name) or []
    if not isinstance(held, list) or not all(isinstance(e, dict) for e in cast(list[Any], held)):
        raise CodebookError(f"{path}: {name} is a list of mappings")
    return cast(list[dict[str, Any]], held)


def _event_type(path: Path, entry: dict[str, Any], own: bool) -> EventType:
    if "type" not in entry:
        raise CodebookError(f"{path}: every entry of types needs a field `type`")
    name = str(entry["type"])
    where = f"{path}: {name}"
    unknown = sorted(entry.keys() - TYPE_FIELDS)
    if unknown:
        raise CodebookError(f"{where}: unknown field {unknown[0]}")
    quadrant = str(entry.get("quadrant", ""))
    if quadrant and quadrant not in QUADRANTS:
        raise CodebookError(f"{where}: quadrant: {quadrant!r} is not one of {', '.join(QUADRANTS)}")
    score, mutual = entry.get("score"), bool(entry.get("mutual"))
    return EventType(
        name, quadrant, " ".join(str(entry.get("definition", "")).split()),
        None if score is None else _number(where, "score", score),
        {str(k): _number(where, "modes", v) for k, v in (entry.get("modes") or {}).items()},
        mutual, bool(entry.get("alone")), str(entry.get("family", "")),
        str(entry.get("gives", "" if mutual else name.lower())),
        _words(where, "wording", entry.get("wording")),
        _words(where, "examples", entry.get("examples")),
        _words(where, "counter_examples", entry.get("counter_examples")), own,
    )  # fmt: skip


def _override(path: Path, entry: dict[str, Any]) -> Override:
    where = f"{path}: override {entry.get('name', '')!s}"
    unknown = sorted(entry.keys() - OVERRIDE_FIELDS)
    if unknown:
        raise CodebookError(f"{where}: unknown field {unknown[0]}")
    for needed in ("name", "reason", "words", "type"):
        if not entry.get(needed):
            raise CodebookError(f"{where}: needs a field `{needed}`")
    stance = entry.get("stance")
    if stance is not None and stance not in list(Stance):
        raise CodebookError(f"{where}: stance: {stance!r} is not one of {', '.join(Stance)}")
    lists = {k: _words(where, k, entry.get(k)) for k in ("words", "near", "not_near", "contexts")}
    return Override(
        str(entry["name"]), str(entry["reason"]), type=str(entry["type"]), mode=entry.get("mode"),
        stance=entry.get("stance"), **lists,
    )  # fmt: skip


def _item(name: str, fields: dict[str, Any]) -> Item:
    acts = {str(k): tuple(map(str, v)) for k, v in (fields.get("acts") or {}).items()}
    return Item(str(name), tuple(map(str, fields.get("words") or ())), acts)


def _number(where: str, key: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise CodebookError(f"{where}: {key}: {value!r} is not a number") from None


def _words(where: str, key: str, raw: Any) -> tuple[str, ...]:
    if raw is None:
        return ()
    if isinstance(raw, str):
        return (raw,)
    if not isinstance(raw, list):
        raise CodebookError(f"{where}: {key} is a text or a list of texts")
    words = cast(list[Any], raw)
    for word in words:
        if isinstance(word, bool):
            # YAML reads a bare on, off, yes or no as true or false.
            raise CodebookError(f"{where}: {key} has {word} where a word is due; put it in quotes")
    return tuple(str(word) for word in words)
