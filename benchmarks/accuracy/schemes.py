"""A name of history in one script: does the library write it as a cataloguer does, and read it back?

``lists/scheme_names.tsv`` has names as each scheme writes them. To Latin a name is right letter for letter,
marks and capitals as well; back, where the letters are the same: spaces and half-spaces do not count. *fresh*
are the rows that were written last and never tuned on. ``words`` are words of the lexicon there and back.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Final

from namematch import read_words, transliterate
from namematch.text.letters import persian_letters

from ..figures import LIBRARY, Row, Sheet, digest_of
from .options import Options

LIST: Final = Path(__file__).parents[1] / "lists" / "scheme_names.tsv"
HALF_SPACE: Final = "\u200c"
WORDS: Final = 2000
SEED: Final = 5
NOT_SCHEMES: Final = ("persian", "point", "part")
SHEET: Final = Sheet(
    "schemes",
    "Schemes: names as a cataloguer writes them, and back",
    ("scheme", "names", "count"),
    {"back": "read back", "written": "as the scheme writes", "fresh": "of those never tuned on"},
)

Names = Sequence[dict[str, str]]


def names() -> Names:
    """The rows of the list."""
    with LIST.open(encoding="utf-8") as file:
        return list(csv.DictReader((x for x in file if not x.startswith("#")), delimiter="\t"))


def measure(options: Options) -> Iterator[Row]:
    """A row for each scheme on the names, and one on words of the lexicon."""
    if not options.asks_for(LIBRARY):
        return
    rows = names()
    words = sorted(word.persian for word in read_words(foreign=False))
    some = Random(SEED).sample(words, min(min(options.sizes, default=WORDS), len(words)))
    for scheme in (column for column in rows[0] if column not in NOT_SCHEMES):
        yield row_of_names(scheme, rows)
        yield row_of_words(scheme, some)


def row_of_names(scheme: str, rows: Names) -> Row:
    start = perf_counter()
    right = [is_written(row, scheme) for row in rows]
    fresh = [ok for ok, row in zip(right, rows, strict=True) if row["part"] == "fresh"]
    back = [
        letters(transliterate(form(row, scheme)[0], scheme=scheme)) == letters(persian(row)) for row in rows
    ]
    figures = {"written": share(right), "fresh": share(fresh) if fresh else None, "back": share(back)}
    digest = digest_of((row["persian"], row[scheme]) for row in rows)
    return Row(
        SHEET, LIBRARY, (scheme, "of history", str(len(rows))), digest, figures, perf_counter() - start
    )


def row_of_words(scheme: str, words: Sequence[str]) -> Row:
    start = perf_counter()
    back = [
        letters(transliterate(transliterate(x, scheme=scheme), scheme=scheme)) == letters(x) for x in words
    ]
    figures = {"written": None, "fresh": None, "back": share(back)}
    seconds = perf_counter() - start
    return Row(
        SHEET, LIBRARY, (scheme, "words", str(len(words))), digest_of((x,) for x in words), figures, seconds
    )


def persian(row: dict[str, str]) -> str:
    return row["persian"].replace("+", HALF_SPACE)


def form(row: dict[str, str], scheme: str) -> list[str]:
    """The forms that are right, the usual one first."""
    return [unicodedata.normalize("NFC", text) for text in row[scheme].split("/")]


def is_written(row: dict[str, str], scheme: str) -> bool:
    return unicodedata.normalize("NFC", transliterate(persian(row), scheme=scheme)) in form(row, scheme)


def letters(text: str) -> str:
    """What is compared of a Persian name.

    >>> letters("مؤمن نیک نام")
    'مومننیکنام'
    """
    return persian_letters(re.sub(r"\W", "", text))


def share(right: Sequence[bool]) -> float:
    return sum(right) / len(right)
