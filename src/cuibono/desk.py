"""The whole path on one page: a text goes in at `read`, a cited page comes out at `brief`.

documents → language → coding (with actors) → ledger → events → measures → briefs. The doors
(`cli/`, `web/`, `mcp/`) call the methods of `Desk`, one for each verb, and hold no logic of their
own. A desk holds one part for each room that answers it, and its verbs are these parts' methods.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from cuibono.briefs.briefing import Briefing
from cuibono.exchange.exchange import Exchange
from cuibono.forecasts.expecting import Expecting
from cuibono.foretold.foresight import Foresight
from cuibono.inquiry import DEFAULT_LEDGER, NOTHING_OWN, Inquiry, Own
from cuibono.intake.intake import Intake
from cuibono.ledger.keeping import Keeping
from cuibono.measures.listing import Listing
from cuibono.measures.patterns import Patterns
from cuibono.measures.tested import Tested
from cuibono.review.workbench import Workbench
from cuibono.scoring.scoring import Scoring
from cuibono.search.finding import Finding

if TYPE_CHECKING:
    from cuibono.actors import Registry
    from cuibono.coding import Codebook, Coder
    from cuibono.events.kinds import Kinds
    from cuibono.ledger import Ledger
    from cuibono.mcp.answers import Answering

P = ParamSpec("P")
R = TypeVar("R")


def verb(method: Callable[Concatenate[Any, P], R]) -> Callable[Concatenate[Desk, P], R]:
    """A verb of the desk: a method of the part that the desk holds."""
    part = method.__qualname__.partition(".")[0]

    @wraps(method)
    def done(desk: Desk, *args: P.args, **options: P.kwargs) -> R:
        return method(desk.parts[part], *args, **options)

    return done


class Desk:
    """An analyst's desk: one ledger, one reader, one registry of actors.

    With `as_of` the ledger is read as it stood at that moment; `own` adds event types and
    actors. Nothing is opened or loaded before it is needed.

    >>> from cuibono import Desk
    >>> for statement in Desk().code("Kyiv cut ties with Pyongyang.").statements:
    ...     print(statement.actor, statement.type, statement.recipient)
    UKR SANCTION PRK
    """

    def __init__(
        self,
        ledger: str | Path = DEFAULT_LEDGER,
        as_of: datetime | None = None,
        own: Own = NOTHING_OWN,
        reader: str = "base",
    ) -> None:
        self._hold(Inquiry(ledger, as_of, own, reader))

    def _hold(self, inquiry: Inquiry) -> None:
        """Take up an inquiry, and the parts that all ask it."""
        self.inquiry = inquiry
        held = (
            Intake(inquiry), Listing(inquiry), Patterns(inquiry), Tested(inquiry),
            Foresight(inquiry), Expecting(inquiry), Briefing(inquiry), Finding(inquiry),
            Workbench(inquiry), Scoring(inquiry), Exchange(inquiry),
            Keeping(inquiry.folder, lambda: inquiry.ledger),
        )  # fmt: skip
        self.parts: dict[str, Any] = {type(part).__name__: part for part in held}
        self.parts[Inquiry.__name__] = inquiry

    # --- texts come in: documents, language, coding, ledger ------------------------------
    code = verb(Intake.code)
    read = verb(Intake.read)
    reading = verb(Intake.reading)
    fetch = verb(Intake.fetch)
    watch = verb(Intake.watch)

    # --- what the ledger holds: statements, events, measures -----------------------------
    statements = verb(Listing.statements)
    events = verb(Inquiry.events)
    timeline = verb(Listing.timeline)
    affairs = verb(Listing.affairs)
    claims = verb(Listing.claims)
    counterparts = verb(Listing.counterparts)
    written = verb(Listing.written)
    balance = verb(Patterns.balance)
    balance_over_time = verb(Patterns.balance_over_time)
    dyads = verb(Patterns.dyads)
    series = verb(Patterns.series)
    alignment = verb(Patterns.alignment)
    isolation = verb(Patterns.isolation)
    acts = verb(Tested.acts)
    escalation = verb(Tested.escalation)
    timing = verb(Tested.timing)
    reciprocity = verb(Tested.reciprocity)
    check = verb(Tested.check)

    # --- what is to come: foretold, forecasts --------------------------------------------
    forecasts = verb(Foresight.forecasts)
    resolve = verb(Foresight.resolve)
    verdicts = verb(Foresight.verdicts)
    scores = verb(Foresight.scores)
    forecast = verb(Expecting.forecast)
    numbers = verb(Expecting.numbers)

    # --- what is written and drawn: briefs -----------------------------------------------
    brief = verb(Briefing.brief)
    brief_word = verb(Briefing.brief_word)
    briefing = verb(Briefing.briefing)
    nothing = verb(Briefing.nothing)
    chart = verb(Briefing.chart)

    # --- what a person looks at and judges: search, review, scoring ----------------------
    documents = verb(Finding.documents)
    show = verb(Finding.show)
    search = verb(Finding.search)
    explain = verb(Finding.explain)
    digits = verb(Finding.digits)
    review = verb(Workbench.review)
    alternatives = verb(Workbench.alternatives)
    accept = verb(Workbench.accept)
    reject = verb(Workbench.reject)
    judged = verb(Workbench.judged)
    correct = verb(Workbench.correct)
    add = verb(Workbench.add)
    merge = verb(Workbench.merge)
    split = verb(Workbench.split)
    amend = verb(Workbench.amend)
    withdraw = verb(Workbench.withdraw)
    undo = verb(Workbench.undo)
    history = verb(Workbench.history)
    undone = verb(Workbench.undone)
    decisions = verb(Workbench.decisions)
    last = verb(Workbench.last)
    agreement = verb(Workbench.agreement)
    standing = verb(Workbench.standing)
    learn = verb(Workbench.learn)
    endpoint = staticmethod(Workbench.endpoint)
    propose = verb(Workbench.propose)
    reviewer = verb(Workbench.reviewer)
    score = verb(Scoring.score)

    # --- other programs, and the ledger itself -------------------------------------------
    import_ = verb(Exchange.import_)
    export = verb(Exchange.export)
    formats = verb(Exchange.formats)
    places = verb(Exchange.places)
    verify = verb(Keeping.verify)
    proof = verb(Keeping.proof)
    repair = verb(Keeping.repair)
    compact = verb(Keeping.compact)
    mirror = verb(Keeping.mirror)

    # --- what every question asks by -----------------------------------------------------
    counted = verb(Inquiry.counted)
    narrowed = verb(Inquiry.narrowed)
    papers = verb(Inquiry.papers)
    actor = verb(Inquiry.actor)
    called = verb(Inquiry.called)
    in_words = verb(Briefing.in_words)

    def mcp(self, write: bool = False) -> None:
        """Answer a client of the Model Context Protocol on standard input and output.

        Nothing is changed unless `write` allows documents to be read into the ledger. Raises
        CuibonoError where the extra `mcp` is not installed.
        """
        from cuibono.mcp.server import serve

        serve(cast("Answering", self), write)

    @property
    def folder(self) -> Path:
        """The folder of the ledger."""
        return self.inquiry.folder

    @property
    def as_of(self) -> datetime | None:
        """The moment as of which the ledger is read, None for now."""
        return self.inquiry.as_of

    @property
    def own(self) -> Own:
        """The analyst's own files."""
        return self.inquiry.own

    @property
    def reader(self) -> str:
        """The name of the reader."""
        return self.inquiry.reader

    @property
    def today(self) -> date:
        """The day that the desk looks from."""
        return self.inquiry.today

    @property
    def ledger(self) -> Ledger:
        """The ledger to ask, as of the moment; raises CuibonoError where there is none."""
        return self.inquiry.ledger

    @property
    def registry(self) -> Registry:
        """The dated registry of actors."""
        return self.inquiry.registry

    @property
    def codebook(self) -> Codebook:
        """The event types with their definitions, examples and overrides."""
        return self.inquiry.codebook

    @property
    def kinds(self) -> Kinds:
        """What the codebook says of the event types."""
        return self.inquiry.kinds

    @property
    def coder(self) -> Coder:
        """The coder that follows the codebook."""
        return self.inquiry.coder
