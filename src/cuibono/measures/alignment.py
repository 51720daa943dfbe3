"""Whether two states stand together: in roll-call votes, and towards third states."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from cuibono.actors.code import Code, literal, root_in_sql
from cuibono.errors import CuibonoError, UsageError
from cuibono.measures.deeds.dyads import Dyads, Evidence, either
from cuibono.measures.deeds.met import VOTES
from cuibono.measures.deeds.support import Support, Supported, counted
from cuibono.measures.periods import When
from cuibono.measures.series import borrowed
from cuibono.measures.stance import Alikeness, condition, stance
from cuibono.measures.statistics.bootstrap import NEEDED
from cuibono.measures.votes import Voting, joined, voting

VOTED = (
    "Roll calls of the UN General Assembly in which both said yes, no or abstain: agreement, "
    "S (Signorino and Ritter 1999), and kappa and pi, which correct for chance (Häge 2011), with "
    "95 % intervals by resampling voting days."
)
TREATED = (
    "PLOVER scores that each directs at third states, summed by state: correlation and cosine "
    "of the two, with 95 % intervals by resampling third states."
)


@dataclass(frozen=True, slots=True)
class Alignment(Supported):
    """How two states stand together, period by period: in votes, and towards third states.

    Either part may be empty, where the ledger has no votes of both or no events of either.
    """

    a: str
    b: str
    when: When
    votes: tuple[Voting, ...]
    stances: tuple[Alikeness, ...]
    support: Support
    evidence: Evidence

    def records(self) -> list[dict[str, Any]]:
        """Plain JSON values, a line a period; what a part has no figure for is None."""
        blank = dict.fromkeys(self.columns[1:])
        lines: dict[Any, dict[str, Any]] = {}
        for point in sorted([*self.votes, *self.stances], key=lambda p: p.period):
            lines.setdefault(point.period, dict(blank)).update(point.to_dict())
        return [{"period": line["period"], **line} for line in lines.values()]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of `records`."""
        figures = [*Voting.COLUMNS[3:], *Alikeness.COLUMNS[3:]]
        wide = {name: [name, f"{name}_low", f"{name}_high"] for name in figures}
        names = ["period", *Voting.COLUMNS, *Alikeness.COLUMNS]
        return tuple(column for name in names for column in wide.get(name, [name]))

    def rows(self) -> list[dict[str, Any]]:
        """The votes and the deeds behind it, in order of time."""
        return self.evidence.rows()


def alignment(dyads: Dyads, a: str, b: str, when: When, states: Collection[str]) -> Alignment:
    """How two states stand together in votes and towards third states, with intervals.

    `states` are the codes that count as third states. Raises UsageError where both are the
    same actor, CuibonoError where there is neither a common vote nor an event of both.
    """
    if a == b:
        raise UsageError(f"an alignment needs two actors, not {a} twice")
    votes = tuple(voting(dyads, a, b, when))
    stances, rows = stance(dyads, a, b, when, states)
    if not votes and all(s.correlation.value is None for s in stances):
        raise CuibonoError(_why_not(dyads, a, b, when, stances))
    parts: list[tuple[str, str]] = []
    if votes:
        parts.append(("ballots", _ballots(a, b, when)))
    if stances:
        listed = ", ".join(map(literal, sorted(states)))
        third = f"{root_in_sql('recipient')} in ({listed})"
        parts.append(("deeds", f"{condition(a, b, when)} and {third}"))
    evidence = Evidence(dyads, tuple(parts))
    support = _support(dyads, votes, stances, rows)
    return Alignment(a, b, when, votes, stances, support, evidence)


def _ballots(a: str, b: str, when: When) -> str:
    """SQL that keeps the votes of either in the roll calls in which both voted."""
    both = (
        f"select event_id from ballots where {Code(a).in_sql('actor')} intersect "
        f"select event_id from ballots where {Code(b).in_sql('actor')}"
    )
    return f"{either('actor', a, b)} and event_id in ({both}) and {when.condition}"


def _support(
    dyads: Dyads, votes: tuple[Voting, ...], stances: tuple[Alikeness, ...], rows: dict[str, int]
) -> Support:
    cast = {VOTES: 2 * sum(v.calls for v in votes)}
    sources = [
        *(counted(dyads.voted, cast) if votes else ()),
        *(counted(dyads.coverage, rows) if stances else ()),
    ]
    how = " ".join([VOTED] * bool(votes) + [TREATED] * bool(stances))
    return Support(how, tuple(sources), tuple(_notes(dyads, votes, stances)))


def _notes(
    dyads: Dyads, votes: tuple[Voting, ...], stances: tuple[Alikeness, ...]
) -> Iterator[str]:
    if not votes:
        yield "No roll call in which both voted." if dyads.voted else f"No votes: {IMPORT_VOTES}."
    if not stances:
        yield "No scored event of either actor towards a third state."
    else:
        yield from borrowed(dyads)
    few = [v.label for v in votes if v.days < NEEDED]
    if few:
        yield f"No interval, for which {NEEDED} voting days are needed: {', '.join(few)}."
    thin = [s.label for s in stances if s.fewest < NEEDED]
    if thin:
        yield (
            f"No figures, for which {NEEDED} third states that both address are needed: "
            f"{', '.join(thin)}."
        )
    still = [v.label for v in votes if v.agreement.value is not None and _flat(v)]
    if still:
        yield f"An interval without width means that no vote differed: {', '.join(still)}."


def _flat(v: Voting) -> bool:
    return v.agreement.low is not None and v.agreement.low == v.agreement.high


IMPORT_VOTES = "`cuibono import unvotes un_votes.csv` brings them"


def _why_not(dyads: Dyads, a: str, b: str, when: When, stances: tuple[Alikeness, ...]) -> str:
    """What there is of votes and events, and what would be enough for a figure."""
    thirds = max((s.fewest for s in stances), default=0)
    if dyads.voted:
        asked = [
            f"(select count(*) from ballots where {Code(x).in_sql('actor')} and {when.condition})"
            for x in (a, b)
        ]
        ((of_a, of_b),) = dyads.ask(f"select {', '.join(asked)}")
        source = dyads.voted[0]
        votes = (
            f"{of_a} votes of {a} and {of_b} of {b}, but none in the same roll call "
            f"(votes from {source.first} to {source.last})"
        )
    else:
        votes = f"no votes ({IMPORT_VOTES})"
    ((common,),) = dyads.ask(f"select count(*) from ({joined(a, b)})") if dyads.voted else ((0,),)
    more = f"; {common} common roll calls at other times" if common else ""
    return (
        f"no alignment of {a} and {b}: {votes}{more}, and at most {thirds} third states that "
        f"both address in a {when.by}: one common roll call or {NEEDED} third states would "
        "be enough"
    )
