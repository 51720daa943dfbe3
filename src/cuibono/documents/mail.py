"""Mail: .eml, .mbox and MHTML; what the sender wrote, without what is quoted or signed."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.utils import parseaddr
from typing import IO, Any

from cuibono.documents.document import Sure, Witness
from cuibono.documents.found import DocumentError, Found, Part, Testimony, one_line
from cuibono.documents.html import found_in_html, paragraphs, parsed
from cuibono.documents.page_clean import cleaned
from cuibono.documents.sections import without_tail
from cuibono.documents.unpacking import LARGEST, Unpacking

FROM = re.compile(rb"^From \S+.*\d{4}\s*$")
QUOTES = re.compile(
    r"^(?:On\b.{5,200}\bwrote:|Le\b.{5,200}a écrit\s*:|Am\b.{5,200}schrieb.{0,80}:"
    r"|El\b.{5,200}escribió:|Il\b.{5,200}ha scritto:|В\b.{5,200}(?:написал|пишет).{0,80}:"
    r"|.{5,200}<\S+@\S+>\s*(?:wrote|écrit|schrieb)\s*:"
    r"|-{2,}\s*(?:Original Message|Ursprüngliche Nachricht|Message d[’']origine"
    r"|Mensaje original)\s*-{2,}"
    r"|_{10,})\s*$",
    re.I | re.S,
)
REPLY_HEAD = re.compile(r"^\*?From:\*?\s.+\n(?:.*\n){0,3}?\*?(?:Sent|Date|To):", re.M)
FORWARD = re.compile(
    r"^(?:-{2,}\s*Forwarded (?:message|mail).*-*|Begin forwarded message:"
    r"|-{2,}\s*Weitergeleitete Nachricht.*)\s*$",
    re.I | re.M,
)
SIGNED = re.compile(
    r"^(?:-- ?|—|Sent from my .{2,40}|Get Outlook for .{2,20}|Sent (?:with|via) .{2,40}"
    r"|Von meinem .{2,40} gesendet|Envoyé de mon .{2,40}"
    r"|_{20,})\s*$",
    re.I,
)
FOOT = re.compile(
    r"(?:to )?unsubscribe\b|you(?:[’']re| are) receiving\b|you received this\b"
    r"|(?:manage|update) (?:your )?(?:e-?mail )?(?:subscriptions?|preferences|settings)\b"
    r"|view (?:it |this )?(?:e-?mail |message |newsletter |online |in )*(?:your |a |the )?"
    r"(?:web )?browser\b|if you no longer (?:wish|want)\b|no longer (?:wish|want) to receive\b"
    r"|forward (?:this )?(?:e-?mail )?to a friend\b|was this (?:e-?mail|newsletter) forwarded\b"
    r"|this (?:e-?mail|message|newsletter) (?:was sent|and (?:any|its) attachments?"
    r"|(?:is|may be|contains) (?:\w+ )?(?:confidential|privileged))\b|confidentiality notice\b"
    r"|the information (?:contained )?in this (?:e-?mail|message|communication)\b"
    r"|©|\(c\) \d{4}|copyright (?:©|\(c\)|\d{4})",
    re.I,
)
"""What newsletters, lists and firms write under a message, or over it."""
WROTE = re.compile(r".{2,80}\b(?:wrote|writes|schrieb|a écrit|escribió)\s*:")
CLOSING = re.compile(
    r"^(?:(?:kind|best|warm|many)? ?(?:regards|wishes|greetings)|best|cheers|yours(?: \w+)?"
    r"|sincerely(?: yours)?"
    r"|thanks(?: again)?|many thanks|thank you|respectfully)[,.!]?$",
    re.I,
)
QUOTED_HTML = (
    '//blockquote[@type="cite"]', '//*[contains(@class,"gmail_quote")]', '//*[@id="divRplyFwdMsg"]',
    '//*[contains(@class,"moz-cite-prefix")]', '//*[contains(@class,"gmail_signature")]',
    '//*[contains(@class,"moz-signature")]', '//*[contains(@class,"yahoo_quoted")]',
    '//*[@id="Signature"]', '//*[@data-marker="__SIG_PRE__"]', '//*[@id="appendonsend"]',
)  # fmt: skip
GENERIC = re.compile(r"^(?:news\w*|no-?reply|info|press\w*|media|editor\w*|updates?|alerts?|mail\w*"
                     r"|bulletin|digest|contact|hello|newsletter)\b", re.I)  # fmt: skip
FREE = {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "yahoo.com", "gmx.de",
        "gmx.net", "proton.me", "protonmail.com", "icloud.com", "mail.ru", "aol.com",
        "web.de"}  # fmt: skip
DEEPEST = 20


def parts_of_mail(file: IO[bytes], unpacking: Unpacking) -> Iterator[Part]:
    """A message's own text, then the files that are attached to it."""
    yield from _message(unpacking.whole(file), "", unpacking)


def parts_of_mbox(file: IO[bytes], unpacking: Unpacking) -> Iterator[Part]:
    """The messages of a mailbox, one at a time; each is counted from 1."""
    held: list[bytes] = []
    number = size = 0
    blank = True
    for line in file:
        if blank and FROM.match(line) and (held or number == 0):
            if number:
                yield from _counted(b"".join(held), number, size, unpacking)
            held, size, number = [], 0, number + 1
        else:
            size += len(line)
            if size <= LARGEST:
                # Lines that began like the start of a message were marked when it was stored.
                held.append(re.sub(rb"^>(>*From )", rb"\1", line))
        blank = not line.strip()
    yield from _counted(b"".join(held), max(number, 1), size, unpacking)


def _counted(data: bytes, number: int, size: int, unpacking: Unpacking) -> Iterator[Part]:
    unpacking.one_more()
    if size > LARGEST:
        yield Part(str(number), DocumentError(f"too large: {size / 1e6:.0f} MB"))
        return
    try:
        yield from _message(data, str(number), unpacking)
    except DocumentError as error:
        yield Part(str(number), error)


def _message(data: bytes, name: str, unpacking: Unpacking) -> Iterator[Part]:
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
    except Exception as error:  # the standard library's own faults with broken headers
        raise DocumentError(f"a message that cannot be read: {one_line(str(error))}") from error
    kind = message.get_content_type()
    if kind in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        raise DocumentError("an encrypted message: decrypt it and save a copy")
    if _is_saved_page(message):
        yield Part(name, _saved_page(message))
        return
    told = Testimony()
    _head(message, told)
    plain, marked, files = _bodies(message)
    body = _own_words(plain)
    if len(body) * 4 < len(marked):  # a plain part may only say that there is another one
        shown = _own_markup(marked)
        body = shown if len(body) * 2 < len(shown) else body
    body = _forwarded(plain, told) if not body.strip() else body
    if body.strip():
        yield Part(name, told.found(body))
    elif not files:
        raise DocumentError("empty: a message without words of its own")
    for nth, (label, content) in enumerate(files, 1):
        unpacking.take(len(content))
        yield Part("!".join(filter(None, (name, label or f"attachment {nth}"))), content)


def _get(message: Message, name: str) -> str:
    """A header in words; empty where it is absent or cannot be understood."""
    try:
        return one_line(str(message.get(name, "") or ""))
    except Exception:  # the standard library fails on some broken headers
        return ""


def _head(message: Message, told: Testimony) -> None:
    mark = r"|\[[^\]]{1,40}\]\s*" if _get(message, "List-Id") else ""
    bare = re.sub(
        rf"^(?:(?:re|fwd?|aw|wg)\s*:\s*{mark})+", "", _get(message, "Subject"), flags=re.I
    )
    told.say("title", bare, "Subject header")
    told.date("published", _get(message, "Date"), "Date header")
    sender, address = parseaddr(_get(message, "From"))
    local, _, host = address.partition("@")
    organisation = _get(message, "Organization")
    told.say("publisher", organisation, "Organization header", Sure.STATED)
    listed = re.match(r"\"?([^\"<]{3,80}?)\"?\s*<", _get(message, "List-Id"))
    told.say("publisher", listed[1] if listed else "", "List-Id header", Sure.LIKELY)
    if sender and GENERIC.match(local):
        told.say("publisher", sender, "From header", Sure.LIKELY)
    else:
        told.say("author", sender or address, "From header", Sure.STATED)
        if host and host.lower() not in FREE:
            told.say("publisher", host.lower(), "From header, host", Sure.WEAK)
    told.say("language", _get(message, "Content-Language")[:2].lower(), "header", Sure.WEAK)
    for name in ("Archived-At", "Content-Location"):
        value = _get(message, name).strip("<>")
        if value.startswith("http"):
            told.say("address", value, f"{name} header", Sure.LIKELY)


def _bodies(message: Message) -> tuple[str, str, list[tuple[str, bytes]]]:
    """The plain text, the HTML and the attached files of a message."""
    plain: list[str] = []
    marked: list[str] = []
    files: list[tuple[str, bytes]] = []

    def walk(part: Message, depth: int) -> None:
        kind, name = part.get_content_type(), _file_name(part)
        attached = part.get_content_disposition() == "attachment"
        if kind == "message/rfc822" and depth:
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                files.append((name or "message.eml", _as_bytes(inner[0])))
        elif part.is_multipart():
            inside = part.get_payload()
            for child in inside if isinstance(inside, list) and depth < DEEPEST else ():
                if isinstance(child, Message):
                    walk(child, depth + 1)
        elif kind in ("text/plain", "text/html") and not attached and not name:
            (plain if kind == "text/plain" else marked).append(_text_of(part))
        elif (
            name and not kind.startswith(("image/", "audio/", "video/")) and not _trifle(kind, name)
        ):
            payload: Any = part.get_payload(decode=True)
            files.append((name, payload if isinstance(payload, bytes) else b""))

    walk(message, 0)
    return "\n".join(plain), "\n".join(marked), files


def _trifle(kind: str, name: str) -> bool:
    return kind in ("application/pgp-signature", "application/pkcs7-signature",
                    "application/x-pkcs7-signature", "text/calendar", "text/vcard",
                    "text/x-vcard") or name.lower().endswith((".asc", ".p7s", ".ics",
                                                              ".vcf"))  # fmt: skip


def _file_name(part: Message) -> str:
    try:
        return one_line(part.get_filename() or "").replace("/", "_").replace("\\", "_")
    except Exception:  # the standard library fails on some broken headers
        return "attachment"


def _as_bytes(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except Exception:  # of a broken message inside of another one
        return b""


def _text_of(part: Message) -> str:
    """A part's text by its own charset; Windows-1252 where that is unknown or wrong."""
    from cuibono.documents.charset import browser_name

    payload: Any = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else str(payload or "").encode()
    name = browser_name(str(part.get_content_charset() or "utf-8")) or "utf-8"
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return data.decode("cp1252", "replace")


def _own_words(text: str) -> str:
    """What a sender wrote: not what is quoted, forwarded or signed."""
    text = text.replace("\r\n", "\n").replace("\xa0", " ")
    for end in (FORWARD.search(text), REPLY_HEAD.search(text)):
        if end:
            text = text[: end.start()]
    lines = text.split("\n")
    kept: list[str] = []
    number = 0
    while number < len(lines):
        line, bare = lines[number], lines[number].strip()
        quoted, answered = _attribution(lines, number)
        if SIGNED.match(line.rstrip("\n")) or SIGNED.match(bare):
            break
        if CLOSING.match(bare) and _is_signature(lines[number + 1 :]):
            break
        # Whoever answers below has written nothing above what is quoted.
        if quoted and ("".join(kept).strip() or not answered):
            break
        if FOOT.match(bare):
            if 2 * number >= len(lines):
                break
            while number < len(lines) and lines[number].strip():
                number += 1
            continue
        if not quoted and not bare.startswith((">", "|")):
            kept.append(line)
        number += quoted or 1
    return "\n".join(without_tail("\n".join(kept).strip("\n").split("\n")))


def _attribution(lines: list[str], number: int) -> tuple[int, bool]:
    """How many lines from here on name whom the next ones quote, and whether marks set these off.

    >>> _attribution(["Ola wrote:", "> No."], 0), _attribution(["The minister wrote:", "No."], 0)
    ((1, True), (0, False))
    """
    bare = lines[number].strip()
    two = " ".join(part.strip() for part in lines[number : number + 2])
    count = 0
    if QUOTES.match(bare):
        count = 1
    elif bare.startswith(("On ", "Le ", "Am ")) and QUOTES.match(two):
        count = 2
    after = lines[number + (count or 1) : number + (count or 1) + 3]
    marked = next((x.strip() for x in after if x.strip()), "").startswith(">")
    if not count and marked and WROTE.fullmatch(bare):
        count = 1
    return count, marked


def _is_signature(lines: list[str]) -> bool:
    """Whether what follows "Best regards" is short enough to be a name and its like."""
    return sum(bool(line.strip()) for line in lines) <= 12 and all(len(x) <= 90 for x in lines)


def _own_markup(markup: str) -> str:
    """What a sender wrote in HTML."""
    if not markup.strip():
        return ""
    root = parsed(markup)
    for path in QUOTED_HTML:
        for node in root.xpath(path):
            if node.getparent() is not None:
                node.drop_tree()
    return _own_words("\n\n".join(paragraphs(cleaned(root))))


def _forwarded(text: str, told: Testimony) -> str:
    """The message that is passed on without a word; its own head goes before the outer one."""
    text = text.replace("\r\n", "\n")
    found = FORWARD.search(text)
    if found is None:
        return ""
    inner = Testimony()
    message = email.message_from_string(re.sub(r"^[>* ]+", "", text[found.end() :].lstrip("\n"),
                                               flags=re.M),
                                        policy=email.policy.default)  # fmt: skip
    _head(message, inner)
    body = message.get_payload()
    told.witnesses = [Witness(w.field, w.value, f"forwarded {w.where}",
                              w.sure) for w in inner.witnesses
                      ] + told.witnesses  # fmt: skip
    return _own_words(body) if isinstance(body, str) else ""


def _is_saved_page(message: EmailMessage | Message) -> bool:
    named = message.get("Snapshot-Content-Location") or message.get("Content-Location")
    related = message.get_content_type() == "multipart/related"
    return bool(named) or (related and not message.get("From"))


def _saved_page(message: Message) -> Found:
    """The page in an MHTML file; the day on which it was saved says nothing of its publication."""
    address = _get(message, "Snapshot-Content-Location") or _get(message, "Content-Location")
    pages = [
        p for p in message.walk() if p.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    if not pages:
        raise DocumentError("a saved page (MHTML) without HTML in it")
    same = [p for p in pages if address and _get(p, "Content-Location") == address]
    page = (same or pages)[0]
    payload: Any = page.get_payload(decode=True)
    charset = page.get_content_charset()
    found = found_in_html(payload if isinstance(payload, bytes) else b"", charset, address)
    said = address or _get(page, "Content-Location")
    if not said.startswith("http"):
        return found
    witness = Witness("address", said, "saved page", Sure.LIKELY)
    return Found(found.text, (*found.witnesses, witness), found.notes)
