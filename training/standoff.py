"""Annotators' files to stand-off annotations: document id, offsets and labels, no text.

    python -m training.standoff INDEX OUT_FOLDER ANNOTATED... --data ../shared/data

An annotated file has a line `@ 001.1` for each sentence and below it the lines that
`training/annotations/README.md` describes; INDEX says which document and offsets each of its
sentences has.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Span = dict[str, int]
SPANS = ("item", "when", "where", "qty")


def place(text: str, words: str) -> Span | None:
    """Where words stand in a sentence; `words@2` is the second place; None where they do not."""
    plain, _, nth = words.partition("@")
    found = (
        [m.span() for m in re.finditer(rf"(?<!\w){re.escape(plain)}(?!\w)", text)] if plain else []
    )
    number = int(nth) - 1 if nth.isdigit() else 0
    if number >= len(found):
        return None
    return {"start": found[number][0], "end": found[number][1]}


def party(text: str, one: str) -> dict[str, Any] | None:
    """`WORDS=CODE` as offsets and a code, a code alone for `~=CODE`."""
    if one == "UNNAMED":
        return {"code": "UNNAMED"}
    words, _, code = one.rpartition("=")
    if words in ("~", "UNNAMED"):
        return {"code": code}
    span = place(text, words)
    return {**span, "code": code} if span else None


def statement(text: str, line: str) -> dict[str, Any] | None:
    """One line `+ trigger | TYPE | fields` as a statement; None where its trigger is not there."""
    trigger, kind, *fields = (part.strip() for part in line[2:].split(" | "))
    span = place(text, trigger)
    if span is None:
        return None
    name, _, mode = kind.partition("/")
    out: dict[str, Any] = {"trigger": span, "type": name, "stance": "reported"}
    if mode:
        out["mode"] = mode
    for one in fields:
        key, _, value = one.partition("=")
        if one == "hedged":
            out["hedged"] = True
        elif key == "stance":
            out["stance"] = value
        elif key == "in":
            out["contexts"] = [c.strip() for c in value.split(",")]
        elif key in SPANS:
            out[key] = [s for w in value.split(" & ") if (s := place(text, w))]
        else:
            parts = re.split(r" & | > ", value)
            out[key] = [p for w in parts if (p := party(text, w)) is not None]
    return out


def sentences(path: Path, index: dict[str, Any], texts: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The sentences of one annotated file."""
    held: dict[str, Any] | None = None
    text = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("@ "):
            if held:
                yield held
            held = None
            found = index.get(f"{path.stem}/{line[2:].strip()}")
            if found:
                id_, start, end, style = found
                text = re.sub(r"\s", " ", texts[id_][start:end])
                held = {"id": id_, "style": style, "start": start, "end": end, "statements": [],
                        "traps": []}  # fmt: skip
        elif held and line.startswith("+ ") and (made := statement(text, line)):
            held["statements"].append(made)
        elif held and line.startswith("- "):
            words, _, kind = (part.strip() for part in line[2:].partition("|"))
            if span := place(text, words):
                held["traps"].append({**span, "kind": kind})
    if held:
        yield held


def main() -> None:
    """Write one file of documents for all annotated files."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("index", type=Path, nargs=1)
    options.add_argument("out", type=Path)
    options.add_argument("annotated", type=Path, nargs="+")
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    chosen = options.parse_args()
    index = json.loads(chosen.index[0].read_text())
    texts: dict[str, str] = {}
    for path in sorted((chosen.data / "prose").glob("*.jsonl")):
        for line in path.open(encoding="utf-8"):
            raw = json.loads(line)
            texts[raw["id"]] = raw["text"]
    docs: dict[str, dict[str, Any]] = {}
    for path in chosen.annotated:
        for one in sentences(path, index, texts):
            doc = docs.setdefault(one.pop("id"), {"style": one["style"], "sentences": []})
            one.pop("style")
            doc["sentences"].append(one)
    with chosen.out.open("w", encoding="utf-8") as file:
        for id_, doc in sorted(docs.items()):
            doc["sentences"].sort(key=lambda s: s["start"])
            file.write(json.dumps({"id": id_, **doc}, separators=(",", ":")) + "\n")
    many = [s for d in docs.values() for s in d["sentences"]]
    print(len(docs), "documents", len(many), "sentences", sum(len(s["statements"]) for s in many))


if __name__ == "__main__":
    main()
