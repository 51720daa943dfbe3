"""What the network finds in windows, in the shape of the examples; and how right it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from training.extractor.batches import INSIDE, Example, batches, tensors
from training.extractor.labels import IMPLIED, PARTIES, ROLES, TYPES
from training.extractor.model import Extractor

SAYS = 0.5
"""A word is an act where the chance that it is none lies below this."""


@torch.no_grad()
def decode(
    model: Extractor, examples: Sequence[Example], codes: dict[str, int], padding: int,
    says: float = SAYS, pieces: int = 8000,
) -> list[Example]:  # fmt: skip
    """The examples with the acts that the network finds in place of the annotated ones."""
    model.eval()
    device = next(model.parameters()).device
    found: dict[int, Example] = {}
    place = {id(e): n for n, e in enumerate(examples)}
    names = list(codes)
    for part in batches(examples, pieces):
        bare = [{**e, "triggers": []} for e in part]
        batch = {k: v.to(device) for k, v in tensors(bare, codes, padding).items()}
        x = model.words(batch)
        chances = model.kind(x).float().softmax(-1).cpu()
        for row, e in enumerate(bare):
            e["triggers"] = acts(chances[row], e, says)
        if any(e["triggers"] for e in bare):
            _roles(model, x, bare, codes, padding)
            _links(model, x, bare, codes, padding, names)
        for e, source in zip(bare, part, strict=True):
            found[place[id(source)]] = e
    return [found[n] for n in range(len(examples))]


def acts(chances: Tensor, e: Example, says: float) -> list[Example]:
    """The runs of words that say that something is done."""
    out: list[Example] = []
    word, many = 0, len(e["reads"])
    while word < many:
        if not e["reads"][word]:
            word += 1
            continue
        none = float(chances[word, 0])
        begins = chances[word, 1:INSIDE]
        if none < says and float(begins.sum()) >= float(chances[word, INSIDE]):
            last = word
            while (last + 1 < many and e["reads"][last + 1]
                   and e["sentences"][last + 1] == e["sentences"][word]
                   and int(chances[last + 1].argmax()) == INSIDE):  # fmt: skip
                last += 1
            out.append({
                "words": (word, last), "type": int(begins.argmax()), "chance": 1 - none,
                "type_chance": float(begins.max()), "stance": 0, "second": 0, "hedged": 0,
                "mode": -1, "contexts": [], "parties": [], "spans": [], "implied": {},
            })  # fmt: skip
            word = last
        word += 1
    return out


def _roles(
    model: Extractor, x: Tensor, part: list[Example], codes: dict[str, int], padding: int
) -> None:
    batch = {k: v.to(x.device) for k, v in tensors(part, codes, padding).items()}
    act, sentence = model.acts(x, batch)
    told = model.act(torch.cat([act, sentence], -1))
    stance = model.stance(told).float().softmax(-1).cpu()
    second = model.second(told).argmax(-1).cpu()
    hedged = model.hedged(told)[:, 0].float().sigmoid().cpu()
    contexts = model.contexts(told).float().sigmoid().cpu()
    tags = model.roles(x, act, batch).float().softmax(-1).cpu()
    words = batch["role_words"].cpu()
    n = 0
    for e in part:
        for t in e["triggers"]:
            t["stance"], t["second"] = int(stance[n].argmax()), int(second[n])
            t["stance_chance"] = float(stance[n].max())
            t["hedged"] = int(hedged[n] > 0.5)
            t["contexts"] = [i for i, c in enumerate(contexts[n]) if c > 0.4]
            many = sum(1 for s in e["sentences"] if s == e["sentences"][t["words"][0]])
            for role, name in enumerate(ROLES):
                for first, last in phrases(tags[n, :many, role].tolist()):
                    a, b = int(words[n, first]), int(words[n, last])
                    if name in PARTIES:
                        t["parties"].append((role, a, b, [], -1))
                    else:
                        t["spans"].append((role, a, b))
            held = {p[0] for p in t["parties"]}
            t["implied"] = {r: [] for i in IMPLIED if (r := ROLES.index(i)) not in held}
            n += 1


def phrases(tags: list[list[float]]) -> list[tuple[int, int]]:
    """The stretches of words that a role takes, by each word's chances: outside, first, inside."""
    out: list[tuple[int, int]] = []
    word = 0
    while word < len(tags):
        last = word
        if tags[word][0] < 0.5:
            while last + 1 < len(tags) and tags[last + 1][0] < 0.5 and (
                    tags[last + 1][2] >= tags[last + 1][1]):  # fmt: skip
                last += 1
            out.append((word, last))
        word = last + 1
    return out


def _links(
    model: Extractor,
    x: Tensor,
    part: list[Example],
    codes: dict[str, int],
    padding: int,
    names: list[str],
) -> None:
    batch = {k: v.to(x.device) for k, v in tensors(part, codes, padding).items()}
    act, sentence = model.acts(x, batch)
    scored, _ = model.links(x, act, sentence, batch)
    chances = scored.float().softmax(-1).cpu()
    most = chances.shape[1] - len(names)
    n = 0
    for e in part:
        for t in e["triggers"]:
            parties: list[Any] = []
            for role, a, b, _, _ in t["parties"]:
                found = totals(chances[n], e, names, most)
                parties.append((role, a, b, best(found), 0))
                n += 1
            for role in t["implied"]:
                t["implied"][role] = best(totals(chances[n], e, names, most))
                n += 1
            t["parties"] = parties


def totals(chances: Tensor, e: Example, names: list[str], most: int) -> dict[str, float]:
    """The chance of each code, over all names of it and the codes that are known by heart."""
    found = {code: float(c) for code, c in zip(names, chances[most:], strict=True) if c > 0.01}
    for m, c in zip(e["mentions"], chances[:most], strict=False):
        found[m[2]] = found.get(m[2], 0.0) + float(c)
    return found


def best(found: dict[str, float]) -> list[str]:
    """The likeliest code, and a second one where both are meant alike ("the two countries")."""
    ranked = sorted(found.items(), key=lambda item: -item[1])
    kept = [ranked[0][0]] if ranked else ["---"]
    if (
        len(ranked) > 1
        and ranked[1][1] > 0.4
        and not {"NOBODY", "---"} & {ranked[0][0], ranked[1][0]}
    ):
        kept.append(ranked[1][0])
    return kept


def sides(t: Example, role: str) -> frozenset[str]:
    """The codes of a role, `---` where there is nobody."""
    number = ROLES.index(role)
    found = {c for p in t["parties"] if p[0] == number for c in p[3]}
    found |= set(t["implied"].get(number, ())) if not found else set()
    return frozenset(found - {"NOBODY"}) or frozenset({"---" if role != "source" else "AUTHOR"})


def triples(t: Example) -> set[tuple[str, str, str]]:
    """Actor, type, recipient, one for each pair; mutual acts in the order of the alphabet."""
    kind = TYPES[t["type"]]
    out: set[tuple[str, str, str]] = set()
    for a in sides(t, "actor"):
        for b in sides(t, "to"):
            pair = sorted((a, b)) if kind in ("AGREE", "CONSULT", "COOPERATE") else (a, b)
            out.add((pair[0], kind, pair[1]))
    return out


def f1(hits: float, found: float, wanted: float) -> float:
    """The harmonic mean of precision and recall."""
    return round(2 * hits / max(1.0, found + wanted), 4)


def scores(gold: Sequence[Example], found: Sequence[Example]) -> dict[str, float]:
    """F1 of triggers, with type, with both parties; accuracies of what is found; wholly right."""
    hits = {"trigger": 0.0, "typed": 0.0, "stance": 0.0, "source": 0.0, "actor": 0.0, "to": 0.0,
            "row": 0.0, "whole": 0.0}  # fmt: skip
    many = wanted = 0
    for g, f in zip(gold, found, strict=True):
        many, wanted = many + len(f["triggers"]), wanted + len(g["triggers"])
        free = list(f["triggers"])
        for t in g["triggers"]:
            near = [
                u for u in free if u["words"][0] <= t["words"][1] and t["words"][0] <= u["words"][1]
            ]
            if not near:
                continue
            u = max(near, key=lambda u: u["type"] == t["type"])
            free.remove(u)
            hits["trigger"] += 1
            typed = u["type"] == t["type"]
            hits["typed"] += typed
            stance, source = u["stance"] == t["stance"], sides(t, "source") == sides(u, "source")
            hits["stance"] += stance
            hits["source"] += source
            hits["actor"] += sides(t, "actor") == sides(u, "actor")
            hits["to"] += sides(t, "to") == sides(u, "to")
            row = typed and triples(t) == triples(u)
            hits["row"] += row
            hits["whole"] += row and stance and source
    met = max(1.0, hits["trigger"])
    return {
        **{k: f1(hits[k], many, wanted) for k in ("trigger", "typed", "row", "whole")},
        **{k: round(hits[k] / met, 4) for k in ("stance", "source", "actor", "to")},
        "found": many, "wanted": wanted,
        "precision": round(hits["row"] / max(1, many), 4),
    }  # fmt: skip
