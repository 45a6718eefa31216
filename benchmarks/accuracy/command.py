"""How good the library is, beside other systems and beside itself before.

    python -m benchmarks.accuracy                                  every task, every installed system
    python -m benchmarks.accuracy --task retrieval --by-style      one task, a row for each style
    python -m benchmarks.accuracy own.tsv                          your own list or pairs
    python -m benchmarks.accuracy --only namematch --freeze        keep the library's figures

Tasks: retrieval, clustering, contrast, transliteration, calibration, kinds; the first lines of the module of
that name say what it measures. Prints a table for each task and what moved against frozen/*.tsv.
"""

import argparse
import csv
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from rich.console import Console

import namematch.batch.all_pairs  # noqa: F401 loaded here, as its seconds are not those of a run

from ..figures import FROZEN, Row, Sheet, freeze, moved, print_table
from ..lists.make_list import Row as Mention
from ..lists.make_list import read_words
from . import calibration, clustering, contrast, kinds, retrieval, schemes, transliteration
from .options import MIXED, PARTNERS, Options

TASKS: Final[dict[str, tuple[Sheet, Callable[[Options], Iterator[Row]]]]] = {
    module.SHEET.task: (module.SHEET, module.measure)
    for module in (retrieval, clustering, contrast, transliteration, schemes, calibration, kinds)
}
OWN: Final = {"clustering": ("person", "name"), "retrieval": ("persian", "latin")}  # columns of own data
COMPILED: Final = {"PyICU", "nomenklatura"}
NOTE: Final = (
    "Peers: of each method the best of the romanisations (--every shows all), at its best cutoff by the "
    "truth,\nwhich no user has: both favour it. Fewer names than asked for: the method is too slow for more."
)


def read_own(path: Path) -> tuple[str, list[tuple[str, ...]]]:
    """The task that a file of one's own is for, by its columns, and its rows; exits with one line
    naming the place if it is for none."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            columns, rows = set(reader.fieldnames or ()), list(reader)
    except (OSError, UnicodeError) as error:
        sys.exit(f"{path}: {error}")
    for task, wanted in OWN.items():
        if columns.issuperset(wanted):
            return task, [cells_of(path, line, row, wanted) for line, row in enumerate(rows, start=2)]
    sys.exit(f"{path}: needs the columns {' or '.join(' and '.join(wanted) for wanted in OWN.values())}")


def cells_of(path: Path, line: int, row: dict[str, str], wanted: Sequence[str]) -> tuple[str, ...]:
    cells = tuple(row[column] or "" for column in wanted)
    if not all(cells):
        sys.exit(f"{path}:{line}: a row needs a {' and a '.join(wanted)}, not {cells}")
    return cells


def options_of(asked: argparse.Namespace) -> tuple[Options, list[str]]:
    """What is asked for, and the tasks."""
    styles = tuple(read_words().styles) if asked.by_style else (asked.style,)
    options = Options(
        sizes=(asked.size,) if asked.size else (),
        seed=asked.seed,
        partners=(asked.partners,) if asked.partners else PARTNERS,
        styles=styles,
        unknown=tuple(asked.unknown_words or ()),
        kinds=tuple(asked.kind or kinds.kinds_of(by_style=asked.by_style)),
        only=tuple(asked.only or ()),
    )
    if asked.own is None:
        return options, asked.task or list(TASKS)
    task, rows = read_own(asked.own)
    if task == "clustering":
        return options.having(name=asked.own.stem, mentions=tuple(Mention(*row) for row in rows)), [task]
    return options.having(name=asked.own.stem, pairs=tuple((row[0], row[1]) for row in rows)), [task]


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("own", nargs="?", type=Path, metavar="OWN.tsv", help="person and name, or pairs")
    parser.add_argument("--task", action="append", choices=TASKS, help="default: all; may be repeated")
    parser.add_argument("--size", type=int, help="mentions, names on a side, or words")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--partners", choices=PARTNERS, help="default: both")
    styles = parser.add_mutually_exclusive_group()
    styles.add_argument("--style", choices=(MIXED, *read_words().styles), default=MIXED, metavar="STYLE")
    styles.add_argument(
        "--by-style", action="store_true", help="retrieval for each style, kinds for each language"
    )
    parser.add_argument(
        "--kind",
        action="append",
        choices=(*kinds.kinds_of(by_style=False), *kinds.kinds_of(by_style=True)),
        metavar="KIND",
        help="of the task kinds: official, authors, refugees, press, press-dutch, namesakes",
    )
    parser.add_argument(
        "--unknown-words", action="append", type=float, metavar="SHARE", help="that the library lacks"
    )
    parser.add_argument("--only", action="append", metavar="TEXT", help="systems with TEXT in their name")
    parser.add_argument("--every", action="store_true", help="show every romanisation of a method")
    parser.add_argument("--freeze", action="store_true", help="keep the figures to compare with")
    parser.add_argument("--plots", type=Path, metavar="DIR", help="draw the curves")
    asked = parser.parse_args(arguments)
    if asked.size is not None and asked.size < 1:
        parser.error(f"--size {asked.size}: a list has at least one name")
    if not all(0 <= share <= 1 for share in asked.unknown_words or ()):
        parser.error(f"--unknown-words {asked.unknown_words}: a share is from 0 to 1")
    return asked


def main(arguments: Sequence[str] | None = None, *, frozen: Path = FROZEN) -> None:
    asked = parse(arguments)
    options, tasks = options_of(asked)
    console = Console(width=None if sys.stdout.isatty() else 125, highlight=False, soft_wrap=False)
    measured: list[Row] = []
    for task in tasks:
        sheet, measure = TASKS[task]
        rows = watched(task, measure(options))
        print_table(sheet, rows, console, every=asked.every)
        print(*moved(sheet, rows, frozen) or [f"{task}: as frozen."], sep="\n", end="\n\n")
        if asked.freeze:
            freeze(sheet, rows, frozen)
        measured += rows
    tell(options, measured)
    if asked.plots:
        draw(measured, asked.plots)


def watched(task: str, rows: Iterator[Row]) -> list[Row]:
    """The rows; meanwhile a terminal shows what was measured last."""
    done: list[Row] = []
    with Console(stderr=True).status(task) as status:
        for row in rows:
            done.append(row)
            status.update(f"{task}: {', '.join(filter(None, row.setting))}: {row.system} is done")
    return done


def tell(options: Options, measured: Sequence[Row]) -> None:
    """What a reader of the peers' rows must know."""
    if any(row.peer and "cutoff" in row.figures for row in measured):
        print(NOTE)
    if options.left_out:
        print(f"Left out, not being installed: pip install {' '.join(options.left_out)}")
    if COMPILED.intersection(options.left_out):
        print("(nomenklatura needs PyICU, which is compiled: apt-get install libicu-dev pkg-config g++)")


def draw(measured: Sequence[Row], folder: Path) -> None:
    from .plots import draw_curves  # noqa: PLC0415 matplotlib is an extra

    for path in draw_curves(measured, folder):
        print(f"Drawn: {path}")


if __name__ == "__main__":
    main()
