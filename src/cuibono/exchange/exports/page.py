"""Write docs/exports.md from the formats themselves: `make docs`."""

from __future__ import annotations

import sys

from cuibono.exchange.exports.export import formats

HEAD = """# Exports

**Every export names the publisher, the address, the offsets and the versions behind each row.**

Written by `make docs` from the formats themselves; a test fails when this page and the program
differ.

```sh
cuibono export                                  # lists the formats
cuibono export xlsx statements.xlsx
cuibono export csv claims.csv --what claims
cuibono export stix - | jq .                    # - is standard output
cuibono export key key.tsv --document 3f9a      # one text
```

- **What is in it.** Formats of plain rows (csv, xlsx, jsonl, parquet, sqlite) hold every statement,
  and mark as `unsure` those that are too unsure to count. All other formats hold only statements
  that count. `--sure P` sets the least confidence of the statements in any format.
- **Offsets** count Unicode code points from the beginning of the document's text, as Python and the
  W3C's Web Annotations do: an emoji is one. JavaScript and Java count UTF-16 units, in which it is
  two; in JavaScript `Array.from(text).slice(start, end).join("")` gives the right words.
- **Complete or not at all.** A file is written under another name and renamed once it is complete,
  with the permissions of ordinary files. A folder must be new or empty: nothing of yours is
  replaced.
- **Names.** A file name that does not fit the format (`claims.pdf`) is refused.
- **Cells.** In CSV, a text that a spreadsheet would compute (it begins with = + - @, a tab or a
  carriage return) has an apostrophe before it; remove the apostrophe to get the text. A sheet of
  XLSX keeps the words unchanged, marked as text. Numbers stay numbers, and the code `---` stays.
- **Invisible characters**, and those that a terminal obeys, are references in JSON, KML and
  GraphML, which read back unchanged. In a vault, and if an export goes to a terminal, they are
  shown as escapes. CSV, XLSX, Parquet and SQLite hold them unchanged.
- **Anything that did not fit** is reported on standard error, and in the `notes` of the result of
  `Desk.export`.

| format | files | holds | opens in | not in it |
|---|---|---|---|---|
"""
TAIL = """
Without `--what`, a format writes the first of the things that it *holds*.

## Notes on some formats

- **STIX**: only an act that a source reports as done is a relationship. An act that is planned,
  expected, sought, possible or only denied is a note in the words of the text. A denial is an
  opinion on the relationship that it denies. An undated text is a grouping, since a report must
  have a date.
- **FollowTheMoney**: `ftm` holds entities, `ftm-statements` the statements of which they consist,
  with the ids that the library itself gives them.
- **POLECAT**: `polecat` is the data set's own form with tabs, which `cuibono import polecat` reads
  back; `polecat-csv` has the same columns, and `plover` the same data as JSON with the quotes.
- **Web Annotations**: positions refer to the text that was read, whose source is
  `urn:cuibono:document:…`. On the page at the address, the words are found by their quote.
- **ClaimReview** has no numerical rating: the program does not judge truth.
- **GeoJSON and KML**: `place_precision` says whether a point is a place or the middle of an area.
  `place_sure` is `alone` if the gazetteer knows only one place with this name; it is `settled` if
  it knows several and the words near the name decide (“in Georgia” beside Tbilisi or beside
  Atlanta), as `place_why` explains. If nothing decides, nothing is put on the map.
- **Answer key**: the statements of one text as `cuibono score` reads them, to be corrected by hand.

## In Python

```python
from cuibono import Desk

desk = Desk("ledger")
desk.statements().df()  # pandas; .pl() is polars, .arrow() is Arrow
desk.balance("RUS", "PRK")  # draws itself as a table in a notebook
desk.export("parquet", "happenings.parquet", kind="happenings")
```

pandas and polars are extras: `pip install 'cuibono[pandas]'`, `pip install 'cuibono[polars]'`.

## For a language model

`cuibono mcp --ledger ledger` serves the Model Context Protocol on standard input and output (extra:
`pip install 'cuibono[mcp]'`). A client starts it; for most clients, this goes into the settings:

```json
{"mcpServers": {"cuibono": {"command": "cuibono", "args": ["mcp", "--ledger", "/path/to/ledger"]}}}
```

The tools are the verbs `statements`, `timeline`, `claims`, `balance`, `explain` and `verify`, and
`documents` and `passage`, which shows the words between two offsets. Every row has the ids of its
statements; `evidence` has their quotes, offsets, publishers and versions. An answer says how many
rows there are and how many it shows. With `--write` there is also `read`, which takes files of this
machine into the ledger. No network is used.
"""


def page() -> str:
    """The page as Markdown."""
    lines = [
        f"| `{f.name}` | {', '.join(f'`{s}`' for s in f.suffixes) or 'a folder'} | "
        f"{', '.join(f.of)} | {f.opens} | {f.loses} |"
        for f in formats().values()
    ]
    return HEAD + "\n".join(lines) + "\n" + TAIL


if __name__ == "__main__":
    # Bytes, so that the page is the same on a system whose text is not UTF-8.
    sys.stdout.buffer.write(page().encode())
