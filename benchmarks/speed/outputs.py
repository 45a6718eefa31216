"""How long does each output of a list take, and how much memory?

    python -m benchmarks.speed.outputs [--sizes 2000 100000 1000000] [--freeze]

The command ``namematch dedupe`` with each of its files, with all three, and with the table that it prints;
``result.persons`` and ``persons_table`` in Python; names spelled in the other script, new ones (a list's
distinct ones) and once more. Each run is a process of its own, its compiled code made before. *Seconds* are
those of the clock, *CPU* those of the processors; of spelling they are without the start of the process.
With --freeze the figures go to frozen/outputs.tsv.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from ..figures import FROZEN
from ..lists.make_list import write_made
from .cost import run

OUTPUTS: Final = FROZEN / "outputs.tsv"
HEADER: Final = (
    "# Made by python -m benchmarks.speed.outputs; own measurement. A second is one of the machine's.\n"
    "rows\toutput\tseconds\tCPU\tMB"
)
SIZES: Final = (2_000, 100_000, 1_000_000)
LARGEST: Final = 100_000  # rows of a list that is spelled, or made into objects of Python
FIRST: Final = 3_000  # rows after which all that is compiled has been compiled

PERSONS: Final = """
import sys
from namematch import dedupe_names
from namematch.files.reading import read_list
result = dedupe_names(read_list(sys.argv[1], column="name").cells("name").texts)
made = getattr(result, sys.argv[2])
"""
SPELLING: Final = """
import json, sys
from time import perf_counter, process_time
from namematch import spellings_many, transliterate_many
from namematch.files.reading import read_list
names = list(dict.fromkeys(read_list(sys.argv[1], column="name").cells("name").texts))
many = {"1": transliterate_many, "5": lambda names: spellings_many(names, n=5)}[sys.argv[2]]
many(names[:600])
for asked in (names, names[:100] * (len(names) // 100)):
    start = perf_counter(), process_time()
    many(asked)
    print(json.dumps([perf_counter() - start[0], process_time() - start[1], len(asked)]))
"""


class Measured(NamedTuple):
    """A row of the table; no *megabytes* where others share the process."""

    rows: int
    output: str
    seconds: float
    cpu: float
    megabytes: int | None

    def line(self) -> str:
        """As it is frozen."""
        memory = "" if self.megabytes is None else str(self.megabytes)
        return f"{self.rows}\t{self.output}\t{self.seconds:.2f}\t{self.cpu:.2f}\t{memory}"


def measure(size: int, folder: Path) -> Iterator[Measured]:
    """Every output of a made list of so many rows."""
    path = folder / f"list_{size}.tsv"
    write_made(size, path, seed=11)
    files = {name: ["--" + name, str(folder / name)] for name in ("assignments", "persons", "reviews")}
    every = [option for options in files.values() for option in options]
    asked = {**files, "all three files": every, "table": ["--table"]}
    for output, options in asked.items():
        yield ran(size, f"file of {output}" if output in files else output, dedupe(path, options))
    if size <= LARGEST:
        for made in ("persons", "persons_table"):
            yield ran(size, f"result.{made}", [sys.executable, "-c", PERSONS, str(path), made])
        for n in ("1", "5"):
            yield from spelled(n, path)


def dedupe(path: Path, options: list[str]) -> list[str]:
    return [sys.executable, "-m", "namematch", "dedupe", str(path), "--column", "name", *options]


def ran(size: int, output: str, command: list[str]) -> Measured:
    cost, _ = run(command)
    return Measured(size, output, cost.seconds, cost.cpu, cost.megabytes)


def spelled(n: str, path: Path) -> Iterator[Measured]:
    """Distinct names of a list in the other script, and a hundred of them over and over."""
    _, printed = run([sys.executable, "-c", SPELLING, str(path), n])
    for kind, line in zip(("new", "repeated"), printed.splitlines(), strict=True):
        seconds, cpu, names = json.loads(line)
        yield Measured(names, f"{kind} names spelled, best {n}", seconds, cpu, None)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed.outputs", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="rows of the lists")
    parser.add_argument("--freeze", action="store_true", help="keep the figures")
    options = parser.parse_args()
    lines = [HEADER]
    with tempfile.TemporaryDirectory() as name:
        list(measure(FIRST, Path(name)))  # compiles what is not compiled yet
        for size in options.sizes:
            for row in measure(size, Path(name)):
                print(row.line(), flush=True)
                lines.append(row.line())
    if options.freeze:
        OUTPUTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
