"""Lists of references beside files: Zotero (JSON, RDF) and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, cast

from cuibono import infile
from cuibono.documents.columns import word
from cuibono.documents.document import Sure, Witness
from cuibono.documents.found import DocumentError, Testimony
from cuibono.documents.xml import xml_of

CSL = re.compile(
    r'"(?:issued|container-title|itemType|creators|citation-key|citationKey|publicationTitle)"\s*:'
)
RDF = "http://www.zotero.org/namespaces/export#"
LARGEST = 20_000_000
IN_TITLE = 25
"""Letters of a title that a file's name must begin with, or hold, to be the same."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry: what it says, and by which names its files are known."""

    witnesses: tuple[Witness, ...]
    paths: tuple[str, ...] = ()
    key: str = ""
    title: str = ""

    def names(self, path: Path) -> bool:
        """Whether a file belongs to the entry."""
        tails = [PurePosixPath(p.replace("\\", "/")) for p in self.paths]
        if any(t.name == path.name and _ends(path, t) for t in tails):
            return True
        stem = squeezed(path.stem)
        if tails or not stem:
            return False
        start = self.title[:IN_TITLE]
        return (
            stem == squeezed(self.key) or (len(start) > 8 and start in stem) or stem == self.title
        )


def _ends(path: Path, tail: PurePosixPath) -> bool:
    """Whether a path ends as another one does, as far as both name folders below the list."""
    here, there = path.parts[-2:], tail.parts[-2:]
    return (
        len(there) < 2
        or len(here) < 2
        or here == there
        or tail.is_absolute()
        or ":" in tail.parts[0]
    )


def squeezed(text: str) -> str:
    """Letters and digits of a name, to compare by.

    >>> squeezed("Varga - 2024 - What the War Brings")
    'varga2024whatthewarbrings'
    """
    return re.sub(r"[\W_]+", "", text.lower())


def references(path: Path) -> list[Reference]:
    """The entries of a list; none where the file is not such a list."""
    try:
        if path.suffix.lower() not in (".json", ".rdf") or path.stat().st_size > LARGEST:
            return []
        data = infile.content(path)
    except OSError:
        return []
    try:
        return of_bytes(data)
    except (DocumentError, ValueError, RecursionError):
        return []


def of_bytes(data: bytes) -> list[Reference]:
    """The entries in the bytes of a list; none where they are not such a list."""
    if RDF.encode() in data[:4000]:
        return _of_rdf(data)
    text = data.decode("utf-8-sig", "replace")
    if not CSL.search(text):
        return []
    value: Any = json.loads(text)
    if isinstance(value, dict) and isinstance(cast(dict[str, Any], value).get("items"), list):
        value = cast(dict[str, Any], value)["items"]
    listed = cast(list[Any], value) if isinstance(value, list) else []
    return [_entry(cast(dict[str, Any], item)) for item in listed if is_reference(item)]


def is_reference(value: Any) -> bool:
    """Whether a JSON value is an entry of CSL-JSON or Zotero's JSON."""
    if not isinstance(value, dict):
        return False
    item = cast(dict[str, Any], value)
    marks = ("issued", "container-title", "itemType", "creators", "citation-key", "citationKey")
    return any(name in item for name in marks) and not item.get("text") and not item.get("body")


def _entry(item: Mapping[str, Any]) -> Reference:
    told = Testimony()
    reference(item, told)
    files = item.get("attachments") or item.get("file") or []
    listed: list[Any] = cast(list[Any], files) if isinstance(files, list) else str(files).split(";")
    paths = [str(f.get("path") or f.get("localPath") or f.get("filename") or "") if isinstance(f,
                                                                                               dict)
             else _bare(str(f)) for f in listed]  # fmt: skip
    key = str(item.get("citation-key") or item.get("citationKey") or item.get("id") or "")
    title = squeezed(str(item.get("title") or ""))
    return Reference(tuple(told.witnesses), tuple(p for p in paths if p), key, title)


def _bare(file: str) -> str:
    """The path in `label:path:type`, as BibTeX-like exports write it."""
    parts = file.split(":")
    return parts[1] if len(parts) == 3 else file


def reference(item: Mapping[str, Any], told: Testimony) -> None:
    """Take down an entry's fields."""
    told.say("title", item.get("title"), "reference", Sure.GIVEN)
    named = ("container-title", "publicationTitle", "websiteTitle", "blogTitle", "forumTitle",
             "proceedingsTitle", "publisher", "institution", "repository")  # fmt: skip
    told.say(
        "publisher", next((item[n] for n in named if item.get(n)), ""), "reference", Sure.GIVEN
    )
    people = item.get("author") or item.get("creators") or ()
    told.say("author", _people(people), "reference", Sure.GIVEN)
    told.say("address", item.get("URL") or item.get("url"), "reference", Sure.GIVEN)
    told.say("language", str(item.get("language") or "")[:2].lower(), "reference", Sure.LIKELY)
    issued = item.get("issued")
    told.date("published", _issued(issued) if issued else item.get("date"), "reference", Sure.GIVEN)


def _people(people: Any) -> str:
    if not isinstance(people, list):
        return word(people)
    names: list[str] = []
    for one in cast(list[Any], people):
        if isinstance(one, dict):
            person = cast(dict[str, Any], one)
            given = person.get("given") or person.get("firstName") or ""
            family = person.get("family") or person.get("lastName") or ""
            names.append(f"{given} {family}".strip() or word(person.get("literal") or person))
        else:
            names.append(word(one))
    return ", ".join(n for n in names if n)


def _issued(issued: Any) -> str:
    """A date of CSL: parts, or as it was typed."""
    if isinstance(issued, dict):
        held = cast(dict[str, Any], issued)
        parts: Any = held.get("date-parts")
        try:
            return "-".join(f"{int(p):02d}" for p in parts[0])
        except (TypeError, ValueError, IndexError, KeyError):
            return str(held.get("raw") or held.get("literal") or "")
    return str(issued)


def _of_rdf(data: bytes) -> list[Reference]:
    """The entries of Zotero's RDF."""
    root = xml_of(data)
    about = {n.get(_rdf("about")): n for n in root if n.get(_rdf("about"))}
    found: list[Reference] = []
    for node in root:
        if not any(_tag(c) == "itemType" for c in node) or _tag(node) == "Attachment":
            continue
        item: dict[str, Any] = {}
        paths: list[str] = []
        for child in node:
            tag, said = _tag(child), " ".join("".join(child.itertext()).split())
            if tag in ("title", "date"):
                item[tag] = said
            elif tag in ("identifier", "link"):
                there = about.get(child.get(_rdf("resource")))
                paths += _attached(there) if there is not None else []
                item.setdefault("url", said) if said.startswith("http") else None
            elif tag == "authors":
                item["author"] = [_person(p) for p in child.iter() if _tag(p) == "Person"]
            elif tag in ("isPartOf", "publisher"):
                there = about.get(child.get(_rdf("resource")), child)
                titles = [t for t in there.iter() if _tag(t) in ("title", "name") and t.text]
                item.setdefault("publicationTitle", titles[0].text if titles else "")
        told = Testimony()
        reference(item, told)
        title = squeezed(str(item.get("title") or ""))
        found.append(Reference(tuple(told.witnesses), tuple(paths), "", title))
    return found


def _rdf(name: str) -> str:
    return f"{{http://www.w3.org/1999/02/22-rdf-syntax-ns#}}{name}"


def _tag(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _attached(node: Any) -> list[str]:
    return [c.get(_rdf("resource")) or "" for c in node if _tag(c) == "resource"]


def _person(node: Any) -> dict[str, str]:
    names = {_tag(c): c.text or "" for c in node}
    return {"given": names.get("givenName", ""), "family": names.get("surname", "")}


def labels(entries: Iterable[Reference], path: Path) -> tuple[Witness, ...]:
    """What a list says of a file; nothing where two entries claim it."""
    found = [entry for entry in entries if entry.names(path)]
    return found[0].witnesses if len(found) == 1 else ()
