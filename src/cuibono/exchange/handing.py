"""What the ledger hands on to other tools: `Desk` inherits `Handing`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from cuibono.inquiry import Inquiry, counted, floor
from cuibono.ledger import Query
from cuibono.measures.timeline import timeline

if TYPE_CHECKING:
    from cuibono.briefs.charts.map import Spot
    from cuibono.exchange.exports.export import Exported
    from cuibono.exchange.exports.matter import Matter
    from cuibono.mcp.answers import Asked


class Handing(Inquiry):
    """The verbs that hand on: `export` into files, `mcp` to a language model."""

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

        parties = self.actor(a), b and self.actor(b)
        told = timeline(self.events(sure), *parties)
        matter = replace(
            self._matter(False, sure, None),
            statements=tuple({s.id: s for e in told for s in e.statements}.values()),
        )
        return spots(placed(matter)), matter.notes

    def mcp(self, write: bool = False) -> None:
        """Answer a client of the Model Context Protocol on standard input and output.

        Nothing is changed unless `write` allows documents to be read into the ledger. Raises
        CuibonoError where the extra `mcp` is not installed.
        """
        from cuibono.mcp.server import serve

        serve(cast("Asked", self), write)

    def _matter(self, whole: bool, sure: float | None, document: str | None) -> Matter:
        """Everything that may go out, with what is too unsure to count where it is the `whole`."""
        from cuibono.exchange.exports.matter import Matter

        only = self.ledger.document(document).id if document else None
        every = self.ledger.statements(Query(document=only))
        kept = every if whole else counted(every, sure)
        ids = {s.id for s in kept}
        read_at = self.ledger.sql("select id, read_at from documents").to_pylist()
        return Matter(
            tuple(kept),
            {d.id: d for d in self.ledger.documents()},
            lambda: tuple(e for e in self.events(sure) if any(s.id in ids for s in e.statements)),
            tuple(k for k in self.ledger.links() if k.cause in ids and k.effect in ids),
            name=self.called,
            floor=floor(sure),
            read_at={row["id"]: row["read_at"] for row in read_at},
            ledger=self.folder,
            only=only,
            written=lambda: self.written(sure),
        )
