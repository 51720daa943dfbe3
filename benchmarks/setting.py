"""What all measurements of the reading share: where the data lie, which reader is measured."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from cuibono.coding import Codebook, Coder
from cuibono.coding.extractor import READERS, read
from cuibono.coding.statement import Statement
from cuibono.documents import Document

DATA = Path(os.environ.get("CUIBONO_DATA") or "../shared/data")


def options(about: str | None) -> ArgumentParser:
    """The options that all measurements take."""
    made = ArgumentParser(description=about, formatter_class=RawDescriptionHelpFormatter)
    made.add_argument("--data", type=Path, default=DATA)
    made.add_argument("--reader", default="base", help="base, or a folder of weights")
    made.add_argument("--sure", type=float, default=0.0, help="count statements from here on")
    return made


def has(reader: str = "base") -> bool:
    """Whether the weights of a reader that ships are in their place."""
    return files("cuibono").joinpath(f"data/reader/{reader}/encoder.onnx").is_file()


def coder_of(chosen: Namespace) -> Coder:
    """The coder with the reader that was asked for; a program that cannot have it ends here."""
    if chosen.reader not in READERS:
        from cuibono.actors import Registry

        return Coder(Registry.load(), Codebook.load(), read(Path(chosen.reader)))
    if not has(chosen.reader):
        raise SystemExit(f"the reader {chosen.reader} has no weights in src/cuibono/data/reader")
    return Coder.load(reader=chosen.reader)


def made(
    coder: Coder, documents: Iterable[Document], sure: float = 0.0
) -> Iterator[list[Statement]]:
    """The statements of each document that are at least so sure."""
    for coding in coder.code_many(documents):
        yield [s for s in coding.statements if s.confidence >= sure]
