"""Every verb but those that are meant for the net, in a process that counts connections.

    python -m tests.offline FOLDER     # prints the verbs that ran, and what they asked of the net

Python tells of each connection and each look-up of a name through an audit hook. What libraries in
other languages do is counted by the kernel: in a network namespace of its own, whose counters begin
at nought, whatever is sent or finds no way out is counted.
"""

from __future__ import annotations

import io
import json
import os
import socket
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

ASKED = ("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.sendto")
COUNTED = {
    "Ip": ("OutRequests", "OutNoRoutes"),
    "Tcp": ("ActiveOpens",),
    "Udp": ("OutDatagrams",),
}
LONG_ENOUGH = 30.0
NET = {"fetch", "mirror", "propose", "serve"}
"""Two that get what they are asked for, and one that listens."""
TEXT = (
    "Published: 2022-11-02\n\nNorth Korea sent shells to Russia in October. Moscow denied it. "
    "Russia will send food to North Korea next year."
)
DEEDS = "date,actor,recipient,type\n" + "".join(
    f"20{year}-{month:02}-{day:02},{a},{b},{kind}\n"
    for year in (20, 21, 22)
    for month in range(1, 13)
    for day, a, b, kind in ((3, "PRK", "RUS", "AID"), (9, "RUS", "PRK", "ASSAULT"))
)
PLAN = (
    '[columns]\ndate = "date"\nactor = "actor"\nrecipient = "recipient"\ntype = "type"\n'
    '[codes]\nactor = "iso3"\n'
)


def sent() -> int:
    """How often anything was sent in this network namespace, or found no way out."""
    lines = [line.split() for line in Path("/proc/self/net/snmp").read_text("utf-8").splitlines()]
    found = 0
    for names, values in zip(lines[::2], lines[1::2], strict=True):
        wanted = COUNTED.get(names[0].rstrip(":"), ())
        found += sum(int(v) for n, v in zip(names, values, strict=True) if n in wanted)
    six = dict(line.split() for line in Path("/proc/self/net/snmp6").read_text().splitlines())
    return found + int(six["Ip6OutRequests"]) + int(six["Ip6OutNoRoutes"])


def knocks() -> int:
    """Try to reach this machine itself where there is no way to it; how often that was counted."""
    before = sent()
    with socket.socket() as door:
        door.connect_ex(("127.0.0.1", 9))
    return sent() - before


def calls(folder: Path) -> list[list[str]]:
    """A call of every verb, in an order in which each has something to do."""
    ledger = ["--ledger", str(folder / "ledger")]
    own = [
        ["code", "Kyiv cut ties with Pyongyang."],
        ["read", str(folder / "texts"), *ledger],
        ["watch", str(folder / "texts"), "--times", "1", *ledger],
        ["import", str(folder / "plan.toml"), str(folder / "deeds.csv"), *ledger],
    ]
    asking = [
        "statements", "timeline PRK RUS", "affairs PRK", "balance PRK RUS", "claims", "documents",
        "search shells", "forecasts", "scores", "series PRK RUS", "alignment PRK RUS",
        "isolation PRK", "escalation RUS PRK", "reciprocity PRK RUS --by month",
        "forecast PRK RUS", "brief PRK RUS", "brief PRK RUS -o {}/brief.html", "review --list",
        "history", "agreement", "learn", "export", "export csv {}/rows.csv",
        "export xlsx {}/rows.xlsx", "export geojson {}/rows.geojson", "verify", "compact", "repair",
        "series PRK RUS --chart {}/series.svg", "mcp",
    ]  # fmt: skip
    ids = "explain {S}|show {D}|accept {S}|undo|reject {S}|undo|correct {S} when=2022-09|undo|"
    ids += "add {D} denied actor=RUS type=REJECT recipient=PRK|merge {S} {T}|split {S}|"
    ids += "amend {D} --title Shells|withdraw {D}|undo|check {S} --against {}/deeds.csv|"
    ids += "resolve {F} --verdict unclear|score {}/key.tsv {}/texts/one.txt"
    words = [line.split() for line in (*asking, *ids.split("|"))]
    return own + [
        [word.replace("{}", str(folder)) for word in line] + ledger * (line[0] != "score")
        for line in words
    ]


def main() -> int:
    """Call all verbs, and print which ended how and what was asked of the net."""
    asked: list[str] = []
    began = time.monotonic()
    sys.addaudithook(lambda event, _: asked.append(event) if event.startswith(ASKED) else None)
    folder = Path(sys.argv[1])
    _lay_out(folder)
    from cuibono.cli.run import run
    from cuibono.desk import Desk

    ended: list[tuple[str, int, str]] = []
    for call in calls(folder):
        words = _named(call, Desk(folder / "ledger")) if "{" in " ".join(call) else call
        said = io.StringIO()
        with redirect_stdout(io.StringIO()), redirect_stderr(said):
            code = run(words)
        ended.append((words[0], code, said.getvalue()[-300:]))
    # A library that reports about itself does so after a while, from a thread of its own.
    time.sleep(max(0.0, LONG_ENOUGH - (time.monotonic() - began)) if os.environ.get("COUNT") else 0)
    counted = sent() if os.environ.get("COUNT") else 0
    print(json.dumps({"ended": ended, "asked": asked, "sent": counted}))
    return 0


def _lay_out(folder: Path) -> None:
    (folder / "texts").mkdir()
    (folder / "texts" / "one.txt").write_text(TEXT, "utf-8")
    (folder / "plan.toml").write_text(PLAN, "utf-8")
    (folder / "deeds.csv").write_text(DEEDS, "utf-8")
    columns = "id anchor actor type recipient source stance when item need"
    row = "1 sent PRK AID RUS AUTHOR reported - - C"
    (folder / "key.tsv").write_text(
        "\n".join("\t".join(line.split()) for line in (columns, row)) + "\n", "utf-8"
    )


def _named(call: list[str], desk: object) -> list[str]:
    """A call with the ids of two statements, of a foretold one and of the document."""
    from cuibono.desk import Desk

    assert isinstance(desk, Desk)
    held = desk.statements(sure=0)
    ahead = [s for s in held if s.stance in ("expected", "planned")] or held
    ids = {"{S}": held[0].id, "{T}": held[1].id, "{F}": ahead[0].id, "{D}": held[0].document}
    return [ids.get(word, word) for word in call]


if __name__ == "__main__":
    sys.exit(main())
