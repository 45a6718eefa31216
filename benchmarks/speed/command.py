"""How fast is the library, how much memory does it take, and what happens as lists grow?

    python -m benchmarks.speed                                       lists of 10,000 and 100,000
    python -m benchmarks.speed --sizes 10000 100000 1000000 --plots docs
    python -m benchmarks.speed --only sizes --systems namematch --ten-million
    python -m benchmarks.speed --list own.tsv                        your own: columns person and name
    python -m benchmarks.speed --list-command "python make.py"       called with a size and a path

Parts: sizes (the library and every installed peer, on the same lists), stages (where the seconds go),
worst (lists that nobody has) and search (one new name against a list); the first lines of sizes.py,
stages.py, worst_cases.py and searching.py say what each measures. Every run is a process of its own.
Prints a table for each part, the exponents of growth, and what moved against frozen/*.tsv.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from rich.console import Console

from ..figures import FROZEN, Cells, Row, Sheet, freeze, key_of, moved, print_table, read_frozen
from ..lists.listed import Lists
from ..romanise import PACKAGES
from . import growth, searching, stages, worst_cases
from . import sizes as speed_sizes
from .cost import MOST_SECONDS, machine
from .options import SIZES, Asked
from .peers import PEERS

FOLDER: Final = Path(tempfile.gettempdir()) / "namematch-benchmarks"
TEN_MILLION: Final = 10_000_000
PARTS: Final[dict[str, tuple[tuple[Sheet, ...], Callable[[Asked], Iterator[Row]]]]] = {
    "sizes": ((speed_sizes.SHEET,), speed_sizes.measure),
    "stages": ((stages.SHEET, stages.WORK), stages.measure),
    "worst": ((worst_cases.SHEET,), worst_cases.measure),
    "search": ((searching.SHEET,), searching.measure),
}
GROWING: Final = (speed_sizes.SHEET, stages.SHEET)
NOTE: Final = (
    "The library: the whole command, with start and files, its compiled code made before. Peers: without "
    "start, imports,\nlearning and files, romanised as is best for them and at their best cutoff, both by "
    "the truth; fewer names than asked\nfor: the peer bears no more."
)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--sizes", type=int, nargs="+", metavar="N", help="rows; default: 10000 100000")
    parser.add_argument("--ten-million", action="store_true", help="ten million rows too, without peers")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART")
    parser.add_argument("--systems", nargs="+", metavar="TEXT", help="those with TEXT in their name")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--every-pair", action="store_true", help="more names for the quadratic peers")
    parser.add_argument("--repeat", type=int, default=1, metavar="N", help="runs, of which the best counts")
    own = parser.add_mutually_exclusive_group()
    own.add_argument("--list", type=Path, metavar="FILE.tsv", help="your own: columns person and name")
    own.add_argument("--list-command", default="", metavar="CMD", help="run as CMD SIZE OUT.tsv")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=FOLDER, help=f"for lists; default: {FOLDER}")
    parser.add_argument("--worst-rows", type=int, metavar="N", help="of each worst case")
    parser.add_argument("--most-seconds", type=float, default=MOST_SECONDS, metavar="S", help="of a run")
    parser.add_argument("--freeze", action="store_true", help="keep the figures to compare with")
    parser.add_argument(
        "--with-frozen", action="store_true", help="growth of what is frozen for this machine too"
    )
    parser.add_argument("--plots", type=Path, metavar="DIR", help="draw time and memory against size")
    asked = parser.parse_args(arguments)
    for name in ("repeat", "worst_rows", *(["sizes"] if asked.sizes else [])):
        value = min(asked.sizes) if name == "sizes" else getattr(asked, name)
        if value is not None and value < 1:
            parser.error(f"--{name.replace('_', '-')} {value}: at least one")
    return asked


def runs_of(asked: argparse.Namespace) -> list[Asked]:
    """What is asked for; ten million rows by themselves, since peers are spared them."""
    options = Asked(
        lists=Lists(asked.folder, asked.seed, asked.list, asked.list_command),
        sizes=sizes_of(asked),
        peers=not asked.no_peers,
        systems=tuple(asked.systems or ()),
        every_pair=asked.every_pair,
        repeat=asked.repeat,
        worst_rows=asked.worst_rows,
        most_seconds=asked.most_seconds,
    )
    return [options, options.having(sizes=(TEN_MILLION,), peers=False)] if asked.ten_million else [options]


def sizes_of(asked: argparse.Namespace) -> tuple[int, ...]:
    """Those asked for; of an own list by default the whole."""
    if asked.list and not asked.list.exists():
        sys.exit(f"{asked.list}: no such file")
    return tuple(asked.sizes or ((sys.maxsize,) if asked.list else SIZES))


def main(arguments: Sequence[str] | None = None, *, frozen: Path = FROZEN) -> None:
    asked = parse(arguments)
    console = Console(width=None if sys.stdout.isatty() else 125, highlight=False)
    runs = runs_of(asked)
    for part in asked.only:
        sheets, measure = PARTS[part]
        of_runs = runs if part in ("sizes", "stages") else runs[:1]
        rows = [row for run in of_runs for row in watched(part, measure(run))]
        for sheet in sheets:
            show(sheet, [row for row in rows if row.sheet is sheet], console, asked, frozen)
    if "sizes" in asked.only:
        tell(runs[0])


def watched(part: str, rows: Iterator[Row]) -> Iterator[Row]:
    """The rows; meanwhile a terminal shows what was measured last."""
    with Console(stderr=True).status(part) as status:
        for row in rows:
            status.update(f"{part}, {row.setting[1]}: {row.system} is done")
            yield row


def show(sheet: Sheet, rows: list[Row], console: Console, asked: argparse.Namespace, frozen: Path) -> None:
    """Print the table, the growth and what moved; freeze and draw where that is asked for."""
    if not rows:
        print(f"{sheet.task}: nothing was measured.\n")
        return
    print_table(sheet, rows, console, every=True)
    print(*moved(sheet, rows, frozen) or [f"{sheet.task}: as frozen."], sep="\n", end="\n\n")
    if sheet in GROWING:
        kept = read_frozen(sheet, frozen) if asked.with_frozen else {}
        grown = growing(sheet, rows, kept.values())
        show_growth(sheet, rows, grown, console)
        if asked.plots and sheet is speed_sizes.SHEET:
            draw(grown, asked.plots)
    if asked.freeze:
        freeze(sheet, rows, frozen)


def growing(sheet: Sheet, rows: Sequence[Row], kept: Iterable[Cells]) -> growth.Points:
    """The points of the rows, and of those kept of the same list, seed and machine."""
    cells = {key_of(sheet, row.cells): row.cells for row in rows}
    same = ("list", "seed", "machine")
    like = {tuple(cell[column] for column in same) for cell in cells.values()}
    other = {key_of(sheet, cell): cell for cell in kept if tuple(cell[c] for c in same) in like}
    return growth.points_of({**other, **cells}.values(), sheet.subject)


def show_growth(sheet: Sheet, rows: Sequence[Row], grown: growth.Points, console: Console) -> None:
    name, _, seed, computer = rows[0].setting
    listed = growth.growth_rows(grown, (name, seed, computer), sheet.subject)
    if listed:
        print_table(listed[0].sheet, listed, console, every=True)


def tell(asked: Asked) -> None:
    """What a reader of the peers' rows must know."""
    print(NOTE)
    lacking = {
        PACKAGES.get(module, module)
        for peer in PEERS
        if asked.peers and asked.asks_for(peer.system)
        for module in speed_sizes.absent(peer)
    }
    if lacking:
        print(f"Left out, not being installed: pip install {' '.join(sorted(lacking))}")


def draw(grown: growth.Points, folder: Path) -> None:
    try:
        from .plots import draw_growth  # noqa: PLC0415 matplotlib is an extra
    except ModuleNotFoundError as error:
        sys.exit(f"--plots: {error}: pip install '.[bench]'")
    print(f"Drawn: {draw_growth(grown, machine(), folder)}\n")


if __name__ == "__main__":
    main()
