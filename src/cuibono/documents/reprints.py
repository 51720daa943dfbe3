"""Which documents carry the same text: a wire story counts once, however often printed.

A document's signature is made once and kept beside the ledger (`Signatures`); documents are then
compared by what their signatures share, and no text is read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from cuibono.documents.document import Document
from cuibono.whole import keep

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint32]

WORDS = re.compile(r"\w+")
SHINGLE = 5
SHARED = 0.6
SAMPLED = 4
"""One run of words in so many is looked up in others; what is found is compared in full."""
SHORT = 48
"""A document of so few runs is looked up by all of them."""
REACH = 4
"""So many documents with a run are compared with the next one, and the first of them with all."""
NAME = "_signatures.npz"


def shingles(text: str) -> Hashes:
    """Sorted hashes of every run of five words, case and punctuation aside; each once."""
    import numpy as np

    words = [word.encode() for word in WORDS.findall(text.lower())]
    runs = range(max(1, len(words) - SHINGLE + 1))
    found = [crc32(b" ".join(words[i : i + SHINGLE])) for i in runs]
    return np.unique(np.array(found, np.uint32))


def shared(a: Hashes, b: Hashes) -> float:
    """How much of the shorter text stands in the longer one, 0 to 1 (Broder's containment)."""
    import numpy as np

    both = np.intersect1d(a, b, assume_unique=True)
    return len(both) / max(1, min(len(a), len(b)))


def reprints(documents: Iterable[Document], folder: Path | None = None) -> dict[str, str]:
    """For each document id the id of the first document whose text it carries, often its own.

    In `folder` the signatures are kept, so that each text is read once.

    >>> wire = Document("Moscow on Monday denied that it had bought shells from Pyongyang.")
    >>> copy = Document("(Wire) Moscow on Monday denied that it had bought shells from Pyongyang.")
    >>> groups = reprints([wire, copy])
    >>> groups[copy.id] == wire.id
    True
    """
    held = signatures({d.id: d.text for d in documents}, folder)
    ids = list(held)
    first = list(range(len(ids)))
    for b, earlier, share in _shares(list(held.values())):
        # An earlier document that has been found to carry it goes before a later one.
        first[b] = next((first[a] for a, s in zip(earlier, share, strict=True) if s >= SHARED), b)
    return {id_: ids[first[n]] for n, id_ in enumerate(ids)}


def _shares(runs: Sequence[Hashes]) -> Iterator[tuple[int, list[int], list[float]]]:
    """Documents with the earlier ones that share runs, and how much as `shared` counts it."""
    import numpy as np

    if len(runs) < 2:
        return
    sizes = np.array([len(r) for r in runs])
    ends = np.cumsum(sizes)
    # Runs as numbers from 0 on, so that those of a document can be marked in one column.
    _, number = np.unique(np.concatenate(runs), return_inverse=True)
    marked = np.zeros(int(number.max(initial=0)) + 1, bool)
    pairs = _likely(runs)
    places = np.flatnonzero(np.diff(pairs[:, 1], prepend=-1))
    for part in np.split(pairs, places)[1:]:
        earlier, b = part[:, 0], int(part[0, 1])
        mine = number[ends[b] - sizes[b] : ends[b]]
        marked[mine] = True
        size = sizes[earlier]
        begins = np.cumsum(size) - size  # of each document's runs among those that are looked at
        runs_at = np.arange(size.sum()) + np.repeat(ends[earlier] - size - begins, size)
        both = np.add.reduceat(marked[number[runs_at]], begins, dtype=np.int64)
        marked[mine] = False
        yield b, earlier.tolist(), (both / np.minimum(size, sizes[b])).tolist()


def _likely(runs: Sequence[Hashes]) -> NDArray[np.int64]:
    """Pairs of an earlier and a later document that share runs, by the later, then the earlier."""
    import numpy as np

    looked = [r if len(r) <= SHORT else r[r % SAMPLED == 0] for r in runs]
    place = np.repeat(np.arange(len(runs)), [len(r) for r in looked])
    hashes = np.concatenate(looked)
    order = np.lexsort((place, hashes))
    place, hashes = place[order], hashes[order]
    begins = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])
    leader = place[np.repeat(begins, np.diff(np.r_[begins, len(hashes)]))]
    pairs = [np.stack([leader, place], 1)]
    for step in range(1, REACH + 1):
        same = hashes[step:] == hashes[:-step]
        pairs.append(np.stack([place[:-step][same], place[step:][same]], 1))
    found = np.concatenate(pairs)
    # By the later of two, then by the earlier, each pair once.
    codes = np.sort(found[found[:, 0] < found[:, 1]] @ (1, len(runs)))
    codes = codes[np.diff(codes, prepend=-1) > 0]
    return np.stack([codes % len(runs), codes // len(runs)], 1)


def signatures(texts: Mapping[str, str], folder: Path | None = None) -> dict[str, Hashes]:
    """The signature of each document by its id; those that `folder` has not are made and kept."""
    known = _load(folder)
    missing = [id_ for id_ in texts if id_ not in known]
    known |= {id_: shingles(texts[id_]) for id_ in missing}
    if missing:
        _keep(folder, known)
    return {id_: known[id_] for id_ in texts}


def _load(folder: Path | None) -> dict[str, Hashes]:
    """What was kept; nothing where the file is cut off or garbled, as after a power cut."""
    import zlib
    from zipfile import BadZipFile

    import numpy as np

    if folder is None or not (folder / NAME).exists():
        return {}
    try:
        with np.load(folder / NAME) as held:
            ids = bytes(held["ids"]).decode().split()
            parts: list[Any] = np.split(held["hashes"], np.cumsum(held["sizes"])[:-1])
        return dict(zip(ids, parts, strict=True))
    except (OSError, ValueError, KeyError, EOFError, RuntimeError, BadZipFile, zlib.error):
        return {}


def _keep(folder: Path | None, known: Mapping[str, Hashes]) -> None:
    """Write the signatures; a ledger that cannot be written to is read all the same."""
    import numpy as np

    def write(part: Path) -> None:
        with part.open("wb") as file:
            np.savez(
                file, ids=np.frombuffer(" ".join(known).encode(), np.uint8),
                sizes=np.array([len(h) for h in known.values()]),
                hashes=np.concatenate(list(known.values())),
            )  # fmt: skip

    if folder is not None:
        keep(folder / NAME, write)
