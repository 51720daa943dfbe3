"""The learned reader: windows of a document in, acts with their parties and chances out.

Nothing is decided here that the chances do not say; `rows.py` makes statements of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cuibono.actors.actor import Mention
from cuibono.coding.heads import Asked, Floats, Heads, distances, single
from cuibono.coding.sense import Senses
from cuibono.coding.windows import SORTS, Window
from cuibono.errors import UsageError
from cuibono.language.encoder import Encoder
from cuibono.language.words import Pieces

READERS = ("base",)
NOBODY = "NOBODY"
IMPLIED = ("actor", "to", "source")
"""Parties that are looked for elsewhere where the sentence has no words for them."""
WEIGHED = ("actor", "to")
"""Parties of which less likely phrases are kept too, to be weighed against each other."""
LEAST, SHOWN, FAINT = 0.3, 0.02, 0.12
"""The chance from which a word is followed up as an act; that from which a code is kept; that from
which a phrase is kept among the less likely ones."""
WITHIN = 0.4
"""How far the chance of a faint phrase's word may lie below the likeliest, as a share of it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer to who is meant: a code, its chance, and the name in the text that gives it."""

    code: str
    chance: float
    mention: Mention | None = None
    sentence: int = -1


@dataclass(slots=True)
class Party:
    """A party of an act and who it may be; `span` holds its words as tokens of the sentence."""

    span: tuple[int, int] | None
    chance: float
    suffix: str = ""
    candidates: list[Candidate] = field(default_factory=list[Candidate])


@dataclass(slots=True)
class Act:
    """A word or two that say that something is done, and all that belongs to it.

    `first` and `last` are tokens of the sentence, `chance` that it is an act at all, `types` and
    `stances` the chances of each, `others` the parties that are less likely than `parties`,
    `vector` what the encoder gives for its words, `figurative` the chance that they are a figure of
    speech, or tell of sport, `passing` that the sentence mentions it in passing: "the probe on",
    `around` what it gives for their sentence, `sense` both in few numbers (`sense.py`), as text.
    """

    sentence: int
    first: int
    last: int
    chance: float
    types: dict[str, float]
    stances: dict[str, float]
    second: str | None
    hedged: float
    contexts: tuple[str, ...]
    modes: dict[str, float]
    parties: dict[str, list[Party]]
    others: dict[str, list[Party]]
    spans: dict[str, list[tuple[int, int]]]
    vector: Floats = field(repr=False)
    figurative: float = 0.0
    passing: float = 0.0
    around: Floats | None = field(default=None, repr=False)
    sense: str = ""

    @property
    def type(self) -> str:
        """The likeliest type."""
        return max(self.types, key=lambda t: self.types[t])

    @property
    def stance(self) -> str:
        """The likeliest stance."""
        return max(self.stances, key=lambda s: self.stances[s])


@dataclass(frozen=True)
class Extractor:
    """One reader in memory."""

    name: str
    encoder: Encoder
    heads: Heads
    pieces: Pieces
    labels: dict[str, Any]
    senses: Senses | None = None

    @classmethod
    def load(cls, name: str = "base", threads: int = 0) -> Extractor:
        """A reader that ships with the package, by its name."""
        if name not in READERS:
            raise UsageError(f"no reader is called {name!r}: {', '.join(READERS)}")
        return _load(name, threads)

    @property
    def version(self) -> str:
        """What `versions` in a statement says of the reader."""
        return str(self.labels["version"])

    def acts(self, windows: Sequence[Window], least: float = LEAST) -> list[list[Act]]:
        """The acts of each window: words whose chance to be one is above `least`.

        Each window is read by one thread, the longest first, so that none is waited for at the end.
        """

        def read(number: int) -> list[Act]:
            window = windows[number]
            return list(self._acts(window, self.encoder.vectors(window), least))

        order = sorted(range(len(windows)), key=lambda n: -len(windows[n].ids))
        with single(), ThreadPoolExecutor(self.encoder.threads) as pool:
            found = dict(zip(order, pool.map(read, order), strict=True))
        return [found[n] for n in range(len(windows))]

    def _acts(self, window: Window, x: Floats, least: float) -> Iterator[Act]:
        spans = list(self._triggers(window, self.heads.kinds(x), least))
        if not spans:
            return
        sums = np.concatenate([np.zeros((1, x.shape[1]), np.float32), np.cumsum(x, axis=0)])
        around = [_sentence(window, first) for first, _, _ in spans]
        act = np.stack([_mean(sums, first, last) for first, last, _ in spans])
        sentence = np.stack([_mean(sums, first, last) for first, last in around])
        told = self.heads.act(act, sentence)
        added, turned = self.heads.linear("rb", x), self.heads.linear("rd", x)
        made: list[Act] = []
        for n, (first, last, kinds) in enumerate(spans):
            begin, end = around[n]
            words = np.arange(begin, end + 1)
            far = np.where(words < first, words - first, np.maximum(0, words - last))
            tags = self.heads.roles(act[n], added[words], turned[words], distances(far))
            made.append(self._act(window, (first, last, kinds), begin, tags, act[n],
                                  {k: v[n] for k, v in told.items()}))  # fmt: skip
        self._link(window, x, sums, made, act, sentence)
        told_of = self.senses.of(act, sentence) if self.senses else [""] * len(made)
        for one, around_it, sense in zip(made, sentence, told_of, strict=True):
            one.around, one.sense = around_it, sense
        yield from made

    def _triggers(
        self, window: Window, kinds: Floats, least: float
    ) -> Iterator[tuple[int, int, Floats]]:
        """First and last word of each act, and the chances of its first word."""
        inside = kinds.shape[1] - 1
        word, many = 0, len(window.reads)
        while word < many:
            chances = kinds[word]
            begins = float(chances[1:inside].sum())
            if window.reads[word] and 1 - chances[0] > least and begins >= chances[inside]:
                last = word
                while (last + 1 < many and window.reads[last + 1]
                       and window.places[last + 1][0] == window.places[word][0]
                       and int(kinds[last + 1].argmax()) == inside):  # fmt: skip
                    last += 1
                yield word, last, chances
                word = last
            word += 1

    def _act(
        self, window: Window, trigger: tuple[int, int, Floats], begin: int, tags: Floats,
        vector: Floats, told: dict[str, Any],
    ) -> Act:  # fmt: skip
        first, last, kinds = trigger
        labels = self.labels
        parties: dict[str, list[Party]] = {}
        spans: dict[str, list[tuple[int, int]]] = {}
        base = window.places[begin][1]
        for role, name in enumerate(labels["roles"]):
            for a, b, chance in _phrases(tags[:, role]):
                if name in labels["parties"]:
                    parties.setdefault(name, []).append(Party((base + a, base + b), chance))
                else:
                    spans.setdefault(name, []).append((base + a, base + b))
        for name in IMPLIED:
            parties.setdefault(name, [Party(None, 1.0)])
        others = {
            name: [Party((base + a, base + b), chance)
                   for a, b, chance in _faint(tags[:, labels["roles"].index(name)])]
            + [Party(None, 1.0) for p in parties[name][:1] if p.span]
            for name in WEIGHED
        }  # fmt: skip
        types = kinds[1:-1] / max(1e-6, float(kinds[1:-1].sum()))
        second = int(told["second"].argmax())
        place = window.places[first]
        return Act(
            place[0], place[1], place[1] + last - first, float(1 - kinds[0]),
            dict(zip(labels["types"], map(float, types), strict=True)),
            dict(zip(labels["stances"], map(float, told["stance"]), strict=True)),
            labels["stances"][second - 1] if second else None, float(told["hedged"]),
            tuple(c for c, p in zip(labels["contexts"], told["contexts"], strict=True) if p > 0.4),
            dict(zip(labels["modes"], map(float, told["mode"]), strict=True)),
            parties, others, spans, vector,
            self._chance("figures", vector), self._chance("passing", vector),
        )  # fmt: skip

    def _chance(self, name: str, vector: Floats) -> float:
        """What the labels have learned to tell from an act's vector: `figures`, whether it is none
        (`training/extractor/literal.py`), or `passing` (`training/extractor/passing.py`).
        """
        if name not in self._learned:
            return 0.0
        weights, bias = self._learned[name]
        return float(1 / (1 + np.exp(-(vector @ weights + bias))))

    @cached_property
    def _learned(self) -> dict[str, tuple[Floats, np.float32]]:
        """Weights and bias by name, of those that the labels hold."""
        return {
            name: (np.asarray(told["weights"], np.float32), np.float32(told["bias"]))
            for name in ("figures", "passing")
            if (told := self.labels.get(name))
        }

    def _link(
        self,
        window: Window,
        x: Floats,
        sums: Floats,
        acts: Sequence[Act],
        act: Floats,
        sentence: Floats,
    ) -> None:
        """Give every party its candidates."""
        asked = [
            (n, name, p)
            for n, a in enumerate(acts)
            for held in (a.parties, a.others)
            for name, ps in held.items()
            for p in ps
        ]
        at = {place: word for word, place in enumerate(window.places)}
        where = [_words(at, acts[n], p) for n, _, p in asked]
        of = [n for n, _, _ in asked]
        told = np.array([p.span is not None for _, _, p in asked], np.float32)[:, None]
        whole = np.stack([_mean(sums, a, b) for a, b in where]) * told
        first = np.stack([x[a] for a, _ in where]) * told
        first = (first + sentence[of] * (np.float32(1) - told)).astype(np.float32)
        order = {name: i for i, name in enumerate(self.labels["parties"])}
        roles = [order[name] + (0 if p.span else len(order)) for _, name, p in asked]
        keys, inside, gaps = self._names(window, sums, asked, where)
        chances, suffixes = self.heads.links(
            Asked(whole, first, act[of], np.array(roles)), keys, inside, gaps
        )
        for (_, _, party), row, suffix in zip(asked, chances, suffixes, strict=True):
            party.candidates = self._candidates(window, row)
            party.suffix = self.labels["suffixes"][int(suffix.argmax())]

    def _names(
        self, window: Window, sums: Floats, asked: Sequence[Any], where: Sequence[tuple[int, int]]
    ) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64]]:
        """The keys of a window's names, and how each lies to each party."""
        names = window.mentions
        sorts = np.array(
            [SORTS.index(m.sort) + (0 if m.sure else len(SORTS)) for _, _, m in names], np.int64
        )
        first = np.array([a for a, _, _ in names], np.int64)[None]
        last = np.array([b for _, b, _ in names], np.int64)[None]
        begin = np.array([a for a, _ in where], np.int64)[:, None]
        end = np.array([b for _, b in where], np.int64)[:, None]
        told = np.array([party.span is not None for _, _, party in asked])[:, None]
        inside = 2 * sorts[None] + (told & (begin <= first) & (last <= end))
        gaps = distances(first - begin)
        if not names:
            width = self.heads.weights["key.bias"].size
            return np.zeros((0, width), np.float32), inside, gaps
        means = np.stack([_mean(sums, a, b) for a, b, _ in names])
        return self.heads.names(means, sorts), inside, gaps

    def _candidates(self, window: Window, chances: Floats) -> list[Candidate]:
        """Codes by their chance, each with the name that gives most of it."""
        total: dict[str, float] = {}
        best: dict[str, tuple[float, Mention | None, int]] = {}
        names = window.mentions
        for (first, _, mention), chance in zip(names, chances, strict=False):
            code, value = mention.root, float(chance)
            total[code] = total.get(code, 0.0) + value
            if value > best.get(code, (0.0, None, -1))[0]:
                best[code] = (value, mention, window.places[first][0])
        for code, chance in zip(self.labels["codes"], chances[len(names) :], strict=True):
            if chance > SHOWN / 2 or code in total:
                total[code] = total.get(code, 0.0) + float(chance)
        found = [Candidate(code, chance, *best.get(code, (0.0, None, -1))[1:])
                 for code, chance in total.items() if chance > SHOWN]  # fmt: skip
        return sorted(found, key=lambda c: -c.chance)


def _mean(sums: Floats, first: int, last: int) -> Floats:
    return (sums[last + 1] - sums[first]) / np.float32(last + 1 - first)


def _sentence(window: Window, word: int) -> tuple[int, int]:
    """The first and last word of the sentence that a word stands in."""
    number = window.places[word][0]
    first = last = word
    while first and window.places[first - 1][0] == number:
        first -= 1
    while last + 1 < len(window.places) and window.places[last + 1][0] == number:
        last += 1
    return first, last


def _words(at: dict[tuple[int, int], int], act: Act, party: Party) -> tuple[int, int]:
    first, last = party.span or (act.first, act.last)
    return at[act.sentence, first], at[act.sentence, last]


def _phrases(tags: Floats) -> Iterator[tuple[int, int, float]]:
    """The stretches of words that a role takes, from (n, 3) chances, each with its own chance."""
    word = 0
    while word < len(tags):
        if tags[word, 0] < 0.5:
            last = word
            while (
                last + 1 < len(tags)
                and tags[last + 1, 0] < 0.5
                and tags[last + 1, 2] >= tags[last + 1, 1]
            ):
                last += 1
            yield word, last, float(1 - tags[word : last + 1, 0].mean())
            word = last
        word += 1


def _faint(tags: Floats) -> Iterator[tuple[int, int, float]]:
    """The stretches of words that a role may take, though it is likelier that it does not."""
    chances = np.where(tags[:, 0] < 0.5, np.float32(0), np.float32(1) - tags[:, 0])
    word = 0
    while word < len(tags):
        if chances[word] > FAINT:
            last, most = word, chances[word]
            while (
                last + 1 < len(tags)
                and chances[last + 1] > max(FAINT, WITHIN * most)
                and tags[last + 1, 2] >= tags[last + 1, 1]
            ):
                last += 1
                most = max(most, chances[last])
            yield word, last, float(chances[word : last + 1].mean())
            word = last
        word += 1


@cache
def _load(name: str, threads: int) -> Extractor:
    with as_file(files("cuibono").joinpath(f"data/reader/{name}")) as folder:
        return read(folder, name, threads)


def read(folder: Path, name: str = "", threads: int = 0) -> Extractor:
    """The reader of a folder."""
    heads = Heads.load(folder / "heads.npz")
    labels = json.loads((folder / "labels.json").read_text("utf-8"))
    encoder = Encoder(folder, heads.weights.get("near"), threads)
    pieces = Pieces.load(folder.parent / "tokenizer.json")
    return Extractor(name or folder.name, encoder, heads, pieces, labels, Senses.load(folder))
