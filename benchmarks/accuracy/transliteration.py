"""A word in one script: does the system write it as somebody does in the other?

The words are those of spellings.tsv. From Persian any attested spelling of any style is right, letter
for letter: case, apostrophes, hyphens and spaces do not count, diacritics do. From
Latin a Persian spelling is right that the table has for this Latin one, hamza and half-space aside.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from random import Random
from time import perf_counter
from typing import Final

from namematch import Vocabulary, spellings

from ..figures import Row, Sheet, digest_of
from ..lists.make_list import SPELLINGS, read_rows
from ..romanise import ROMANISERS, absent, icu_persian
from .options import Options

UNKNOWN: Final = (0.0, 1.0)
TRIED: Final = 5
SHEET: Final = Sheet(
    "transliteration",
    "Transliteration: words as somebody spells them",
    ("direction", "words"),
    {"first": "first right", "five": "one of five right"},
)
TO_LATIN, TO_PERSIAN = "Persian to Latin", "Latin to Persian"
PERSIAN_LETTERS: Final = str.maketrans("يكةۀأؤئ", "یکههاوی")

Right = Mapping[str, set[str]]  # word -> what is right, as letters
Spell = Callable[[str], Sequence[str]]  # a word's spellings, best first


def letters(text: str) -> str:
    """What is compared of a spelling.

    >>> letters("ʿAbd al-Karīm"), letters("رضا\\u200cئی")
    ('abdalkarīm', 'رضایی')
    """
    folded = unicodedata.normalize("NFC", text.casefold()).translate(PERSIAN_LETTERS)
    return re.sub(r"[\W\d_ʿʾʻʼ]", "", unicodedata.normalize("NFC", folded))


def right_ones(most: int | None = None) -> dict[str, Right]:
    """The words of each direction, or *most* of them by lot, and what is right for each."""
    latin, persian = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for row in read_rows(SPELLINGS):
        latin[row["persian"]].add(letters(row["latin"]))
        persian[row["latin"]].add(letters(row["persian"]))
    return {TO_LATIN: some_of(latin, most), TO_PERSIAN: some_of(persian, most)}


def some_of(right: Right, most: int | None) -> Right:
    if most is None or most >= len(right):
        return right
    return {word: right[word] for word in Random(1).sample(sorted(right), most)}


def measure(options: Options) -> Iterator[Row]:
    """The rows of all systems; a caller's own lists have no part in it."""
    for direction, right in right_ones(min(options.sizes, default=None)).items():
        for system, vocabulary in options.libraries(UNKNOWN):
            yield row_of(system, direction, right, partial(by_library, vocabulary=vocabulary))
        for system, spell in others(direction):
            if options.asks_for(system):
                yield row_of(system, direction, right, spell, peer=system)


def by_library(word: str, vocabulary: Vocabulary) -> list[str]:
    return [spelling.text for spelling in spellings(word, n=TRIED, vocabulary=vocabulary)]


def others(direction: str) -> Iterator[tuple[str, Spell]]:
    """The romanisers that are installed, or those that know the way back."""
    if direction == TO_PERSIAN:
        if not absent(("icu",)):
            yield "ICU", lambda word: [icu_persian(word)]
        return
    for romaniser in ROMANISERS:
        if not absent(romaniser.needs):
            yield romaniser.name, lambda word, romanise=romaniser.romanise: [romanise(word)]


def row_of(system: str, direction: str, right: Right, spell: Spell, *, peer: str = "") -> Row:
    """The row of a system; one that gives a single spelling has no second figure."""
    spell(next(iter(right)))  # loads
    start = perf_counter()
    found = {word: [letters(text) for text in spell(word)] for word in right}
    seconds = perf_counter() - start
    first = sum(bool(set(found[word][:1]) & right[word]) for word in right) / len(right)
    five = sum(bool(set(found[word]) & right[word]) for word in right) / len(right)
    figures = {"first": first, "five": None if peer else five}
    digest = digest_of((word, *sorted(texts)) for word, texts in sorted(right.items()))
    return Row(SHEET, system, (direction, str(len(right))), digest, figures, seconds, peer=peer)
