"""A Reconciliation in, its tables on the terminal out.

Lines run from left to right, Persian names inside their cells from right to left: a mark of no
width (U+200E) on both sides of a Persian text keeps a terminal that reorders text from taking
two neighbouring cells, or a name and the number after it, for one Persian phrase.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Final

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..compare.calibration import probability_of
from ..dedupe.person_columns import persons_of
from ..dedupe.persons import Person, Repeated
from ..dedupe.reconciliation import Reconciliation, first_reviews, person_table_of, review_table_of
from ..dedupe.reviews import Review
from ..names.mentions import read_name
from ..text.visible import visible_words

_LEFT_TO_RIGHT: Final = "\u200e"
_RIGHT_TO_LEFT: Final = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

_LONGEST: Final = 200  # letters of a text that a cell shows
_WIDE: Final = 10_000  # columns where no terminal sets the width
_MOST_COLUMNS: Final = 12  # values of *by* that get a column each
_MOST_ROWS: Final = 2_000  # of a table; rich lays out a thousand a second
_NAME_WIDTH: Final = 30  # beyond, a name takes two lines
_LEAST_NAMES: Final = 50  # both names and the mark for review
_COLUMN_GAP: Final = 2  # between two columns
_WIDEST_SPELLINGS: Final = 100
_MOST_BELOW: Final = 3  # spellings below a name
_MOST_LISTED: Final = 30  # spellings or rows that one cell may list
_SPELLINGS: Final = "other spellings"
_INFERRED: Final = "*"
_NO_MENTION: Final = "\u00b7"
_CHANCES: Final = (
    (0.9, "very likely"),
    (0.65, "likely"),
    (0.35, "even"),
    (0.1, "unlikely"),
    (0.0, "very unlikely"),
)


def report_console(file: IO[str] | None = None) -> Console:
    """A console for the report: as wide as the terminal, or as it needs where there is none."""
    stream = file or sys.stdout
    width = None if stream.isatty() else _WIDE
    return Console(file=stream, width=width, highlight=False, emoji=False, markup=False)


def print_report(
    reconciliation: Reconciliation,
    *,
    by: Sequence[str | None] | None = None,
    console: Console | None = None,
) -> None:
    """Print the persons, the cases for review, the repetitions within a list, and how many.

    *by* has a value for each input row, such as its document: mentions are counted in one
    column a value, in all where there are more than twelve values or no room. Default: the
    sources. Of each table the first 2,000 rows are printed. Without a *console* the table goes
    to standard output.

    >>> from namematch import dedupe_names
    >>> print_report(dedupe_names([]), console=report_console(sys.stdout))
    0 mentions, 0 persons, 0 cases for review, 0 repetitions within a list
    """
    console = console or report_console()
    values = by if by is not None else list(reconciliation.mentions.sources)
    if len(person_table_of(reconciliation)):
        _print_persons(reconciliation, values, console)
    if len(review_table_of(reconciliation)):
        _print_reviews(reconciliation, console)
    repetitions = person_table_of(reconciliation).repetitions()
    if repetitions:
        _print_repetitions(repetitions, console)
    console.print(_summary(reconciliation, len(repetitions)), soft_wrap=True)


def _print_persons(reconciliation: Reconciliation, by: Sequence[str | None], console: Console) -> None:
    counts, columns = _counts(reconciliation, by, console.width)
    table_of_all = person_table_of(reconciliation)
    persons = len(table_of_all)
    shown = list(persons_of(table_of_all.columns(np.arange(min(persons, _MOST_ROWS)))))
    rows = _person_rows(reconciliation, shown, counts, columns)
    spelled = [_spellings(person) for person in shown]
    table = _persons_table(columns)
    room = _room(table, rows, spelled, console.width)
    if room:
        table.add_column("sure", justify="right")
        table.add_column(_SPELLINGS, no_wrap=True, overflow="ellipsis", max_width=room)
    for person, row, spellings in zip(shown, rows, spelled, strict=True):
        if room:
            row += [_weakest(person), _fitting(spellings, room)]
        else:
            row[1] += _below(spellings)
        _add(table, row)
    _print(table, persons, console)
    if not all(p.persian_observed and p.latin_observed for p in shown):
        console.print(f"{_INFERRED} not in the list: spelled after the other script\n")


def _persons_table(columns: Sequence[str]) -> Table:
    labels = [column or "mentions" for column in columns]
    table = _bare_table("Persons", ["Persian name", "Latin name", *labels, "review"])
    for column in table.columns[2:-1]:
        column.justify = "right"
        column.no_wrap = True
    table.columns[0].justify = "right"
    table.columns[-1].style = "yellow"
    return table


def _person_rows(
    reconciliation: Reconciliation,
    persons: Iterable[Person],
    counts: Mapping[tuple[str, str], int],
    columns: Sequence[str],
) -> list[list[str]]:
    assigned = reconciliation.assigned
    rows = zip(assigned.person, assigned.verdict, strict=True)
    doubtful = {person for person, verdict in rows if verdict == "review"}
    return [
        [
            _canonical_cell(person.persian, observed=person.persian_observed),
            _canonical_cell(person.latin, observed=person.latin_observed),
            *(str(counts[person.id, column] or _NO_MENTION) for column in columns),
            "review" if person.id in doubtful else "",
        ]
        for person in persons
    ]


def _counts(
    reconciliation: Reconciliation, by: Sequence[str | None], width: int
) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Mentions of each (person, value), and the values that get a column; '' alone for a total."""
    values = sorted({value or "-" for value in by})
    few = any(by) and len(values) <= _MOST_COLUMNS
    if not few or _LEAST_NAMES + sum(cell_len(_visible_cell(v)) + _COLUMN_GAP for v in values) > width:
        values = [""]
    counts = Counter(
        (person, (value or "-") if values != [""] else "")
        for person, value in zip(reconciliation.assigned.person, by, strict=True)
        if person is not None
    )
    return counts, values


def _canonical_cell(name: str, *, observed: bool) -> str:
    return _visible_cell(name) + (_INFERRED if name and not observed else "")


def _visible_cell(text: str) -> str:
    """*text* as a cell shows it: visible, not endless, and with its direction to itself."""
    shown = visible_words(text)
    shown = shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "\u2026"
    return f"{_LEFT_TO_RIGHT}{shown}{_LEFT_TO_RIGHT}" if _RIGHT_TO_LEFT.search(shown) else shown


def _spellings(person: Person) -> list[str]:
    """The texts of the mentions, the most frequent first, without the canonical names."""
    times = Counter(mention.text for mention in person.mentions)
    shown = {person.persian, person.latin}
    texts = sorted(times.keys() - shown, key=lambda text: (-times[text], text))
    return list(map(_visible_cell, texts))


def _fitting(texts: Sequence[str], room: int) -> str:
    """As many of *texts* as fit, and how many more there are."""
    for count in range(min(len(texts), _MOST_LISTED), -1, -1):
        more = f"+{len(texts) - count}" if count < len(texts) else ""
        line = " ".join(filter(None, (f" {_NO_MENTION} ".join(texts[:count]), more)))
        if cell_len(line) <= room:
            return line
    return ""


def _below(texts: Sequence[str]) -> str:
    """The first of *texts* as lines below a name, and how many more there are."""
    more = [f"+{len(texts) - _MOST_BELOW}"] if len(texts) > _MOST_BELOW else []
    return "".join(f"\n  {text}" for text in [*texts[:_MOST_BELOW], *more])


def _bare_table(title: str, headers: Sequence[str]) -> Table:
    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
    )
    for header in headers:
        table.add_column(Text(_visible_cell(header)), overflow="fold")
    return table


def _room(table: Table, rows: list[list[str]], spelled: list[list[str]], width: int) -> int:
    """Give the names their room; what is left for a column of spellings, 0 for too little."""
    headers = [str(column.header) for column in table.columns]
    widths = [max(map(cell_len, column)) for column in zip(headers, *rows, strict=True)]
    for place in (0, 1):
        widths[place] = min(widths[place], _NAME_WIDTH)
        table.columns[place].max_width = widths[place]
    longest = max((cell_len(text) for texts in spelled for text in texts), default=0)
    taken = sum(widths) + _COLUMN_GAP * len(widths) + len("99 %") + _COLUMN_GAP
    room = min(width - taken, _WIDEST_SPELLINGS)
    return room if room >= max(min(longest, _NAME_WIDTH), len(_SPELLINGS)) else 0


def _weakest(person: Person) -> str:
    """How sure it is that the least sure mention spells the person's name; '' for one alone."""
    return "" if person.weakest is None else _percent_cell(probability_of(person.weakest))


def _print_reviews(reconciliation: Reconciliation, console: Console) -> None:
    pairs = review_table_of(reconciliation).pairs.persons
    shown = person_table_of(reconciliation).columns(np.unique(pairs[:_MOST_ROWS]))
    persons = {person.id: person for person in persons_of(shown)}
    table = _bare_table("For review: one person or two?", ["name", "other name", "one?", "why"])
    for place in (0, 1):
        table.columns[place].max_width = _NAME_WIDTH
    table.columns[2].no_wrap = True
    for review in first_reviews(reconciliation, _MOST_ROWS):
        names = _named_columns(review, persons)
        _add(table, [*names, _chance(review.probability), _visible_cell(review.reason)])
    _print(table, len(pairs), console)


def _named_columns(review: Review, persons: dict[str, Person]) -> list[str]:
    """The two mentions, each with the name of its person below where that is another one."""
    ends = (review.left, review.left_mention), (review.right, review.right_mention)
    names = []
    for ident, mention in ends:
        person, text = persons[ident], read_name(mention).text
        listed = {person.persian, person.latin, *person.titles}
        other = "" if text in listed else person.latin or person.persian
        names.append(_visible_cell(text) + (f"\n({_visible_cell(other)})" if other else ""))
    return names


def _chance(probability: float) -> str:
    """
    >>> _chance(0.5), _chance(0.9999)
    ('even, 50 %', 'very likely, 99 %')
    """
    word = next(word for least, word in _CHANCES if probability >= least)
    return f"{word}, {_percent_cell(probability)}"


def _percent_cell(probability: float) -> str:
    return f"{min(99, max(1, round(100 * probability)))} %"  # never quite sure


def _print_repetitions(found: Sequence[Repeated], console: Console) -> None:
    table = _bare_table("Repeated within a list", ["name", "list", "times", "rows, from 0"])
    table.columns[0].max_width = table.columns[1].max_width = _NAME_WIDTH
    table.columns[2].justify = "right"
    for repetition in found[:_MOST_ROWS]:
        rows = list(map(str, repetition.rows))
        listed = ", ".join(rows[:_MOST_LISTED])
        more = f" +{len(rows) - _MOST_LISTED}" if len(rows) > _MOST_LISTED else ""
        times = str(len(repetition.rows))
        _add(table, [_visible_cell(repetition.text), _visible_cell(repetition.source), times, listed + more])
    _print(table, len(found), console)


def _add(table: Table, cells: Iterable[str]) -> None:
    table.add_row(*map(Text, cells))  # a Text, as brackets in a name are no markup


def _print(table: Table, rows: int, console: Console) -> None:
    console.print(table)
    if rows > table.row_count:
        console.print(f"... and {rows - table.row_count:,} more, which the files have")
    console.print()


def _summary(reconciliation: Reconciliation, repetitions: int) -> str:
    named = int(np.count_nonzero(reconciliation.assigned.person.places >= 0))
    parts = [
        _numbered(named, "mention"),
        _numbered(len(person_table_of(reconciliation)), "person"),
        _numbered(len(review_table_of(reconciliation)), "case") + " for review",
        _numbered(repetitions, "repetition") + " within a list",
    ]
    if nameless := len(reconciliation.mentions) - named:
        parts.append(_numbered(nameless, "row") + " without a name")
    return ", ".join(parts)


def _numbered(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
