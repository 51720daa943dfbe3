"""A ledger in which every field that is free text is hostile, and how each verb is called on it."""

from dataclasses import fields
from datetime import date

from cuibono import Desk
from cuibono.coding.statement import Coding, Link, Place, Quantity, Stance, Statement
from cuibono.documents import Document
from cuibono.foretold.foresight import Ruling
from cuibono.ledger import Ledger

LONG = "W" * 3000
UNSEEN = "\x1b[2J\x1b]0;x\x07\x00\x9b31m\u202e\u2066\u200b\ufeff\U000e0041\u2028\x85\r"
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>[a](javascript:alert(3)) {{7*7}}"
EVIL = f"=cmd()|x {MARKUP} {UNSEEN} ${{x}} --> ]]> %s {{}}"
LINK = 'javascript:alert(3)//"><script>alert(4)</script>'
SAID = f"North Korea sent {EVIL} to Russia in November 2022."
TEXT = f"{SAID} Moscow denied {LONG} it. Russia will send food to North Korea next year."
PLAN = (
    '[columns]\ndate = "day"\nactor = "who"\nrecipient = "whom"\ntype = "what"\nurl = "url"\n'
    '[codes]\nactor = "iso3"\n'
)
FREE = {
    "actor_text": EVIL, "recipient_text": EVIL, "mode": EVIL, "contexts": (EVIL,),
    "where": Place(EVIL, "UKR", 50.4, 30.5), "quantity": Quantity(3, EVIL, EVIL), "item": EVIL,
    "giver": "PRK", "receiver": "RUS", "beneficiary": EVIL, "reason": f"{EVIL}; {EVIL}",
    "title": EVIL, "sense": EVIL, "versions": {"model": EVIL, EVIL: "1"},
}  # fmt: skip
"""What a statement may hold besides codes, spans and dates."""
CODES = {
    "document", "quote", "start", "end", "trigger", "trigger_start", "trigger_end", "actor",
    "type", "recipient", "source", "source_chain", "stance", "certainty", "when", "confidence",
    "published",
}  # fmt: skip


def said(document, words, trigger, **of):
    """A statement on words of the text."""
    start = document.text.index(words)
    at = document.text.index(trigger, start)
    given = {
        "actor": "PRK",
        "type": "AID",
        "recipient": "RUS",
        "when": "2022-11",
        "published": "2022-11-02",
        "confidence": 0.9,
        "source": "AUTHOR",
        **FREE,
        **of,
    }
    return Statement(
        document.id, words, start, start + len(words), trigger, at, at + len(trigger),
        source_chain=(given["source"],), **given,
    )  # fmt: skip


def fill(folder):
    """The desk of such a ledger, judged by hostile people, with a hostile verdict and import."""
    assert {f.name for f in fields(Statement)} == CODES | set(FREE), "a field that is new"
    one = Document(
        TEXT, EVIL, EVIL, address=LINK, path=f"/x/{EVIL}.txt", author=EVIL, notes=(EVIL,),
        published=date(2022, 11, 2),
    )  # fmt: skip
    two = Document(f"{TEXT} {EVIL}", LONG, LONG, address=f"https://x/{EVIL}", author=LONG)
    denied = TEXT[TEXT.index("Moscow") : TEXT.index(" Russia will")]
    ahead = TEXT[TEXT.index("Russia will") :]
    ledger = Ledger.open(folder / "ledger")
    for document in (one, two):
        rows = [
            said(document, SAID, "sent"),
            said(document, SAID, "sent", source="USA"),
            said(document, denied, "denied", source="RUS", stance=Stance.DENIED),
            said(
                document,
                ahead,
                "send",
                actor="RUS",
                recipient="PRK",
                stance=Stance.EXPECTED,
                when="2023",
                source="USA",
            ),
            # A ledger of somebody else may hold anything in place of a code as well.
            said(document, SAID, "sent", actor=EVIL, recipient=EVIL, source=EVIL),
            said(document, ahead, "food", type=EVIL, when="2022-12"),
        ]
        links = (Link(rows[0].id, EVIL, rows[3].id, document.id, 0, 11, document.text[:11]),)
        ledger.append(document, Coding(tuple(rows), links, (EVIL,)))
    desk = Desk(folder / "ledger")
    held = desk.statements(sure=0)
    plain = [s for s in held if s.actor in ("PRK", "RUS") and s.type == "AID"]
    desk.accept(plain[0].id, who=EVIL, why=EVIL)
    desk.correct(plain[1].id, {"when": "2022-10"}, who=EVIL, why=EVIL)
    desk.accept(plain[0].id, who=LONG, why=LONG)
    desk.amend(one.id, {"title": f"{EVIL} again", "publisher": EVIL}, who=EVIL, why=EVIL)
    ahead = next(s for s in desk.statements(sure=0) if s.stance is Stance.EXPECTED)
    desk.resolve(ahead.id, Ruling("failed", why=EVIL, who=EVIL))
    (folder / "plan.toml").write_text(PLAN, "utf-8")
    cell = '"' + EVIL.replace('"', '""').replace("\r", "") + '"'
    lines = [
        f"20{year}-{month:02}-0{day},{who},{what},{cell}"
        for year in (20, 21, 22)
        for month in range(1, 13)
        for day, who, what in (
            (3, "PRK,RUS", "AID"), (5, "RUS,PRK", "ASSAULT"), (7, "RUS,PRK", "AID"),
            (8, "RUS,PRK", cell),
        )
    ]  # fmt: skip
    lines += [f"2022-11-07,{cell},{cell},{cell},{cell}"]
    (folder / "deeds.csv").write_text("day,who,whom,what,url\n" + "\n".join(lines) + "\n", "utf-8")
    key = ("1", "sent", "PRK", "AID", EVIL, "AUTHOR", "reported", "-", EVIL, "C")
    head = "id anchor actor type recipient source stance when item need".split()
    rows = ["\t".join(" ".join(cell.split()) for cell in row) for row in (head, key)]
    (folder / "key.tsv").write_text("\n".join(rows) + "\n", "utf-8")
    (folder / "text.txt").write_text(f"Published: 2022-11-02\n\n{SAID}", "utf-8")
    desk.import_(str(folder / "plan.toml"), [folder / "deeds.csv"])
    return Desk(folder / "ledger")


CALLS = {
    "read": ["{}/in/"], "code": ["{E}"], "statements": ["", "--format jsonl", "--format csv"],
    "timeline": ["PRK RUS", "PRK RUS --format jsonl", "PRK RUS --format csv", "{E}"],
    "affairs": ["PRK", "PRK --format csv"], "balance": ["PRK RUS", "PRK RUS --format jsonl"],
    "claims": ["", "--format jsonl", "--format csv", "--contested"],
    "explain": ["{S}", "{T}", "{X}"],
    "series": ["PRK RUS", "PRK RUS --rows", "PRK RUS --csv {}/series.csv",
               "PRK RUS --chart {}/series.svg", "PRK RUS --chart {}/series.html"],
    "alignment": ["PRK RUS"], "isolation": ["PRK", "PRK --rows"],
    "escalation": ["RUS PRK"], "reciprocity": ["PRK RUS --by month"],
    "check": ["{S} --against {}/deeds.csv"],
    "forecasts": ["", "--format jsonl", "--open"], "resolve": ["{E} --verdict unclear"],
    "scores": ["", "--format jsonl"], "forecast": ["PRK RUS"],
    "brief": ["PRK RUS", "PRK", "PRK RUS --format html"], "verify": [""], "repair": [""],
    "compact": [""], "score": ["{}/key.tsv {}/text.txt"],
    "documents": ["", "--format jsonl", "--format csv"],
    "search": ["sent", "{E}", "denied --format jsonl"], "show": ["{D}", "{F}"],
    "review": ["--list", "--list --order document"], "accept": ["{S} --who {E} --why {E}", "{E}"],
    "reject": ["{T} --who {E} --why {E}"], "correct": ["{V} when=2022-09 --who {E} --why {E}"],
    "add": ["{D} sent actor=PRK type=CONSULT recipient=RUS --who {E} --why {E}"],
    "merge": ["{S} {V} --who {E} --why {E}"], "split": ["{S} --who {E} --why {E}"],
    "amend": ["{D} --title {E} --publisher {E} --who {E} --why {E}"],
    "withdraw": ["{F} --who {E} --why {E}"], "undo": ["--who {E} --why {E}"],
    "history": ["", "--format jsonl", "--format csv"],
    "agreement": ["", "--format jsonl"], "learn": [""],
    "import": ["{}/plan.toml {}/deeds.csv", "{}/plan.toml {E}"],
    "export": ["", "{E} {}/x"], "mcp": [], "watch": ["{}/in/ --times 1"],
}  # fmt: skip
"""Calls of each verb; the exports have tests of their own, and so has the door for a model."""
NET = {"fetch", "mirror", "propose", "serve"}
"""They go out or listen; what they print of a ledger others print as well."""


def ids_of(desk):
    """What stands for the ids of a ledger, plain and hostile, in the calls."""
    held = desk.statements(sure=0)
    plain = next(s for s in held if (s.actor, s.type, s.source) == ("PRK", "AID", "USA"))
    odd = next(s for s in held if "cmd" in s.actor)
    one, two = (d.id for d in desk.ledger.documents()[:2])
    return {
        "{S}": held[0].id,
        "{T}": held[1].id,
        "{U}": held[2].id,
        "{V}": plain.id,
        "{X}": odd.id,
        "{D}": one,
        "{F}": two,
        "{E}": EVIL.replace("\0", ""),
    }


def words_of(line, ids, folder):
    """The words of a call, with ids of the ledger in a folder and hostile ones."""
    words = [ids.get(word, word) for word in line.split()]
    return [word.replace("{}", str(folder)) if word.startswith("{}") else word
            for word in words]  # fmt: skip
