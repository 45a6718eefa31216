"""What ends a command from outside, as real processes: SIGTERM, SIGHUP, and SIGKILL and the run after it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from namematch.cli.app import run
from tests.support.commands import COMMAND, ROOT, ran
from tests.support.files import written

LIST = "name\nAli Hajari\nعلی هاجری\nReza Karimi\n"
Process = subprocess.Popen[bytes]


class Folder:
    """A list to work on, an output that is there already, and a pipe as another output: a command that writes
    to it stands still until somebody reads it, with all its temporary files there."""

    def __init__(self, path: Path) -> None:
        self.path, self.temporary = path / "lists", path / "tmp"
        self.path.mkdir()
        self.temporary.mkdir()
        self.source = written(self.path, "a.tsv", LIST)
        self.persons = written(self.path, "persons.jsonl", "old")
        self.pipe = self.path / "pipe"
        os.mkfifo(self.pipe)

    def left(self) -> list[str]:
        """The temporary files."""
        listed = [*os.listdir(self.path), *os.listdir(self.temporary)]
        return sorted(name for name in listed if name.startswith(".namematch"))

    def locked(self) -> list[str]:
        """Those that are being written."""
        return [name for name in self.left() if "locked" in name]

    def arguments(self, assignments: Path | str) -> list[str]:
        return [
            *("dedupe", str(self.source), "--persons", str(self.persons)),
            *("--assignments", str(assignments)),
        ]

    def start(self, *before: str) -> Process:
        """A command that stands still with both its temporary files written."""
        earlier = self.left()
        process = subprocess.Popen(
            [*before, *COMMAND, *self.arguments(self.pipe)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(self.temporary)},
        )
        end = time.monotonic() + 120
        # A file is locked before it is called so: one that is killed in between would stay for ever.
        while len(self.locked()) < len(earlier) + 2 and process.poll() is None and time.monotonic() < end:
            time.sleep(0.02)
        assert len(self.left()) == len(earlier) + 2, process.communicate(timeout=1)
        return process

    def read_pipe(self, process: Process) -> None:
        """Let *process* go on, and see it end well."""
        assert self.pipe.read_bytes().startswith(b"row\t")
        _, error = process.communicate(timeout=60)
        assert (process.returncode, error) == (0, b"")
        assert self.persons.read_text() != "old"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.mark.parametrize(
    ("number", "code", "message"),
    [
        (signal.SIGTERM, 143, b"namematch: terminated\n"),
        (signal.SIGHUP, 129, b"namematch: hung up\n"),
    ],
)
def test_a_signal_clears_up_as_ctrl_c_does(
    folder: Folder, number: signal.Signals, code: int, message: bytes
) -> None:
    process = folder.start()
    process.send_signal(number)
    _, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (code, message)
    assert folder.left() == []
    assert folder.persons.read_text() == "old"


TWICE = """
import os, signal, sys
from namematch.cli import app

def end_twice(arguments):
    try:
        os.kill(os.getpid(), signal.SIGTERM)
    finally:
        os.kill(os.getpid(), signal.SIGHUP)
        print("cleared", flush=True)

app.run, app._CLEARING = end_twice, float(sys.argv[1])
app.main()
"""


@pytest.mark.parametrize(("seconds", "out", "code"), [("100", "cleared\n", 143), ("0", "", 129)])
def test_a_second_signal_stops_the_clearing_up_only_if_it_takes_long(
    seconds: str, out: str, code: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TWICE, seconds],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert (done.returncode, done.stdout) == (code, out)
    assert done.stderr.count("\n") == 1


WRAPPED = """
import sys
from namematch.cli import app

def compiled(*_, **__):
    error = KeyboardInterrupt() if sys.argv[1] == "SIGINT" else app._Ended(sys.argv[1])
    raise SystemError("a dispatcher returned a result with an exception set") from error

app.app = compiled
app.main()
"""


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [("SIGINT", 130, "interrupted"), ("SIGTERM", 143, "terminated"), ("SIGHUP", 129, "hung up")],
)
def test_a_signal_while_compiled_code_is_loaded_is_one(name: str, code: int, said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WRAPPED, name],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert (done.returncode, done.stderr) == (code, f"namematch: {said}\n")


def test_what_a_killed_run_left_is_removed_by_the_next(folder: Folder) -> None:
    process = folder.start()
    process.kill()
    process.communicate()
    assert (len(folder.left()), folder.persons.read_text()) == (2, "old")
    code, _, error = ran(*folder.arguments("/dev/null"), TMPDIR=str(folder.temporary))
    assert (code, error, folder.left()) == (0, "", [])
    assert folder.persons.read_text() != "old"


def test_two_runs_at_once_leave_each_other_alone(folder: Folder) -> None:
    process = folder.start()
    before = folder.left()
    assert ran(*folder.arguments("/dev/null"), TMPDIR=str(folder.temporary))[0] == 0
    assert folder.left() == before
    folder.persons.write_text("old")
    folder.read_pipe(process)
    assert folder.left() == []


def test_a_signal_that_is_ignored_stays_so(folder: Folder) -> None:
    process = folder.start("nohup")
    process.send_signal(signal.SIGHUP)
    time.sleep(0.3)
    folder.read_pipe(process)
    assert folder.left() == []


def test_a_command_that_runs_within_a_program_leaves_its_signals_alone() -> None:
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)]
    assert run(["compare", "Ali", "Ali"]) == 0
    assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)] == before
