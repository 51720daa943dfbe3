"""What comes from other programs and goes to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cuibono.counting import counted, floor
from cuibono.inquiry import Inquiry
from cuibono.ledger import Query
from cuibono.measures.listing import written
from cuibono.measures.timeline import timeline

if TYPE_CHECKING:
    from cuibono.briefs.charts.map import Spot
    from cuibono.exchange.exports.export import Exported
    from cuibono.exchange.exports.matter import Matter
    from cuibono.exchange.imports.report import Progress as ImportProgress
    from cuibono.exchange.imports.report import Report as ImportReport


class Exchange:
    """The verbs of exchange: `import_` takes in event data, `export` hands on."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._ask = inquiry

    def import_(
        self,
        format: str,
        paths: Iterable[str | Path],
        each: Callable[[ImportProgress], None] = lambda _: None,
    ) -> ImportReport:
        """Import files of event data into the ledger; what was imported before is skipped.

        `format` is gdelt, icews, polecat, acled, ucdp, unvotes, vetoes, or a mapping file in
        TOML. Raises UsageError for an unknown format, CuibonoError for a wrong file.
        """
        from cuibono.exchange.imports import import_files

        return import_files(format, paths, self._ask.folder, each)

    def export(
        self,
        format: str,
        path: str | Path,
        kind: str | None = None,
        sure: float | None = None,
        document: str | None = None,
    ) -> Exported:
        """Write statements, claims, happenings or documents for other tools, and say how many.

        `format` is a name of `formats()`, `path` a file or `-` for standard output, `document` the
        id of the one text to hand on. Formats of plain rows hold what is too unsure to count as
        well, marked, unless `sure` says from which confidence; the others hold what counts. Raises
        UsageError for an unknown format, and for a file whose name promises another.
        """
        from cuibono.exchange.exports.export import chosen, export

        # The call is looked at before the ledger is.
        whole = chosen(format, path, kind)[0].everything and sure is None
        return export(self._matter(whole, sure, document), format, path, kind)

    def formats(self) -> list[dict[str, str]]:
        """The formats of `export`: name, endings, what it holds, what opens it, what it loses."""
        from cuibono.exchange.exports.export import listed

        return listed()

    def places(
        self, a: str, b: str | None = None, sure: float | None = None
    ) -> tuple[tuple[Spot, ...], list[str]]:
        """Where what `a`, or `a` and `b` together, take part in happened: places for a map.

        Each has the ids of the statements that name it, how exact and how sure it is; with them,
        in words, how many statements have no place.
        """
        from cuibono.exchange.exports.placed import placed
        from cuibono.exchange.exports.spots import spots

        parties = self._ask.actor(a), b and self._ask.actor(b)
        events = self._ask.events_about([p for p in parties if p], sure, together=True)
        told = timeline(events, *parties)
        matter = replace(
            self._matter(False, sure, None),
            statements=tuple({s.id: s for e in told for s in e.statements}.values()),
        )
        return spots(placed(matter)), matter.notes

    def _matter(self, whole: bool, sure: float | None, document: str | None) -> Matter:
        """Everything that may go out, with what is too unsure to count where it is the `whole`."""
        from cuibono.exchange.exports.matter import Matter

        only = self._ask.ledger.document(document).id if document else None
        every = self._ask.ledger.statements(Query(document=only))
        kept = every if whole else counted(every, sure)
        ids = {s.id for s in kept}
        read_at = self._ask.ledger.sql("select id, read_at from documents").to_pylist()
        return Matter(
            tuple(kept),
            {d.id: d for d in self._ask.ledger.documents()},
            lambda: tuple(
                e for e in self._ask.events(sure) if any(s.id in ids for s in e.statements)
            ),
            tuple(k for k in self._ask.ledger.links() if k.cause in ids and k.effect in ids),
            name=self._ask.called,
            floor=floor(sure),
            read_at={row["id"]: row["read_at"] for row in read_at},
            ledger=self._ask.folder,
            only=only,
            written=lambda: written(self._ask, sure),
        )
