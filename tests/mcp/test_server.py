"""The server as a real client of the SDK sees it: a process of its own, on its pipes."""

import asyncio
import os
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.exchange.exports.world import FIRST, documents, ledger_in, statements

if find_spec("mcp") is None:
    pytest.skip("needs mcp", allow_module_level=True)
SOURCE = Path(__file__).parents[2] / "src"
READING = {
    "statements", "timeline", "claims", "balance", "explain", "documents", "passage", "verify",
}  # fmt: skip


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    return ledger_in(tmp_path_factory.mktemp("mcp") / "ledger")


def talk(ledger, calls, *options):
    """The names of the tools, and what each call of one gives."""
    import mcp

    async def asked():
        env = {**os.environ, "PYTHONPATH": str(SOURCE)}
        arguments = ["-m", "cuibono", "mcp", "--ledger", str(ledger), *options]
        how = mcp.StdioServerParameters(command=sys.executable, args=arguments, env=env)
        async with (
            mcp.stdio_client(how) as (read, write),
            mcp.ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = (await session.list_tools()).tools
            return tools, [await session.call_tool(name, given) for name, given in calls]

    return asyncio.run(asyncio.wait_for(asked(), 600))


SURE = {"sure": 0.5}
ASKED = [
    ("statements", {"actor": "North Korea", **SURE}),
    ("timeline", {"a": "PRK", "b": "RUS", **SURE}),
    ("claims", {"contested": True, **SURE}),
    ("balance", {"a": "PRK", "b": "RUS", **SURE}),
    ("explain", {"statement": statements()[0].id[:8]}),
]
ODD = [
    ("passage", {"document": documents()[0].id, "start": 0, "end": 3}),
    ("passage", {"document": documents()[0].id, "start": 5, "end": 10_000}),
    ("statements", {"sure": 0, "most": 2}),
    ("statements", {"most": 0}),
    ("statements", {"actor": "Nobodyland"}),
    ("explain", {"statement": "ffffffff"}),
    ("verify", {}),
    ("documents", {}),
]
WRITE = ("read", {"paths": ["no-such-file.txt"]})


@pytest.fixture(scope="module")
def talked(bare):
    """One talk with a server that may only read."""
    return talk(bare, [*ASKED, *ODD, WRITE])


def test_every_answer_carries_ids_quotes_and_offsets(talked):
    tools, answers = talked
    told = answers[: len(ASKED)]
    assert {t.name for t in tools} == READING
    assert all(t.annotations.read_only_hint for t in tools)
    texts = {d.id: d.text for d in documents()}
    for (name, _), result in zip(ASKED, told, strict=True):
        assert not result.is_error, result.content
        answer = result.structured_content
        assert answer["rows"], name
        known = {e["statement"] for e in answer["evidence"]}
        for row in answer["rows"]:
            behind = row["statements"] if isinstance(row.get("statements"), list) else [row["id"]]
            assert behind and set(behind) <= known, name
        for e in answer["evidence"]:
            assert texts[e["document"]][e["start"] : e["end"]] == e["quote"]
            assert e["versions"] == {"model": "m1"}


def test_passages_count_code_points_and_nothing_is_cut_in_silence(talked):
    _, answers = talked
    some, beyond, two, none, nobody, missing, whole, every = answers[len(ASKED) : -1]
    assert some.structured_content["quote"] == FIRST[:3] == "🚀🇰🇵"
    assert (two.structured_content["total"], two.structured_content["shown"]) == (5, 2)
    assert "go from 0 to" in beyond.content[0].text
    assert "no actor is called 'Nobodyland'" in nobody.content[0].text
    assert "no statement with id ffffffff" in missing.content[0].text
    assert all(x.is_error for x in (beyond, none, nobody, missing))
    assert whole.structured_content["rows"] == []
    assert [row["publisher"] for row in every.structured_content["rows"]] == [
        "The Daily | Record", None,
    ]  # fmt: skip


def test_only_with_leave_is_anything_written(bare, talked):
    tools, (*_, refused) = talked
    assert "read" not in {t.name for t in tools}
    assert refused.is_error
    tools, (told,) = talk(bare, [WRITE], "--write")
    assert {t.name for t in tools} == READING | {"read"}
    assert "no-such-file.txt" in str(told.structured_content or told.content)


def test_without_the_package_one_line_names_the_extra(bare, monkeypatch):
    from cuibono import Desk
    from cuibono.errors import CuibonoError

    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    with pytest.raises(CuibonoError, match=r"pip install 'cuibono\[mcp\]'"):
        Desk(bare).mcp()
