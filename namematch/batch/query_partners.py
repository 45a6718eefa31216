"""Words of a query in, the spellings of a list that each may stand for out.

Those that the list has are looked up; the others are read and joined with the list (``batch.word_join``).
Neighbours of the list that may be one word, though no word of it has their consonants, are read when a word
of the query does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Final

import numpy as np

from ..arrays.dtypes import Bools, Floats, Longs
from ..arrays.joins import ByNumber
from ..arrays.lockless import cached_property
from ..arrays.ragged import starts_of, stretches
from ..progress import silent
from ..text.letter_arrays import letters_of
from .partners import PartnerTable, partners_of_spellings
from .read_spellings import ReadSpellings, read_spellings
from .spellings import UNREADABLE, Key, Runs, have_consonants, spellings_of
from .wanted import Wanted

AskedWord = tuple[Key, bool]  # a word of a query, and whether it is several tokens joined


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a spelling is: how often a given name, in [0, 1], how rare, in bits, and what it may stand for:
    the *place* of each spelling of the list, ascending, the *doubt*, and whether one of the two may be
    joined. Places from the number of spellings on are runs."""

    givenness: float
    rarity: float
    place: Longs
    doubt: Floats
    joins: Bools


# Of tokens joined that stand for nothing: nobody asks how rare they are.
NOTHING: Final = Meaning(0.0, 0.0, np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.bool_))


@dataclass(frozen=True, slots=True)
class _RunPartners:
    """The runs that each word may stand for: those of word *u* are ``run[starts[u]:starts[u + 1]]``,
    ascending."""

    starts: Longs
    run: Longs
    doubt: Floats


@dataclass(frozen=True, eq=False)
class Lookup:
    """The spellings of a list and its runs, prepared to be asked for. *table* tells which of the spellings
    may be one word, *key_of_run* puts a run together."""

    read: ReadSpellings
    table: PartnerTable
    runs: Runs
    key_of_run: Callable[[int], Key]

    def meanings(self, asked: Sequence[AskedWord], wanted: Wanted) -> list[Meaning]:
        """What each of *asked* may stand for with at most ``wanted.most`` bits. Several tokens joined stand
        for a word alone only."""
        strange = [word for word in asked if not self._has(*word)]
        joined = [key for key, joined in strange if joined]
        agreeing = set(compress(joined, self._agree_with_a_token(joined))) if joined else set()
        read = [(key, joined) for key, joined in strange if not joined or key in agreeing]
        found = dict.fromkeys(strange, NOTHING)
        found |= zip(read, self._read(read, wanted), strict=True) if read else ()
        return [found[word] if word in found else self._known(*word) for word in asked]

    def _has(self, key: Key, joined: bool) -> bool:
        """Whether the list has a spelling, and alone if it is asked for as a word alone."""
        place = self.read.numbers.get(key, -1)
        return place >= 0 and (joined or bool(self.read.spellings.alone[place]))

    def _known(self, key: Key, joined: bool) -> Meaning:
        """The meaning of a spelling of the list."""
        return self._meaning(self.read, self.table, self.read.numbers[key], joined=joined)

    def _meaning(self, words: ReadSpellings, table: PartnerTable, place: int, *, joined: bool) -> Meaning:
        """What the spelling of that *place* among *words* may stand for, by its row of *table*."""
        row = slice(table.starts[place], table.starts[place + 1])
        other, joins = table.partner[row], table.joins[row]
        alone = self.read.spellings.alone[other]
        kept = alone & joins if joined else alone | joins
        shares = float(words.givenness[place]), float(words.rarity[place])
        return Meaning(*shares, other[kept], table.doubt[row][kept], joins[kept])

    def _agree_with_a_token(self, keys: Sequence[Key]) -> list[bool]:
        """Whether some token of the list has the consonants of each of *keys*."""
        letters = letters_of([text if known else "" for text, _, known in keys])
        found: list[bool] = have_consonants(letters, self._codes_alone).tolist()
        return found

    @cached_property
    def _codes_alone(self) -> Longs:
        """The whole skeletons of the tokens of the list."""
        blocks, alone = self.read.blocks, np.flatnonzero(self.read.spellings.alone)
        codes: Longs = blocks.codes[np.unique(blocks.whole.take(alone).values)]
        return codes

    def _read(self, asked: Sequence[AskedWord], wanted: Wanted) -> list[Meaning]:
        """The meaning of words that the list has not."""
        alone = dict.fromkeys(key for key, joined in asked if not joined)
        keys = dict.fromkeys([*alone, *(key for key, _ in asked)])
        spelled, places = spellings_of(list(keys), alone=len(alone))
        words = read_spellings(spelled, self.read.vocabulary, threads=1, progress=silent)
        table = partners_of_spellings(words, self.read, wanted)
        runs = self._runs_of(words, wanted) if alone else None
        place_of, meanings = dict(zip(keys, places.tolist(), strict=True)), []
        for key, joined in asked:
            place = place_of[key]
            meaning = self._meaning(words, table, place, joined=joined)
            meanings.append(meaning if joined or runs is None else self._with_runs(meaning, runs, place))
        return meanings

    def _with_runs(self, meaning: Meaning, runs: _RunPartners, place: int) -> Meaning:
        row = slice(runs.starts[place], runs.starts[place + 1])
        run = runs.run[row] + len(self.read.spellings)
        return Meaning(
            meaning.givenness, meaning.rarity, np.append(meaning.place, run),
            np.append(meaning.doubt, runs.doubt[row]), np.append(meaning.joins, np.ones(len(run), np.bool_)),
        )  # fmt: skip

    def _runs_of(self, words: ReadSpellings, wanted: Wanted) -> _RunPartners | None:
        """The runs that *words* may stand for; None where none has the consonants of any."""
        runs = self._runs_with_consonants_of(words)
        if not len(runs):
            return None
        keys = [self.key_of_run(run) for run in runs.tolist()]
        number = {key: n for n, key in enumerate(dict.fromkeys(keys))}
        spelled, place = spellings_of(list(number), alone=0)
        read = read_spellings(spelled, words.vocabulary, threads=1, progress=silent)
        table = partners_of_spellings(words, read, wanted)
        spelling_of_run = place[np.array([number[key] for key in keys], np.int64)]
        at, which = ByNumber(np.where(table.joins, table.partner, -1)).equal_to(ByNumber(spelling_of_run))
        word = np.repeat(np.arange(len(words.spellings)), np.diff(table.starts))[at]
        order = np.lexsort((which, word))
        starts = starts_of(np.bincount(word, minlength=len(words.spellings)))
        return _RunPartners(starts, runs[which[order]], table.doubt[at[order]])

    def _runs_with_consonants_of(self, words: ReadSpellings) -> Longs:
        """The runs that share a whole skeleton with a word that stands alone, ascending; those that the
        channel cannot read, where it cannot read one of the words either."""
        s, whole = words.spellings, words.blocks.whole
        readable = np.flatnonzero(s.alone[: s.latin + s.persian])
        codes = np.unique(words.blocks.codes[whole.take(readable).values])
        if len(s) > s.latin + s.persian:
            codes = np.append(codes, UNREADABLE)
        ascending, run = self._runs_by_code
        first = np.searchsorted(ascending, codes, "left")
        lengths = np.searchsorted(ascending, codes, "right") - first
        return np.unique(run[stretches(first, lengths)])

    @cached_property
    def _runs_by_code(self) -> tuple[Longs, Longs]:
        """The whole skeletons of runs, ascending, and the run of each."""
        order = np.argsort(self.runs.codes.values, kind="stable")
        return self.runs.codes.values[order], self.runs.codes.rows()[order]
