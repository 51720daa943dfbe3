"""Files that are added in the browser: kept aside, read one by one, told how far it is."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from starlette.datastructures import FormData, UploadFile
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cuibono.desk import Desk
from cuibono.documents import About
from cuibono.documents.kinds import KINDS
from cuibono.documents.unpacking import LARGEST
from cuibono.errors import CuibonoError, UsageError
from cuibono.intake.receipt import Receipt
from cuibono.web import forms
from cuibono.web.asked import day
from cuibono.web.page import GoneError, Page, reads, scrubbed

ACCEPTED = tuple(sorted({Path(e).suffix or e for k in KINDS.values() for e in k.endings.split()}))
"""The kinds of file that can be read, by the ends of their names."""
MOST_JOBS = 50


@dataclass(frozen=True, slots=True)
class FileLine:
    """What became of one file."""

    name: str
    said: str
    document: str | None = None
    failed: bool = False


@dataclass(slots=True)
class Job:
    """Files that were added together; `done` once the last of them is read."""

    id: str
    of: int
    lines: list[FileLine] = field(default_factory=list[FileLine])
    now: str = ""
    done: bool = False


class Jobs:
    """What has been added since the workbench was started; one file is read at a time."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Job] = OrderedDict()
        self._work = ThreadPoolExecutor(1, "adding")
        self._lock = threading.Lock()

    def __getitem__(self, id_: str) -> Job:
        job = self._held.get(id_)
        if job is None:
            raise GoneError(
                "what was added then is in the list of documents where it could be read"
            )
        return job

    @property
    def busy(self) -> bool:
        """Whether anything is being read."""
        return any(not job.done for job in self._held.values())

    def start(self, desk: Desk, folder: Path, files: list[Path], about: About) -> Job:
        """Begin to read files, which are deleted afterwards; returns at once."""
        job = Job(secrets.token_urlsafe(9), len(files))
        with self._lock:
            self._held[job.id] = job
            while len(self._held) > MOST_JOBS:
                self._held.popitem(last=False)
        self._work.submit(_read, job, desk, folder, files, about)
        return job


def _read(job: Job, desk: Desk, folder: Path, files: list[Path], about: About) -> None:
    try:
        for path in files:
            job.now = path.name
            try:
                receipts = desk.read([path], replace(about, path=path.name))
                job.lines += [_line(path.name, receipt) for receipt in receipts]
            except CuibonoError as error:
                job.lines.append(FileLine(path.name, str(error), failed=True))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        job.now, job.done = "", True


def _line(name: str, receipt: Receipt) -> FileLine:
    if receipt.error or receipt.document is None:
        # The folder in which the file was kept aside says nothing to anybody.
        said = str(receipt.error).split(f"{name}: ")[-1]
        return FileLine(name, said, failed=True)
    notes = "".join(f"; {note}" for note in receipt.notes)
    if receipt.known:
        return FileLine(name, "already in the ledger", receipt.document.id)
    said = f"{receipt.statements} statement{'' if receipt.statements == 1 else 's'}"
    return FileLine(name, said + notes, receipt.document.id)


def add(page: Page, form: FormData) -> Response:
    """Take in files or a pasted text; on to the page that tells how far it is."""
    about = About(
        published=day(forms.field(form, "published", 20)),
        publisher=forms.field(form, "publisher", 200) or None,
    )
    given = [f for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]
    pasted = forms.field(form, "text", forms.LONGEST * 20)
    if not given and not pasted:
        raise UsageError("no file was chosen, and no text was pasted")
    folder = Path(tempfile.mkdtemp(prefix="cuibono-"))
    try:
        files = [_kept(folder, n, file) for n, file in enumerate(given)]
        if pasted:
            files.append(_pasted(folder, pasted))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    job = page.request.app.state.jobs.start(page.held.reading, folder, files, about)
    if page.request.headers.get("accept") == "application/json":
        return JSONResponse({"at": f"/adding/{job.id}"})
    return page.go(f"/adding/{job.id}")


def _kept(folder: Path, nth: int, file: UploadFile) -> Path:
    """An uploaded file in a folder of its own, under the last part of its name."""
    name = Path((file.filename or "").replace("\\", "/")).name.replace("\0", "")[-120:] or "file"
    if Path(name).suffix.lower() not in ACCEPTED:
        raise UsageError(f"{name}: files of this kind are not read; {', '.join(ACCEPTED)} are")
    if (file.size or 0) > LARGEST:
        raise UsageError(f"{name}: too large: at most {LARGEST // 10**6} MB are read")
    place = folder / str(nth) / name
    place.parent.mkdir()
    with place.open("wb") as kept:
        shutil.copyfileobj(file.file, kept)
    return place


def _pasted(folder: Path, text: str) -> Path:
    place = folder / "text" / "pasted text.txt"
    place.parent.mkdir()
    place.write_text(text.replace("\r\n", "\n"), encoding="utf-8")
    return place


def progress(page: Page) -> Response:
    """How far the reading is."""
    job = page.request.app.state.jobs[page.request.path_params["id"]]
    lines = [replace(line, said=scrubbed(page.held, line.said)) for line in job.lines]
    return page.show("adding.html", job=job, lines=lines)


ROUTES = (Route("/adding/{id}", reads(progress)),)
