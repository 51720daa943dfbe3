"""What every question needs: a ledger to ask, as of a moment, and the names to ask by."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from threading import Lock, RLock
from typing import TYPE_CHECKING, ClassVar, TypeVar

from cuibono import infile
from cuibono.actors.code import belongs
from cuibono.coding.statement import AUTHOR, UNNAMED, Coding, Stance, Statement
from cuibono.counting import EVERY, Only, counted, within
from cuibono.errors import CuibonoError, UsageError
from cuibono.events.answered import ACCUSES, REJECTS
from cuibono.events.event import Event
from cuibono.events.groups import Resolved
from cuibono.events.kinds import Kinds
from cuibono.events.origins import Known
from cuibono.events.resolve import resolved
from cuibono.lasting import lasting
from cuibono.ledger import Ledger, Query, reviewed

if TYPE_CHECKING:
    from cuibono.actors import Registry
    from cuibono.coding import Codebook, Coder
    from cuibono.documents import Document
    from cuibono.events.found import Before

DEFAULT_LEDGER = "ledger"


@dataclass(frozen=True, slots=True)
class Own:
    """An analyst's own files, which add to those that ship: event types and actors (YAML)."""

    codebook: Path | None = None
    actors: Path | None = None

    def refuse(self) -> None:
        """Raise CuibonoError for a file that cannot be opened: else that is told much later."""
        for path in filter(None, (self.codebook, self.actors)):
            infile.refuse(path)


T = TypeVar("T")
NOTHING_OWN = Own()
EVERYTHING = Query()


class Inquiry:
    """One ledger, one reader and one registry of actors; each is opened when it is needed.

    With `as_of` the ledger is read as it stood at that moment; `own` adds event types and
    actors. Every part of a desk asks the same inquiry, which remembers the `most` answers.
    """

    most: ClassVar = 8

    def __init__(
        self,
        ledger: str | Path = DEFAULT_LEDGER,
        as_of: datetime | None = None,
        own: Own = NOTHING_OWN,
        reader: str = "base",
    ) -> None:
        own.refuse()
        self.folder = Path(ledger)
        self.as_of = as_of
        self.own = own
        self.reader = reader
        self._answers: OrderedDict[Hashable, tuple[str, object]] = OrderedDict()
        self._locks: dict[Hashable, RLock] = {}
        self._lock = Lock()

    @cached_property
    def registry(self) -> Registry:
        """The dated registry of actors."""
        from cuibono.actors import Registry

        return Registry.load(self.own.actors, self._learned[0])

    @cached_property
    def codebook(self) -> Codebook:
        """The event types with their definitions, examples and overrides."""
        from cuibono.coding import Codebook

        return Codebook.load(self.own.codebook, self._learned[1])

    @cached_property
    def kinds(self) -> Kinds:
        """What the codebook says of the event types."""
        return Kinds(self.own.codebook)

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger to ask, as of the moment; raises CuibonoError where there is none."""
        ledger = Ledger.open(self.folder)
        if not ledger.tables.exists and ledger.tables.journal.begun:
            raise CuibonoError(f"{self.folder}: ledger.json is missing: run `cuibono repair`")
        if not ledger.tables.exists:
            raise CuibonoError(
                f"{self.folder}: there is no ledger here yet: `cuibono read` makes one"
            )
        return ledger.as_of(self.as_of) if self.as_of else ledger

    @cached_property
    def coder(self) -> Coder:
        """The coder that follows the codebook."""
        from cuibono.coding import Coder

        return Coder.load(self.registry, self.codebook, self.reader)

    @property
    def today(self) -> date:
        """The day that the desk looks from."""
        return self.as_of.date() if self.as_of else date.today()

    @cached_property
    def _learned(self) -> tuple[str, str]:
        """What corrections taught, in the form of a file of actors and one of a codebook."""
        try:
            judged = self.ledger.replay.learned
        except CuibonoError:  # nothing was learned where there is no ledger
            return "", ""
        if not judged:
            return "", ""
        from cuibono.actors import Registry
        from cuibono.coding import Codebook
        from cuibono.ledger.learned import files

        registry, book = Registry.load(self.own.actors), Codebook.load(self.own.codebook)
        return files(self.ledger.replay, registry, book.by_name)

    def forget(self) -> None:
        """Load names, types and the reader anew when they are needed: something was learned."""
        for part in ("_learned", "registry", "codebook", "coder"):
            self.__dict__.pop(part, None)

    def coded(self, document: Document, sure: float | None = None) -> Coding:
        """The coding of a document on its own; what is not sure enough to count is left out."""
        coding = self.coder.code(document)
        kept = counted(coding.statements, sure)
        ids = {s.id for s in kept}
        links = tuple(x for x in coding.links if x.cause in ids and x.effect in ids)
        return replace(coding, statements=tuple(kept), links=links)

    def counted(
        self, sure: float | None = None, query: Query = EVERYTHING, only: Only = EVERY
    ) -> list[Statement]:
        """The ledger's statements that answer a query and are sure enough to count."""
        return self.narrowed(counted(self.ledger.statements(query), sure), only)

    def narrowed(self, statements: Iterable[Statement], only: Only = EVERY) -> list[Statement]:
        """Those of some statements that are asked for; no limit is applied."""
        found = list(statements)
        if not only.narrows:
            return found
        wanted = {d.id for d in self.papers(only)}
        source = only.source and self._source(only.source)
        return [
            s for s in found
            if s.document in wanted
            and (not source or belongs(s.source, source))
            and (only.reviewed is None or reviewed(s.versions) == only.reviewed)
            and within(s, only)
        ]  # fmt: skip

    def papers(self, only: Only = EVERY, withdrawn: bool = False) -> list[Document]:
        """The documents that are asked for by id and publisher, in reading order."""
        if only.document is not None:
            found = [self.ledger.document(only.document, withdrawn)]
        else:
            found = self.ledger.documents(withdrawn)
        part = " ".join((only.publisher or "").casefold().split())
        return [d for d in found if part in " ".join((d.publisher or "").casefold().split())]

    def _source(self, name: str) -> str:
        return name.upper() if name.upper() in (AUTHOR, UNNAMED) else self.actor(name)

    def events(self, sure: float | None = None, only: Only = EVERY) -> tuple[Event, ...]:
        """Everything that the statements that count speak of, as events in order of time.

        `sure` is the confidence from which a statement counts, 0 to 1: all do at 0. Without it
        the reader's own floor holds. What was found is held until the ledger changes.
        """
        return self._resolved(sure, only).events()

    def origins(self, sure: float | None = None) -> Known:
        """Where the words of each document come from, as the `events` take it."""
        return self._resolved(sure, EVERY).known

    def events_about(
        self,
        actors: Sequence[str],
        sure: float | None = None,
        only: Only = EVERY,
        together: bool = False,
    ) -> tuple[Event, ...]:
        """Those of the `events` in which any of some actors takes part, or `together` each of them.

        Others are not put together, nor even looked at where all was found before, so that the
        answer comes sooner.
        """
        from cuibono.events.parties import takes_part

        take = all if together else any

        def wanted(said: Sequence[Statement]) -> bool:
            return take(any(takes_part(s, actor) for s in said) for actor in actors)

        return self._part([Query(other=actor) for actor in actors], together, wanted, sure, only)

    def events_denied(self, sure: float | None = None, only: Only = EVERY) -> tuple[Event, ...]:
        """Those of the `events` of which somebody denies anything, accusations and what rejects
        them; no others are looked at.
        """

        def wanted(said: Sequence[Statement]) -> bool:
            return any(s.stance is Stance.DENIED or s.type in (ACCUSES, REJECTS) for s in said)

        queries = [Query(stance=Stance.DENIED), Query(type=ACCUSES), Query(type=REJECTS)]
        return self._part(queries, False, wanted, sure, only)

    def _part(
        self,
        queries: Sequence[Query],
        together: bool,
        wanted: Callable[[Sequence[Statement]], bool],
        sure: float | None,
        only: Only,
    ) -> tuple[Event, ...]:
        """The events with `wanted` statements: those that answer any of some queries, or
        `together` each of them.
        """
        part = None
        if self._whole(sure, only) and not self._remembers(("events", sure, only)):
            key = ("events of", *queries, together)
            part = self.remember(key, lambda: self._found_before(queries, together))
        return part.events() if part is not None else self._resolved(sure, only).events(wanted)

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """An answer as it was given before, made anew where the ledger is not what it was.

        Two who ask the same at once wait for one answer.
        """
        with self._lock:
            lock = self._locks.setdefault(key, RLock())
        with lock:
            state = self.ledger.stamp()
            held = self._answers.get(key)
            if held is not None and held[0] == state:
                return held[1]  # type: ignore[return-value]
            with lasting():
                made = make()
            with self._lock:
                self._answers[key] = (state, made)
                self._answers.move_to_end(key)
                while len(self._answers) > self.most:
                    self._answers.popitem(last=False)
            return made

    def _remembers(self, key: Hashable) -> bool:
        """Whether an answer would be given as it was before."""
        held = self._answers.get(key)
        return held is not None and held[0] == self.ledger.stamp()

    def _whole(self, sure: float | None, only: Only) -> bool:
        """Whether what is found is kept: not what is asked of a part or at another floor."""
        return self.as_of is None and sure is None and only == EVERY

    def _resolved(self, sure: float | None, only: Only) -> Resolved:
        """What the statements that count add up to, found once for each state of the ledger."""

        def make() -> Resolved:
            # What is written meanwhile changes the mark, so that this is not taken for it.
            whole, mark = self._whole(sure, only), self._mark()
            statements, bonds = self.counted(sure, only=only), self.ledger.bonds()
            before = self._before(mark) if whole else None
            same = before.everything(statements, bonds) if before is not None else None
            if same is not None:
                return same
            documents = self.ledger.documents()
            return resolved(statements, documents, self.kinds, bonds, self.folder, whole, mark)

        return self.remember(("events", sure, only), make)

    def _mark(self) -> str:
        """What the events of a ledger depend on."""
        from cuibono.coding.confidence import FLOOR
        from cuibono.events.rules import VERSION
        from cuibono.events.scorer import shipped

        found = (shipped().version, VERSION, FLOOR, self.kinds.mark, self.ledger.stamp())
        return " ".join(map(str, found))

    def _before(self, mark: str) -> Before | None:
        """What an earlier question found; None where the ledger has changed."""
        from cuibono.events import found

        before = found.load(self.folder)
        return before if before is not None and before.basis.mark == mark else None

    def _found_before(self, queries: Sequence[Query], together: bool) -> Resolved | None:
        """The part of it that concerns the statements that answer some queries."""
        before = self._before(self._mark())
        if before is None:
            return None
        table, bonds = self.ledger.statement_table, self.ledger.bonds()
        sets = [set(table(query)["id"].to_pylist()) for query in queries]
        by_ids = lambda ids: self.ledger.statements(Query(ids=ids))  # noqa: E731
        return before.about(sets, together, by_ids, bonds)

    def actor(self, name: str) -> str:
        """The code of an actor named by a user, on the day that the desk looks from.

        Raises UsageError for a name that no actor has, with those that are near.
        """
        found = self.registry.find(name, self.as_of.date() if self.as_of else None)
        if found is not None:
            return found.code
        # Texts may have been read with a file of the user's own that is not named now.
        if Ledger.open(self.folder).tables.exists and name in self.ledger.actors():
            return name
        near = " or ".join(self.registry.suggest(name))
        ask = f"; did you mean {near}?" if near else ""
        raise UsageError(f"no actor is called {name!r}{ask}")

    def called(self, code: str) -> str:
        """What an actor's code is called; the code itself where the registry lacks it."""
        return self.registry[code].name if code in self.registry else code
