"""Figures of systems: what a row of a table is, the frozen ones, and what moved since."""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from rich import box
from rich.console import Console
from rich.table import Table

FROZEN: Final = Path(__file__).with_name("frozen")

LIBRARY: Final = "namematch"
HEADER: Final = """\
# Figures of {made_by}; made by --freeze. Own measurement on own lists (MIT).
# digest: of the names, so that a list that changed is told from a system that did."""
MUCH: Final = 1.25  # times as much: what a rough figure moves by when it moves


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a task's table looks like: the columns that tell what was measured on, and those of the
    figures with their titles; the first figure orders the systems.

    *subject* is what a row is about, *digits* how many a figure is shown with (four), *rough* are
    figures that no two runs share: they have moved where a quarter of them has.
    """

    task: str
    question: str
    settings: tuple[str, ...]
    figures: Mapping[str, str]
    subject: str = "system"
    made_by: str = "python -m benchmarks.accuracy"
    digits: Mapping[str, int] = field(default_factory=dict)
    rough: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.subject, *self.settings, "digest", *self.figures, "seconds")

    @property
    def main(self) -> str:
        return next(iter(self.figures))


@dataclass(frozen=True, slots=True)
class Row:
    """What one system reached in one setting. A figure is None where the system has none; *curve*
    is what a plot of it takes, and is not frozen."""

    sheet: Sheet
    system: str
    setting: tuple[str, ...]
    digest: str
    figures: Mapping[str, float | None]
    seconds: float
    curve: Any = field(default=None, compare=False)
    peer: str = ""  # the method of a peer, of which only the best romanisation is shown

    @property
    def cells(self) -> dict[str, str]:
        """By column, as text; '' for a figure that the system has none of."""
        digits = self.sheet.digits
        figures = {name: shown(self.figures.get(name), digits.get(name, 4)) for name in self.sheet.figures}
        told = dict(zip(self.sheet.settings, self.setting, strict=True))
        ends = {"digest": self.digest, "seconds": f"{self.seconds:.2f}"}
        cells = {self.sheet.subject: self.system, **told, **figures, **ends}
        return {column: cells[column] for column in self.sheet.columns}


def shown(figure: float | None, digits: int = 4) -> str:
    """Counts whole, others with so many digits, '' for None."""
    if figure is None:
        return ""
    return str(figure) if isinstance(figure, int) else f"{figure:.{digits}f}"


def digest_of(rows: Iterable[Sequence[str]]) -> str:
    lines = "\n".join("\t".join(row) for row in rows)
    return hashlib.blake2b(lines.encode(), digest_size=4).hexdigest()


# --------------------------------------------------------------------------- the frozen file

Key = tuple[str, ...]  # the system and the setting
Cells = Mapping[str, str]


def key_of(sheet: Sheet, cells: Cells) -> Key:
    return tuple(cells[column] for column in (sheet.subject, *sheet.settings))


def read_frozen(sheet: Sheet, folder: Path) -> dict[Key, Cells]:
    """The frozen figures of a task; none if there is no such file yet."""
    path = folder / f"{sheet.task}.tsv"
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return {key_of(sheet, row): row for row in rows}


def freeze(sheet: Sheet, rows: Sequence[Row], folder: Path) -> None:
    """Put the figures in the place of those of the same key; the others stay."""
    measured = {key_of(sheet, row.cells): row.cells for row in rows}
    kept = {**read_frozen(sheet, folder), **measured}
    ordered = sorted(kept.items(), key=lambda item: (natural(item[0][1:]), item[0][0]))
    lines = ["\t".join(cells[column] for column in sheet.columns) for _, cells in ordered]
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n".join([HEADER.format(made_by=sheet.made_by), "\t".join(sheet.columns), *lines]) + "\n"
    (folder / f"{sheet.task}.tsv").write_text(text, encoding="utf-8")


def natural(setting: Key) -> list[tuple[int, str]]:
    """A sorting key that has 2000 before 10000."""
    return [(int(part) if part.isdecimal() else -1, part) for part in setting]


def moved(sheet: Sheet, rows: Sequence[Row], folder: Path) -> list[str]:
    """One line for each figure that is not as frozen (seconds only where the sheet says so), and one
    for the rows that have nothing to be compared with."""
    frozen, lines = read_frozen(sheet, folder), list[str]()
    fresh = stale = 0
    for row in rows:
        now, before = row.cells, frozen.get(key_of(sheet, row.cells))
        if before is None:
            fresh += 1
        elif before["digest"] != now["digest"]:
            stale += 1
        else:
            name = f"{sheet.task}, {', '.join(filter(None, row.setting))}: {row.system}"
            lines += [f"{name}: {change}" for change in changes(sheet, before, now)]
    told = {"are not frozen": fresh, "were frozen on other names": stale}
    return lines + [f"{sheet.task}: {n} of {len(rows)} rows {what}" for what, n in told.items() if n]


def changes(sheet: Sheet, before: Cells, now: Cells) -> Iterator[str]:
    """What differs between two rows, figure by figure; where the cutoff is matters to nobody."""
    for figure in dict.fromkeys((*sheet.figures, *sheet.rough)):
        old, new = before[figure], now[figure]
        moved = far_apart(old, new) if figure in sheet.rough else old != new
        if moved and figure != "cutoff":
            step = f"{float(new or 0) - float(old or 0):+.4f}"
            yield f"{figure} {old or '-'} -> {new or '-'} ({step})"


def far_apart(old: str, new: str) -> bool:
    """Whether one rough figure is *MUCH* more than the other."""
    low, high = sorted((float(old or 0), float(new or 0)))
    return high > MUCH * low


# -------------------------------------------------------------------------------- the tables


def best_of_each(rows: Sequence[Row]) -> list[Row]:
    """The library's rows as they come, then the best row of each method, the best first."""

    def merit(row: Row) -> float:
        return row.figures[row.sheet.main] or 0.0

    best: dict[str, Row] = {}
    for row in rows:
        if row.peer and (row.peer not in best or merit(row) > merit(best[row.peer])):
            best[row.peer] = row
    library = [row for row in rows if not row.peer]
    return [*library, *sorted(best.values(), key=merit, reverse=True)]


def print_table(sheet: Sheet, rows: Sequence[Row], console: Console, *, every: bool = False) -> None:
    """The rows, a block for each setting; of each method the best romanisation, or *every* one.

    What is the same for all rows stands in the title.
    """
    varied, constant = told_apart(sheet, rows)
    title = f"{sheet.question} ({', '.join(constant)})" if constant else sheet.question
    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    for name in (sheet.subject, *varied):
        table.add_column(name, no_wrap=True)
    for name, heading in {**sheet.figures, "seconds": "seconds"}.items():
        widest = max((len(row.cells[name]) for row in rows), default=1)
        table.add_column(heading, justify="right", min_width=widest)
    for setting in dict.fromkeys(row.setting for row in rows):
        listed = [row for row in rows if row.setting == setting]
        for row in listed if every else best_of_each(listed):
            values = [row.cells[name] or "-" for name in (sheet.subject, *varied, *sheet.figures, "seconds")]
            table.add_row(*values, style="bold" if row.system.startswith(LIBRARY) else "")
        table.add_section()
    console.print(table)


def told_apart(sheet: Sheet, rows: Sequence[Row]) -> tuple[list[str], list[str]]:
    """The settings that differ between rows, and those that do not as "name value"."""
    varied, constant = [], []
    for place, name in enumerate(sheet.settings):
        values = {row.setting[place] for row in rows}
        if len(values) > 1:
            varied.append(name)
        else:
            constant += [f"{name} {value}" for value in values if value]
    return varied, constant
