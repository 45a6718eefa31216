"""A command in, what it cost out: seconds, seconds of the processors, peak memory.

    python benchmarks/speed/cost.py SECONDS COMMAND ...

By itself this file runs the command, stops it after SECONDS, and prints its cost as a line of JSON after
the command's own output. Benchmarks start commands through it and not themselves: Linux counts the peak of
a new process from the memory of the one that started it, so that every child of a large process would
seem as large. This file imports nothing large.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

MOST_SECONDS: Final = 6 * 3600
CHECKOUT: Final = Path(__file__).resolve().parents[2]  # its package is measured, whatever is installed
LONG_AGO: Final = "it was stopped after {seconds:.0f} seconds"


@dataclass(frozen=True, slots=True)
class Cost:
    """*megabytes* is the most that the process held in memory (of itself and those that it started and
    waited for, the largest); *code* is its exit code, below zero that of a signal."""

    seconds: float
    cpu: float
    megabytes: int
    code: int


class FailedError(Exception):
    """A command that did not end well: one line."""


def run(command: Sequence[str], *, most_seconds: float = MOST_SECONDS) -> tuple[Cost, str]:
    """The command's cost and its output. Raises FailedError."""
    starter = [sys.executable, "-I", "-S", __file__, str(most_seconds), *command]
    paths = filter(None, (str(CHECKOUT), os.environ.get("PYTHONPATH")))
    ran = subprocess.run(
        starter,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )
    output, _, last = ran.stdout.rstrip("\n").rpartition("\n")
    if ran.returncode:
        raise FailedError(last_line(ran.stderr))
    cost = Cost(**json.loads(last))
    if cost.code:
        stopped = cost.code == -signal.SIGKILL and cost.seconds >= most_seconds
        reason = LONG_AGO.format(seconds=cost.seconds) if stopped else last_line(ran.stderr)
        raise FailedError(f"exit code {cost.code}: {reason}")
    return cost, output


def run_module(name: str, *arguments: str, most_seconds: float = MOST_SECONDS) -> tuple[Cost, Any]:
    """The cost of a module of this folder, and the JSON that its last line is."""
    command = [sys.executable, "-m", f"benchmarks.speed.{name}", *arguments]
    cost, output = run(command, most_seconds=most_seconds)
    return cost, json.loads(output.rpartition("\n")[2])


def last_line(text: str) -> str:
    return (text.strip() or "it says nothing").rpartition("\n")[2]


def machine() -> str:
    """Processors and memory: what seconds and megabytes are those of."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} x {models[0] if models else 'processor'}, {memory:.0f} GB"


def wait_for(command: Sequence[str], most_seconds: float) -> Cost:
    """Run the command in a session of its own, which is ended as a whole where it takes too long."""
    start = time.perf_counter()
    process = subprocess.Popen(command, start_new_session=True)

    def stop(*_: object) -> None:
        os.killpg(process.pid, signal.SIGKILL)

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, most_seconds)
    try:
        _, status, used = os.wait4(process.pid, 0)
    except BaseException:
        stop()
        raise
    signal.setitimer(signal.ITIMER_REAL, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    kilobytes = used.ru_maxrss  # so on Linux
    return Cost(seconds, used.ru_utime + used.ru_stime, round(kilobytes / 1024), process.returncode)


def main() -> None:
    cost = wait_for(sys.argv[2:], float(sys.argv[1]))
    print(json.dumps(asdict(cost)))


if __name__ == "__main__":
    main()
