"""Examples to tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch import Tensor

from training.extractor.labels import CONTEXTS, PARTIES, ROLES, SORTS_TOLD, TYPES
from training.extractor.model import FAR

Example = dict[str, Any]
STEP = 8
"""Windows are padded to multiples of this."""
INSIDE = 1 + len(TYPES)


def distance(d: int) -> int:
    """A signed distance in words as one of 2 * FAR + 3 numbers; powers of two apart."""
    steps = min(abs(d).bit_length(), FAR + 1)
    return FAR + 1 + (steps if d > 0 else -steps)


def batches(
    examples: Sequence[Example], pieces: int, seed: int | None = None
) -> Iterator[list[Example]]:
    """Examples of like length together, at most so many wordpieces with the padding."""
    draw = random.Random(seed)
    order = sorted(
        examples, key=lambda e: len(e["ids"]) + (draw.random() * 12 if seed is not None else 0)
    )
    made: list[list[Example]] = []
    held: list[Example] = []
    for example in order:
        width = -(-len(example["ids"]) // STEP) * STEP
        if held and (len(held) + 1) * width > pieces:
            made.append(held)
            held = []
        held.append(example)
    made.append(held)
    if seed is not None:
        draw.shuffle(made)
    yield from made


def without_header(example: Example) -> Example:
    """The same window without its publisher."""
    many = example["header"] + 1 if example["header"] else 0
    if not many:
        return example
    first = example["firsts"][many]
    gone = first - 1
    cut = {k: example[k][:1] + example[k][first:] for k in ("ids", "shapes", "names")}
    return {
        **example, **cut, "header": 0,
        "firsts": [f - gone for f in example["firsts"][many:]],
        "reads": example["reads"][many:], "sentences": example["sentences"][many:],
        "mentions": [(a - many, b - many, *m) for a, b, *m in example["mentions"] if a >= many],
        "triggers": [_moved(t, many) for t in example["triggers"]],
    }  # fmt: skip


def _moved(t: Example, by: int) -> Example:
    return {
        **t, "words": (t["words"][0] - by, t["words"][1] - by),
        "parties": [(r, a - by, b - by, c, s) for r, a, b, c, s in t["parties"]],
        "spans": [(r, a - by, b - by) for r, a, b in t["spans"]],
    }  # fmt: skip


def tensors(batch: Sequence[Example], codes: dict[str, int], padding: int) -> dict[str, Tensor]:
    """Inputs and labels of a batch."""
    b = len(batch)
    width = -(-max(len(e["ids"]) for e in batch) // STEP) * STEP
    count = max(len(e["firsts"]) for e in batch)
    out = {
        "ids": torch.full((b, width), padding), "shapes": torch.zeros(b, width, dtype=torch.long),
        "names": torch.zeros(b, width, dtype=torch.long), "mask": torch.zeros(b, width),
        "firsts": torch.zeros(b, count, dtype=torch.long),
        "types": torch.full((b, count), -1),
    }  # fmt: skip
    for row, e in enumerate(batch):
        n = len(e["ids"])
        for key in ("ids", "shapes", "names"):
            out[key][row, :n] = torch.tensor(e[key])
        out["mask"][row, :n] = 1
        out["firsts"][row, : len(e["firsts"])] = torch.tensor(e["firsts"])
        out["types"][row, : len(e["reads"])] = torch.tensor([0 if r else -1 for r in e["reads"]])
        for t in e["triggers"]:
            first, last = t["words"]
            out["types"][row, first : last + 1] = INSIDE
            out["types"][row, first] = 1 + t["type"]
    if all("lower" in e for e in batch):
        out["lower"] = torch.zeros(b, width, batch[0]["lower"].shape[1])
        for row, e in enumerate(batch):
            out["lower"][row, : len(e["ids"])] = e["lower"].float()
    acts = [(row, t) for row, e in enumerate(batch) for t in e["triggers"]]
    if acts:
        out |= _acts(batch, acts)
        out |= _parties(batch, acts, codes)
    return out


def sentence_words(e: Example, word: int) -> list[int]:
    """The words of the sentence that a word stands in."""
    number = e["sentences"][word]
    first = last = word
    while first and e["sentences"][first - 1] == number:
        first -= 1
    while last + 1 < len(e["sentences"]) and e["sentences"][last + 1] == number:
        last += 1
    return list(range(first, last + 1))


def _acts(batch: Sequence[Example], acts: list[tuple[int, Example]]) -> dict[str, Tensor]:
    a = len(acts)
    spread = [sentence_words(batch[row], t["words"][0]) for row, t in acts]
    wide = max(map(len, spread))
    out = {
        "act_span": torch.tensor([(row, *t["words"]) for row, t in acts]),
        "sentence_span": torch.tensor(
            [(row, w[0], w[-1]) for (row, _), w in zip(acts, spread, strict=True)]
        ),
        "role_words": torch.zeros(a, wide, dtype=torch.long),
        "role_far": torch.zeros(a, wide, dtype=torch.long),
        "role_tags": torch.full((a, wide, len(ROLES)), -1),
        "stance": torch.tensor([t["stance"] for _, t in acts]),
        "second": torch.tensor([t["second"] for _, t in acts]),
        "hedged": torch.tensor([float(t["hedged"]) for _, t in acts]),
        "mode": torch.tensor([t["mode"] for _, t in acts]),
        "contexts": torch.zeros(a, len(CONTEXTS)),
    }  # fmt: skip
    for n, (_, t) in enumerate(acts):
        words = spread[n]
        first, last = t["words"]
        out["role_words"][n, : len(words)] = torch.tensor(words)
        far = [distance(w - first if w < first else max(0, w - last)) for w in words]
        out["role_far"][n, : len(words)] = torch.tensor(far)
        out["role_tags"][n, : len(words)] = 0
        out["contexts"][n, t["contexts"]] = 1
        for role, x, y in (*((p[0], p[1], p[2]) for p in t["parties"]), *t["spans"]):
            begin = x - words[0]
            out["role_tags"][n, begin : y - words[0] + 1, role] = 2
            out["role_tags"][n, begin, role] = 1
    return out


def _parties(
    batch: Sequence[Example], acts: list[tuple[int, Example]], codes: dict[str, int]
) -> dict[str, Tensor]:
    names: list[tuple[int, int, int, int]] = []
    of_row: dict[int, list[int]] = {}
    for row, e in enumerate(batch):
        for a, b, _, sort, sure, *_ in e["mentions"]:
            of_row.setdefault(row, []).append(len(names))
            names.append((row, a, b, sort + (0 if sure else SORTS_TOLD)))
    if not names:
        names.append((0, 0, 0, 0))
    asked: list[tuple[int, int, int, int, int, list[str], int]] = []
    for n, (_, t) in enumerate(acts):
        for role, a, b, found, suffix in t["parties"]:
            asked.append((n, PARTIES.index(ROLES[role]), a, b, 1, found, suffix))
        for role, found in t["implied"].items():
            at = t["words"]
            asked.append((n, PARTIES.index(ROLES[role]), at[0], at[1], 0, found, -1))
    if not asked:
        asked.append((0, 0, 0, 0, 0, [], -1))
    p, most = len(asked), max([len(v) for v in of_row.values()] or [1])
    out = {
        "party_act": torch.tensor([x[0] for x in asked]),
        "party_span": torch.tensor([(acts[x[0]][0], x[2], x[3]) for x in asked]),
        "party_named": torch.tensor([x[4] for x in asked]),
        "party_role": torch.tensor([x[1] + (0 if x[4] else len(PARTIES)) for x in asked]),
        "party_names": torch.full((p, most), -1),
        "pair_inside": torch.zeros(p, most, dtype=torch.long),
        "pair_gap": torch.zeros(p, most, dtype=torch.long),
        "party_suffix": torch.tensor([x[6] for x in asked]),
        "party_gold": torch.zeros(p, most + len(codes)),
        "name_span": torch.tensor([x[:3] for x in names]),
        "name_sort": torch.tensor([x[3] for x in names]),
    }  # fmt: skip
    for k, (n, _, a, b, named, found, _) in enumerate(asked):
        row = acts[n][0]
        for j, index in enumerate(of_row.get(row, ())):
            _, x, y, sort = names[index]
            inside = int(bool(named) and a <= x and y <= b)
            out["party_names"][k, j] = index
            out["pair_inside"][k, j] = 2 * sort + inside
            out["pair_gap"][k, j] = distance(x - a)
            if batch[row]["mentions"][j][2] in found:
                out["party_gold"][k, j] = 1
        for code in found:
            if code in codes:
                out["party_gold"][k, most + codes[code]] = 1
    return out
