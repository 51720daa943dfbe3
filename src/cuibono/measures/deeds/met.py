"""One event in two imported data sets: rows that tell of it meet, where no other could be meant."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from cuibono.actors.code import root_in_sql
from cuibono.errors import CuibonoError
from cuibono.ledger.lazy import plain
from cuibono.whole import write_whole

if TYPE_CHECKING:
    import duckdb

NEAR = 50
"""Kilometres between two points that may be one place."""
LONGEST = 31
"""Days of an event above which its date says too little to meet anything."""
CROWD = 100
"""Rows of one kind, day and data set above which none of them is compared."""
# A vote is no deed of one state to another: `alignment` counts votes.
VOTES = "UN General Assembly votes"
# These do not say which of the two began.
EITHER_WAY = "('ACLED', 'UCDP GED')"
# Rebels, opposition, citizens and firms are not their state; its organs are.
APART = "('REB', 'OPP', 'PTY', 'CIV', 'BUS', 'MED', 'ELI')"
EMPTY = """
create temp table met (
    batch varchar, dataset varchar, file varchar, line bigint, event varchar, rank bigint,
    sets varchar, others varchar
)
"""


def _party(column: str) -> str:
    return (
        f"case when split_part({column}, '.', 2) in {APART} then {column} "
        f"else {root_in_sql(column)} end"
    )


# What is compared: a dated act of one party to another that has a PLOVER type.
SIDES = f"""
create temp table met_sides as
select row_number() over () as n, * exclude (a, b), least(a, b) as one, greatest(a, b) as two,
    a <= b as forward, date_diff('day', first, last) as wide
from (
    select batch, dataset, file, line, type, {_party("actor")} as a, {_party("recipient")} as b,
        dataset in {EITHER_WAY} as either, coalesce(since, date) as first,
        coalesce(until, date) as last, latitude, longitude,
        latitude is not null and not coalesce(area, false) as pointed
    from imported
    where date is not null and type is not null and actor is not null and recipient is not null
        and dataset <> '{VOTES}'
)
where a <> b and last - first < {LONGEST} and last >= first
"""
DAYS = """
create temp table met_days as
select n, dataset, one, two, type, first as day from met_sides where wide = 0
union all
select n, dataset, one, two, type, cast(day as date) from (
    select *, unnest(generate_series(first, last, interval 1 day)) as day
    from met_sides where wide > 0
)
"""
# Only days on which several data sets tell of such an act; none of a crowd is compared.
CELLS = f"""
create temp table met_cells as
select one, two, type, day, max(rows) > {CROWD} as crowd
from (select one, two, type, day, dataset, count(*) as rows from met_days group by all)
group by all having count(*) > 1
"""
PAIRS = f"""
create temp table met_pairs as
with told as (select d.*, c.crowd from met_days d join met_cells c using (one, two, type, day)),
lost as (select distinct n from told where crowd),
near as (
    select distinct a.n as a, b.n as b, a.dataset as of_a, b.dataset as of_b
    from told a join told b using (one, two, type, day)
    where a.dataset < b.dataset and not a.crowd
)
select near.* from near
join met_sides a on a.n = near.a join met_sides b on b.n = near.b
where a.n not in (select n from lost) and b.n not in (select n from lost)
    and (a.forward = b.forward or a.either or b.either)
    and (not a.pointed or not b.pointed or 111.2 * sqrt(
        pow(a.latitude - b.latitude, 2)
        + pow(cos(radians((a.latitude + b.latitude) / 2))
              * (mod(a.longitude - b.longitude + 540, 360) - 180), 2)
    ) <= {NEAR})
"""
# Two rows meet where neither has another candidate in the other's data set. Of three data sets
# and more, all rows of one event must meet each other: then all have the same neighbours.
MET = """
create temp table met as
with alone as (
    select a, b from met_pairs
    qualify count(*) over (partition by a, of_b) = 1 and count(*) over (partition by b, of_a) = 1
),
ways as (select a as n, b as other from alone union all select b, a from alone),
around as (
    select n, list_sort(list_append(list(other), n)) as all_of_it from ways group by n
),
bound as (
    select all_of_it from around group by all_of_it having count(*) = len(all_of_it)
),
held as (
    select s.*, around.all_of_it from around join bound using (all_of_it) join met_sides s using (n)
),
marked as (
    select *, row_number() over (
        partition by all_of_it order by wide, dataset, file, line, batch
    ) as rank from held
),
told as (
    select all_of_it, string_agg(dataset, ' and ' order by dataset) as sets,
        arg_min(dataset || ' ' || file || ':' || line, rank) as event,
        list(dataset || ' ' || file || ':' || line order by rank) as places
    from marked group by all_of_it
)
select m.batch, m.dataset, m.file, m.line, t.event, m.rank, t.sets,
    array_to_string(list_filter(
        t.places, lambda x: x <> m.dataset || ' ' || m.file || ':' || m.line
    ), ', ') as others
from marked m join told t using (all_of_it)
"""
# Files of one name, imported together, have lines that cannot be told apart: these meet nothing.
UNCLEAR = """
delete from met where event in (
    select event from imported join met using (batch, dataset, file, line)
    group by event, batch, dataset, file, line having count(*) > 1
)
"""


STEPS = (SIDES, DAYS, CELLS, PAIRS, MET, UNCLEAR)
NAME = "_met-{}.parquet"
MOST_KEPT = 4


def meet(connection: duckdb.DuckDBPyConnection, folder: Path | None = None) -> None:
    """Make the table `met` in a connection that has `imported`: rows that tell of one event.

    Two rows of different data sets meet where their parties are the same (a state with its
    organs; in either order where a data set does not say who began), their PLOVER types are, a
    day is common to both, and their places, where both have a point, lie within 50 km; and where
    neither row has another candidate in the other data set. Nothing is guessed between several.
    `event` names the event by the row that counts, `rank` 1; `sets` are its data sets, `others`
    the other rows. What was found is kept in the ledger's `folder`, for the batches that were
    imported by then: files that can be deleted, and are then made again.
    """
    found = connection.execute(
        f"select count(distinct dataset) from imported where dataset <> '{VOTES}'"
    ).fetchone()
    if not found or found[0] < 2:
        connection.execute(EMPTY)
        return
    place = folder / NAME.format(_key(connection)) if folder else None
    if place and _loaded(connection, place):
        return
    for step in STEPS:
        connection.execute(step)
    for name in ("sides", "days", "cells", "pairs"):
        connection.execute(f"drop table met_{name}")
    if place:
        _keep(connection, place)


def _key(connection: duckdb.DuckDBPyConnection) -> str:
    """A name for the batches that count and the rules by which their rows meet."""
    batches = connection.execute("select distinct batch from imports order by batch").fetchall()
    said = "\n".join([*STEPS, *(str(batch) for (batch,) in batches)])
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def _loaded(connection: duckdb.DuckDBPyConnection, place: Path) -> bool:
    import duckdb

    if not place.exists():
        return False
    try:
        columns = "batch, dataset, file, line, event, rank, sets, others"
        connection.read_parquet(plain(str(place))).create_view("met_kept")
        connection.execute(f"create temp table met as select {columns} from met_kept")
        connection.execute("drop view met_kept")
    except duckdb.Error:  # what is damaged is found anew
        connection.execute("drop view if exists met_kept")
        return False
    return True


def _keep(connection: duckdb.DuckDBPyConnection, place: Path) -> None:
    """Write what was found; a ledger that cannot be written to is read all the same."""
    import duckdb

    try:
        write_whole(place, lambda part: connection.table("met").write_parquet(str(part)))
        held = sorted(place.parent.glob(NAME.format("*")), key=lambda path: path.stat().st_mtime)
        for old in held[:-MOST_KEPT]:
            old.unlink()
    except (CuibonoError, duckdb.Error, OSError):
        return


WITH_MET = "imported left join met using (batch, dataset, file, line)"
"""Imported rows with what they meet; the columns of `met` are empty where that is nothing."""
