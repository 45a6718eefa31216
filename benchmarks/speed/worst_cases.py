"""Lists that nobody has and that must not break anything: does ``dedupe`` bear them?

Each case is a list by a rule; figures are seconds, memory, persons, and rows that went in and did not
come out in their order (*lost*: always 0). Where it is known how many persons there are, it stands beside.
"""

import string
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Final

from ..figures import Row, Sheet
from ..lists.listed import cells, digest_of_file
from ..lists.make_list import draw_mentions, read_words
from .cost import FailedError, machine
from .options import Asked
from .sizes import compile_first, deduped, persons_of

SHEET: Final = Sheet(
    "worst",
    "Worst cases: lists that nobody has",
    ("size", "machine"),
    {"lost": "lost rows", "persons": "persons", "wanted": "right", "megabytes": "MB", "cores": "cores"},
    subject="case",
    made_by="python -m benchmarks.speed",
    digits={"cores": 2},
    rough=("megabytes", "cores", "seconds"),
)
SEED: Final = 1
PERSIAN: Final = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
WORDS_OF_ONE: Final = 50
LONG: Final = 1_000_000  # letters of the one long name
SPELLINGS: Final = (
    "Mohammad Hosseini",
    "محمد حسینی",
    "Mohamad Hoseini",
    "HOSSEINI Mohammed",
    "Mohammad Husseini",
)
COMMON_WORD: Final = {True: "حسینی", False: "Hosseini"}


def equal_rows(size: int) -> Iterator[str]:
    """One name, again and again."""
    return (SPELLINGS[0] for _ in range(size))


def few_spellings(size: int) -> Iterator[str]:
    """One name in a few spellings, in both scripts."""
    return islice(cycle(SPELLINGS), size)


def random_letters(size: int) -> Iterator[str]:
    """Two words of letters drawn by lot, half of the names in each script; no two are equal."""
    rng, seen = Random(SEED), set[str]()
    for number in range(size):
        letters = PERSIAN if number % 2 else string.ascii_lowercase
        while (name := f"{drawn(rng, letters)} {drawn(rng, letters)}") in seen:
            pass
        seen.add(name)
        yield name


def drawn(rng: Random, letters: str) -> str:
    return "".join(rng.choices(letters, k=rng.randint(4, 10)))


def common_word(size: int) -> Iterator[str]:
    """Made names, each with one and the same surname in its script behind it."""
    for name in made(size):
        yield f"{name} {COMMON_WORD[is_persian(name)]}"


def many_words(size: int) -> Iterator[str]:
    """Names of fifty words, in one script each."""
    rng, scripts = Random(SEED), dict[bool, list[str]]({True: [], False: []})
    for name in made(20_000):
        scripts[is_persian(name)] += name.split()
    for number in range(size):
        yield " ".join(rng.choices(scripts[bool(number % 2)], k=WORDS_OF_ONE))


def one_long_name(size: int) -> Iterator[str]:
    """Made names, and one word of a million letters among them."""
    yield from made(size - 1)
    yield "".join(Random(SEED).choices(string.ascii_lowercase, k=LONG))


def long_text(size: int) -> Iterator[str]:
    """Made names, and a text of a million letters among them: a file's names in one cell."""
    yield from made(size - 1)
    yield " ".join(made(LONG // 10))[:LONG]


def made(size: int) -> Iterator[str]:
    mentions = draw_mentions(Random(SEED), read_words(), size, alone=True)
    return (row.name for row in islice(mentions, size))


def is_persian(name: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in name)


@dataclass(frozen=True, slots=True)
class Case:
    """How its names are made, how many by default, and of how many persons, where that is known."""

    names: Callable[[int], Iterator[str]]
    size: int
    wanted: Callable[[int], int | None] = lambda size: None


CASES: Final[dict[str, Case]] = {
    "all rows are equal": Case(equal_rows, 1_000_000, lambda size: 1),
    "one name in a few spellings": Case(few_spellings, 1_000_000, lambda size: 1),
    "one surname in every row": Case(common_word, 100_000),
    "letters by lot, all rows differ": Case(random_letters, 10_000, lambda size: size),
    "names of fifty words": Case(many_words, 10_000, lambda size: size),
    "one word of a million letters": Case(one_long_name, 1000),
    "one name of a megabyte": Case(long_text, 1000),
}


def measure(asked: Asked) -> Iterator[Row]:
    """A row for each case that is asked for; what failed is told and left out."""
    compile_first()
    for name, case in CASES.items():
        size = asked.worst_rows or case.size
        try:
            if asked.asks_for(name):
                yield case_row(name, case, size, asked)
        except FailedError as error:
            print(f"{name}, {size}: {error}", file=sys.stderr)


def case_row(name: str, case: Case, size: int, asked: Asked) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        path, rows = Path(folder) / "names.tsv", Path(folder) / "rows.tsv"
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{text}\n" for text in ("name", *case.names(size)))
        cost = deduped(path, rows, most_seconds=asked.most_seconds)
        figures = {
            "lost": lost(rows, size),
            "wanted": case.wanted(size),
            "persons": int(persons_of(rows).max(initial=-1)) + 1,
            "megabytes": cost.megabytes,
            "cores": cost.cpu / cost.seconds,
        }
        return Row(SHEET, name, (str(size), machine()), digest_of_file(path), figures, cost.seconds)


def lost(rows: Path, size: int) -> int:
    """How many of *size* rows have no line, or one that is not in its place, and lines too many."""
    written = [row for (row,) in cells(rows, "row")]
    right = sum(row == str(place) for place, row in enumerate(written[:size]))
    return max(size, len(written)) - right
