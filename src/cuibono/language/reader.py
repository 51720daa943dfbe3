"""The learned reader: one small encoder with several heads, run by onnxruntime."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cuibono.language import boundaries
from cuibono.language.decoding import best_tags, best_tree, spans
from cuibono.language.lemmas import Lemmas
from cuibono.language.mending import Mending
from cuibono.language.sentence import Mention, Predicate, Reading, Role, Sentence, Token
from cuibono.language.words import LIMIT, Encoded, Words, pad

BATCH_PIECES = 2_000
Span = boundaries.Span


@dataclass(frozen=True, slots=True)
class Parse:
    """What the model says of one list of words: an entry for each word, then its predicates.

    `heads` counts words from 0, -1 is the root; `vector` is the sentence's (384,) embedding;
    `senses` (n, 768) are the words' vectors for the learned part of the coder.
    """

    upos: list[str]
    xpos: list[str]
    lemmas: list[str]
    heads: list[int]
    relations: list[str]
    entities: list[str]
    factuality: list[float]
    roles: dict[int, list[tuple[str, int, int]]]
    vector: NDArray[np.float32]
    senses: NDArray[np.float32] | None = None


class Reader:
    """Reads text into sentences with trees, roles and mentions.

    >>> reading = Reader.load().read("Kyiv cut ties with Pyongyang.")
    >>> [t.deprel for t in reading.sentences[0].tokens][:3]
    ['nsubj', 'root', 'obj']
    """

    def __init__(self, folder: Path, threads: int = 0) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.enable_cpu_mem_arena = False
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._labels: dict[str, Any] = json.loads((folder / "labels.json").read_text("utf-8"))
        self._lemmas = Lemmas(json.loads((folder / "lemmas.json").read_text("utf-8")))
        stored = np.load(folder / "relations.npz")
        self._weight = stored["weight"].astype(np.float32)
        self._bias = stored["bias"].astype(np.float32)
        self._words = Words(Tokenizer.from_file(str(folder / "tokenizer.json")))

    @classmethod
    @cache
    def load(cls, threads: int = 0) -> Reader:
        """The reader that ships with the package, loaded once a process."""
        with as_file(files("cuibono").joinpath("data/reader")) as folder:
            return cls(folder, threads)

    @property
    def version(self) -> str:
        """The model's name, stored with everything it helped to make."""
        return str(self._labels["version"])

    def read(self, text: str) -> Reading:
        """Read one text."""
        return self.read_many([text])[0]

    def read_many(self, texts: Sequence[str]) -> list[Reading]:
        """Read texts together, so that sentences of like length share a batch."""
        cut = [list(boundaries.sentences(text)) for text in texts]
        words = [
            [text[a:b] for a, b in spans_]
            for text, found in zip(texts, cut, strict=True)
            for _, spans_ in found
        ]
        parses = iter(self.parse(words))
        return [
            Reading(
                text, tuple(_sentence(text, s, w, next(parses)) for s, w in found), self.version
            )
            for text, found in zip(texts, cut, strict=True)
        ]

    def parse(
        self, sentences: Sequence[Sequence[str]], predicates: Sequence[Iterable[int]] | None = None
    ) -> list[Parse]:
        """Parse sentences given as words; `predicates` adds words that are known to be ones."""
        chunks = [(i, a, b) for i, words in enumerate(sentences) for a, b in self._chunks(words)]
        encoded = [self._words.encode(sentences[i][a:b]) for i, a, b in chunks]
        parsed: list[Parse | None] = [None] * len(chunks)
        for batch in _batches(encoded):
            forced = [
                [p - chunks[k][1] for p in (predicates[chunks[k][0]] if predicates else ())]
                for k in batch
            ]
            words = [sentences[chunks[k][0]][chunks[k][1] : chunks[k][2]] for k in batch]
            for k, parse in zip(
                batch, self._run([encoded[k] for k in batch], words, forced), strict=True
            ):
                parsed[k] = parse
        joined: list[list[Parse]] = [[] for _ in sentences]
        for (i, _, _), parse in zip(chunks, parsed, strict=True):
            if parse is not None:
                joined[i].append(parse)
        return [_join(parts) for parts in joined]

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Sentence vectors, (n, 384), of unit length: near when meanings are near."""
        words = [[t[a:b] for a, b in boundaries.tokens(t, 0, len(t))] or ["."] for t in texts]
        return (
            np.stack([p.vector for p in self.parse(words)])
            if words
            else np.zeros((0, 384), np.float32)
        )

    def _chunks(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Cut a sentence that is too long for the encoder."""
        cuts, used = [0], 0
        for index, word in enumerate(words):
            length = self._words.length(word)
            if used + length > LIMIT:
                cuts.append(index)
                used = 0
            used += length
        yield from pairwise([*cuts, len(words)])

    def _run(
        self, batch: list[Encoded], words: list[Sequence[str]], forced: list[list[int]]
    ) -> list[Parse]:
        inputs = pad(batch)
        force = np.zeros_like(inputs["words"])
        for row, indices in enumerate(forced):
            force[row, [i for i in indices if 0 <= i < len(words[row])]] = 1
        names = [o.name for o in self._session.get_outputs()]
        out = dict(zip(names, self._session.run(None, {**inputs, "forced": force}), strict=True))
        roles: list[dict[int, list[tuple[str, int, int]]]] = [{} for _ in batch]
        places: list[list[int]] = out["predicates"].tolist()
        best = best_tags(out["roles"], [len(words[row]) for row, _ in places]) if places else []
        for (row, word), tags in zip(places, best, strict=True):
            roles[row][word] = spans([self._labels["role"][k] for k in tags])
        return [self._decoded(out, row, words[row], roles[row]) for row in range(len(batch))]

    def _decoded(
        self,
        out: dict[str, NDArray[Any]],
        row: int,
        words: Sequence[str],
        roles: dict[int, list[tuple[str, int, int]]],
    ) -> Parse:
        n = len(words)
        heads = best_tree(out["arcs"][row, :n, : n + 1])
        relations = self._relations(out, row, heads)
        governors = [h - 1 for h in heads]

        def named(key: str) -> list[str]:
            return [self._labels[key][k] for k in out[key][row, :n].tolist()]

        upos, scripts = named("upos"), named("lemma")
        xpos = named("xpos")
        Mending(words, upos, xpos, governors, relations).mend()
        lemmas = [
            self._lemmas.of(tag, word, script)
            for tag, script, word in zip(upos, scripts, words, strict=True)
        ]
        return Parse(
            upos=upos,
            xpos=xpos,
            lemmas=lemmas,
            heads=governors,
            relations=relations,
            entities=named("entity"),
            factuality=[round(f, 2) for f in out["factuality"][row, :n].tolist()],
            roles=roles,
            vector=out["vector"][row],
            senses=out["senses"][row, :n] if "senses" in out else None,
        )

    def _relations(self, out: dict[str, NDArray[Any]], row: int, heads: list[int]) -> list[str]:
        """Labels of the arcs: the model's own, scored anew where the tree chose another head."""
        n = len(heads)
        labels = out["relation"][row, :n].copy()
        greedy = out["arcs"][row, :n, : n + 1].argmax(1)
        for word in np.flatnonzero(greedy != np.array(heads)).tolist():
            head, dependent = out["heads"][row, heads[word]], out["dependents"][row, word]
            features = np.concatenate([head * dependent, head, dependent])
            labels[word] = (self._weight @ features + self._bias).argmax()
        names = [self._labels["relation"][k] for k in labels.tolist()]
        return [
            "root" if h == 0 else ("dep" if name == "root" else name)
            for h, name in zip(heads, names, strict=True)
        ]


def _batches(encoded: Sequence[Encoded]) -> Iterator[list[int]]:
    """Indices of sentences of like length, shortest first, bounded in wordpieces."""
    order = sorted(range(len(encoded)), key=lambda k: len(encoded[k].pieces))
    batch: list[int] = []
    for k in order:
        if batch and len(encoded[k].pieces) * (len(batch) + 1) > BATCH_PIECES:
            yield batch
            batch = []
        batch.append(k)
    if batch:
        yield batch


def _join(parts: list[Parse]) -> Parse:
    """The parses of a long sentence's pieces as one; later roots hang on the first."""
    if len(parts) == 1:
        return parts[0]
    offset, root = 0, parts[0].heads.index(-1)
    senses = [p.senses for p in parts if p.senses is not None]
    joined = np.concatenate(senses) if senses else None
    whole = Parse([], [], [], [], [], [], [], {}, parts[0].vector, joined)
    for part in parts:
        later = offset > 0
        whole.heads.extend((root if later else -1) if h < 0 else h + offset for h in part.heads)
        whole.relations.extend("parataxis" if later and r == "root" else r for r in part.relations)
        for mine, theirs in (
            (whole.upos, part.upos), (whole.xpos, part.xpos), (whole.lemmas, part.lemmas),
            (whole.entities, part.entities),
        ):  # fmt: skip
            mine.extend(theirs)
        whole.factuality.extend(part.factuality)
        for index, roles in part.roles.items():
            whole.roles[index + offset] = [(r, a + offset, b + offset) for r, a, b in roles]
        offset += len(part.upos)
    return whole


def _sentence(text: str, span: Span, words: Sequence[Span], parse: Parse) -> Sentence:
    tokens = tuple(
        Token(i, text[a:b], a, b, parse.lemmas[i], parse.upos[i], parse.xpos[i],
              parse.heads[i], parse.relations[i])
        for i, (a, b) in enumerate(words)
    )  # fmt: skip
    predicates = tuple(
        Predicate(i, tuple(Role(*r) for r in roles), parse.factuality[i])
        for i, roles in sorted(parse.roles.items())
    )
    bare = Sentence(text[span[0] : span[1]], span[0], span[1], tokens)
    mentions = tuple(
        Mention(inside[0], inside[-1], i, kind)
        for i, kind in enumerate(parse.entities)
        if kind != "none" and (inside := bare.subtree(i))
    )
    return Sentence(bare.text, bare.start, bare.end, tokens, predicates, mentions, parse.senses)
