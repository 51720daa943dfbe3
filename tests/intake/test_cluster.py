"""Reading on a real Ray cluster of two workers on this machine: the same rows, whoever is lost."""

import importlib.util
import os
import signal
import subprocess
import sys
import time
from threading import Thread

import psutil
import pytest

from cuibono import Desk
from cuibono.cli.run import run
from cuibono.errors import CuibonoError, UsageError
from cuibono.inquiry import Own
from cuibono.intake import cluster

# Ray is not loaded here: it looks at its settings when it is.
if importlib.util.find_spec("ray") is None:
    pytest.skip("needs the extra `ray`", allow_module_level=True)

long = pytest.mark.long
TEXTS = (
    "Kyiv cut ties with Pyongyang on Wednesday. Moscow denied that it had received shells.",
    "Russia said that North Korea had sent shells to it. Seoul condemned the shipment.",
    "Iran attacked Israel on Thursday, the foreign ministry said.",
    "Beijing and Moscow signed an agreement on trade. Washington imposed sanctions on Tehran.",
)
DEADLY = "This text ends whoever reads it. Tehran sent drones to Moscow."


@pytest.fixture(scope="module")
def two():
    """Ray with two workers, for all tests that do not start it themselves."""
    desk = Desk()
    with cluster.cluster("local:2", (desk.registry, desk.codebook, "base")):
        yield "local:2"


@pytest.fixture
def papers(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    for n in range(24):
        text = f"{TEXTS[n % 4]} It was the {n + 1}th time."
        (folder / f"{n:02}.txt").write_text(f"Published: 2022-12-{n + 1:02}\n\n{text}")
    return folder


def told(desk):
    """Everything in a ledger but when it was read, and under which batch."""
    documents = [(d.id, d.published, d.path, d.notes) for d in desk.ledger.documents()]
    return documents, [s.to_dict() for s in desk.ledger.statements()], desk.ledger.links()


@long
def test_a_cluster_gives_the_same_rows(tmp_path, papers, two):
    here, there = Desk(tmp_path / "here"), Desk(tmp_path / "there")
    (papers / "empty.txt").write_text("")
    alone, many = here.read([papers]), there.read([papers], cluster=two)
    assert [(r.path, r.nth, r.statements, str(r.error)) for r in alone] == [
        (r.path, r.nth, r.statements, str(r.error)) for r in many
    ]
    assert told(here) == told(there)
    assert len(there.ledger.statements()) > 24
    assert there.verify() == []
    assert all(r.known for r in there.read([papers], cluster=two) if not r.error)


def killer(killed):
    """End the first worker that is seen reading."""
    until = time.monotonic() + 120
    while time.monotonic() < until and not killed:
        for process in psutil.Process().children(recursive=True):
            try:
                if "read_part" in " ".join(process.cmdline()):
                    process.send_signal(signal.SIGKILL)
                    killed.append(process.pid)
                    return
            except psutil.Error:
                continue
        time.sleep(0.05)


@long
@pytest.mark.skipif(os.name == "nt", reason="Windows does not show what a worker does")
def test_a_worker_that_is_killed_loses_and_doubles_nothing(tmp_path, papers, two, capfd):
    here, there = Desk(tmp_path / "here"), Desk(tmp_path / "there")
    here.read([papers])
    killed = []
    watch = Thread(target=killer, args=(killed,))
    watch.start()
    receipts = there.read([papers], cluster=two)
    watch.join()
    assert len(killed) == 1
    assert "raylet" not in "".join(capfd.readouterr())
    assert [r.error for r in receipts] == [None] * 24
    assert told(here) == told(there)
    assert there.verify() == []


def deadly_part(digest, kit, part):
    """What a worker does when a text ends its process, as a fault in a library would."""
    if any(document.text.startswith(DEADLY[:20]) for document in part):
        os.kill(os.getpid(), signal.SIGKILL)
    return cluster.read_part(digest, kit, part)


@long
@pytest.mark.skipif(os.name == "nt", reason="Windows cannot end a process so")
def test_a_text_that_ends_its_workers_is_its_own_line(tmp_path, papers, two, monkeypatch):
    monkeypatch.setattr(cluster, "TRIES", 2)
    made = cluster.Cluster.__init__

    def begin(self, ray, address, kit):
        made(self, ray, address, kit)
        self._read = ray.remote(num_cpus=1, max_retries=0)(deadly_part)

    monkeypatch.setattr(cluster.Cluster, "__init__", begin)
    (papers / "03.txt").write_text(DEADLY)
    receipts = Desk(tmp_path / "ledger").read([papers], cluster=two)
    (bad,) = [r for r in receipts if r.error]
    assert bad.path.endswith("03.txt")
    assert "2 workers were lost while they read it" in str(bad.error)
    assert len(Desk(tmp_path / "ledger").ledger.documents()) == 23
    assert Desk(tmp_path / "ledger").verify() == []


@long
def test_own_actors_and_types_go_along(tmp_path, two):
    actors = tmp_path / "actors.yaml"
    actors.write_text("ZZZ:\n  name: Harbour Guild\n")
    (tmp_path / "a.txt").write_text("Moscow sent shells to the Harbour Guild on Wednesday.")
    own = Own(actors=actors)
    here, there = (Desk(tmp_path / name, own=own) for name in ("here", "there"))
    here.read([tmp_path / "a.txt"])
    there.read([tmp_path / "a.txt"], cluster=two)
    assert told(here) == told(there)
    assert there.ledger.statements()[0].versions["registry"] == here.registry.version


@long
def test_workers_of_other_versions_are_refused(tmp_path, papers, two, monkeypatch):
    other = cluster.versions() | {"registry": "1.other"}
    monkeypatch.setattr(cluster, "versions", lambda: other)
    with pytest.raises(CuibonoError, match="a worker has other versions") as error:
        Desk(tmp_path / "ledger").read([papers], cluster=two)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "address", ["locally", "local:", "local:x", "host", "host:port", "a b:1", ""]
)
def test_what_is_no_address_is_one_line(tmp_path, papers, address):
    with pytest.raises(UsageError, match="is not the address of a cluster"):
        Desk(tmp_path / "ledger").read([papers], cluster=address)


@long
def test_where_no_cluster_answers_is_one_line(tmp_path, papers, capsys):
    args = ["read", str(papers), "--ledger", str(tmp_path / "ledger")]
    assert run([*args, "--cluster", "127.0.0.1:1"]) == 1
    assert capsys.readouterr().err.startswith("cuibono: 127.0.0.1:1: no cluster answers there: ")


def test_without_ray_one_line_says_what_to_install(tmp_path, papers):
    hide = "import sys; sys.modules['ray'] = None; from cuibono.cli import main; sys.exit(main())"
    args = ["read", str(papers), "--ledger", str(tmp_path / "ledger"), "--cluster", "local"]
    ended = subprocess.run(
        [sys.executable, "-c", hide, *args], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        "cuibono: a cluster needs ray, which is not installed: pip install 'cuibono[ray]'"
    ]


@long
def test_the_command_starts_and_ends_a_cluster_that_only_this_machine_reaches(tmp_path, papers):
    args = ["read", str(papers), "--ledger", str(tmp_path / "ledger"), "--cluster", "local:2"]
    command = [sys.executable, "-m", "cuibono", *args]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        heard: set[str] = set()
        family: dict[int, psutil.Process] = {}
        while started.poll() is None:
            for process in psutil.Process(started.pid).children(recursive=True):
                family[process.pid] = process
                try:
                    heard |= {
                        c.laddr.ip for c in process.net_connections("inet") if c.status == "LISTEN"
                    }
                except psutil.Error:
                    continue
            time.sleep(1)
        out, err = started.communicate()
    assert (started.returncode, err.decode()) == (0, "")
    assert out.decode().splitlines()[-1].startswith("24 documents, ")
    assert heard <= {"127.0.0.1", "::1", "::ffff:127.0.0.1"}
    assert heard
    psutil.wait_procs(list(family.values()), timeout=30)
    assert [p for p in family.values() if p.is_running()] == []
