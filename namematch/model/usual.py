"""A word's standard romanisation in, how often it is written as a token out: what else is usual for it.

Abdollah is Abdullah to most of the world, Ghasem is Qasim, Hossein Hussain: what one house style writes for a
romanisation, sound by sound, as ``data/usual.tsv`` has it, learned from attested spellings by ``namematch
train --usual``. A spelling is usual where its consonants are those of the romanisation, one by one, and what
stands between them is what someone writes there. All else is the channel's: typing errors, rare styles.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from typing import Final

import numpy as np

from ..arrays.dtypes import Floats
from ..text.letters import is_initial, orthography
from ..text.tables import read_table

# How often a clerk writes a known word as the standard romanisation does: Hassan, for حسن.
ROMANISED: Final = 0.36
USUAL: Final = 0.16  # how often in another way that is usual, sound by sound
ALSO: Final = 0.25  # as another romanisation does, of those that the lexicon names: John, for جان
LEAST_USUAL: Final = 1e-4  # of a spelling that is usual

# Of what stands before, between and after consonants; and for a whole spelling.
_AIN: Final = "ع"
_ASKAR, _EITHER = "عسکر", "گ"
PLACES: Final = ("begin", "middle", "end", "style")
COLUMNS: Final = ("standard", "letter", "place", "written", "shares")
_VOWELS: Final = "aeiouy"
_CONSONANTS: Final = "[cdgkpstz]h|[bcdfghj-np-tv-xz]"
_SLOTS: Final = re.compile(rf"([{_VOWELS}]+h$|[{_VOWELS}]*)({_CONSONANTS}|$)")
_W: Final = re.compile(rf"(?<=[aeiou])w(?![{_VOWELS}])")
_LAST_H: Final = re.compile(rf"(?<=[{_VOWELS}])h$", re.MULTILINE)
_DIGRAPHS: Final = re.compile("([cdgkpstz])h")
# Consonants that some style writes for one another have one key. Capitals: those written with h.
_KEYS: Final = str.maketrans("qgGwVzDdTtpKxSJcCP", "kkkvvzzzzzbhhsjccf", _VOWELS)
# Persian letters that a romanisation does not tell apart, by what it writes for them.
_LETTERS_OF: Final = {"z": "زذضظ", "s": "سصث", "t": "تط", "gh": "غق", "h": "هح", "v": "و", "f": "ف"}

Unit = tuple[
    str, str, str
]  # what a romanisation writes, for which Persian letter, or at which place; '' for any
Shares = dict[Unit, dict[str, tuple[float, ...]]]  # how often something is written for it, by style
STYLE: Final = ("", "", "style")  # the unit that stands for a whole spelling


def consonant_keys(texts: Sequence[str]) -> list[str]:
    """The consonants of folded Latin *texts*, as coarsely as usual spellings agree on them.

    >>> consonant_keys(["abdolah", "abdula", "ghasem", "qasim"])
    ['bzl', 'bzl', 'ksm', 'ksm']
    """
    if not texts:
        return []
    plain = _LAST_H.sub("", _with_vowels("\n".join(texts)))
    return _DIGRAPHS.sub(lambda found: found[1].upper(), plain).translate(_KEYS).split("\n")


def _with_vowels(text: str) -> str:
    """*text* with a vowel for the w that only follows one: Khosrow."""
    return _W.sub("u", text)


def parts_of(letters: str) -> list[str]:
    """Folded Latin *letters*: what stands before the first consonant, it, what stands after it, and so on;
    ends with what stands after the last one.

    >>> parts_of("abdolah")
    ['a', 'b', '', 'd', 'o', 'l', 'ah']
    """
    found = _SLOTS.findall(_with_vowels(letters))
    if len(found) > 1 and not found[-2][1]:
        found.pop()
    return [part for pair in found for part in pair][:-1]


def units_of(romanisation: str, persian: str) -> list[Unit]:
    """The units of a word by its folded *romanisation*, one for each of ``parts_of``: consonants with the
    Persian letter that they are written for, where it can be told, the rest with its place."""
    parts = parts_of(romanisation)
    told = {}
    for sound in _LETTERS_OF.keys() & parts:
        letters = [letter for letter in persian if letter in _LETTERS_OF[sound]]
        if len(letters) == parts.count(sound):
            told[sound] = iter(letters)
    if _ASKAR in orthography(persian):  # both of its spellings are said so and so
        told |= {sound: iter(_EITHER * parts.count(sound)) for sound in ("k", "g") if sound in parts}
    between = _AIN if _AIN in persian[1:] else ""  # two vowels: Saeed, which is not Sayyed
    units = [
        (part, next(told[part]) if part in told else "", "")
        if i % 2
        else (part, between if len(part) > 1 else "", "middle")
        for i, part in enumerate(parts)
    ]
    units[-1] = (*units[-1][:2], "end")
    units[0] = (*units[0][:2], "begin")
    return units


@dataclass(frozen=True, slots=True, eq=False)
class UsualTable:
    """How often each unit is written how, shape (styles, units, ways), the first of both for what is not
    there; and how many spellings each style has, as *weights*. Who writes q for ق also writes i for a short
    vowel, and who writes gh does not: Qadiri is قادری, Ghadiri is قدیری."""

    weights: tuple[float, ...]
    shares: Floats
    rows: dict[Unit, int]
    columns: dict[str, int]
    written: dict[tuple[int, int], list[float]]  # of each row and column with any, the shares of all styles
    ways: dict[int, dict[str, tuple[float, ...]]]  # the same of each row, by what is written

    @classmethod
    def of(cls, shares: Shares) -> "UsualTable":
        weights = shares[STYLE][""]
        rows = {unit: i for i, unit in enumerate((unit for unit in shares if unit != STYLE), 1)}
        ways = dict.fromkeys(way for written in shares.values() for way in written)
        columns = {way: i for i, way in enumerate(ways, 1)}
        table = np.zeros((len(weights), len(rows) + 1, len(columns) + 1))
        for unit, row in rows.items():
            for way, share in shares[unit].items():
                table[:, row, columns[way]] = share
        written = {(row, way): table[:, row, way].tolist() for row, way in np.argwhere(table.any(0)).tolist()}
        return cls(weights, table, rows, columns, written, {row: shares[unit] for unit, row in rows.items()})

    def word(self, romanisation: str, persian: str) -> tuple[int, ...]:
        """The rows of a word's units; none for a word without romanisation."""
        known = self.rows
        units = units_of(romanisation, persian) if romanisation else ()
        return tuple([known.get(unit) or known.get((unit[0], "", unit[2]), 0) for unit in units])

    def token(self, letters: str) -> tuple[int, ...]:
        """The columns of the parts of folded Latin *letters*; none of an initial: R is no Roya."""
        if is_initial(letters):
            return ()
        known = self.columns
        return tuple([known.get(part, 0) for part in parts_of(letters)])

    def share(self, word: Sequence[int], token: Sequence[int]) -> float:
        """How often a word with these rows is written as the token with these columns, of all its usual
        spellings.

        >>> usual = shipped_usual()
        >>> word = usual.word("abdolah", "عبدالله")
        >>> usual.share(word, usual.token("abdulah")) > 0.01 > usual.share(word, usual.token("abdilah"))
        True
        """
        if len(word) != len(token) or not word:
            return 0.0
        written = []
        for unit in zip(word, token, strict=True):
            if unit not in self.written:
                return 0.0
            written.append(self.written[unit])
        total = 0.0
        for weight, *shares in zip(self.weights, *written, strict=True):
            product = weight
            for share in shares:
                product *= share
            total += product
        return total if total >= LEAST_USUAL else 0.0

    def spellings(self, word: Sequence[int], most: int) -> dict[tuple[str, ...], float]:
        """The *most* frequent usual spellings of a word with these rows, as ``parts_of`` parts them, and how
        often it is written so, of all its usual spellings; none of a word without rows.

        >>> usual = shipped_usual()
        >>> found = usual.spellings(usual.word("abdolah", "عبدالله"), 20)
        >>> round(found["a", "b", "", "d", "u", "l", "ah"], 3) == round(
        ...     usual.share(usual.word("abdolah", "عبدالله"), usual.token("abdulah")), 3)
        True
        """
        total: dict[tuple[str, ...], float] = defaultdict(float)
        for style, weight in enumerate(self.weights):
            best: dict[tuple[str, ...], float] = {(): weight} if word else {}
            for row in word:
                ways = [(way, shares[style]) for way, shares in self.ways.get(row, {}).items()]
                longer = {(*text, way): mass * share for text, mass in best.items() for way, share in ways}
                best = dict(nlargest(most, longer.items(), key=lambda item: item[1]))
            for text, mass in best.items():
                total[text] += mass
        return dict(nlargest(most, total.items(), key=lambda item: item[1]))


@lru_cache(maxsize=1)
def shipped_usual() -> UsualTable:
    """The table that the package ships."""
    shares: Shares = {}
    for standard, letter, place, written, share in read_table(
        "usual", COLUMNS, optional=COLUMNS[:4], unique=COLUMNS[:4], one_of={"place": ("", *PLACES)}
    ):
        by_style = tuple(float(x) for x in share.split())
        shares.setdefault((standard, letter, place), {})[written] = by_style
    return UsualTable.of(shares)
