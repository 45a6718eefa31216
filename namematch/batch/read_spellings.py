"""Spellings in, the same as the channel reads them out: ready to be joined with others (``batch.word_join``).

What others find a spelling by is worked out when first asked for, and kept: a list's serves all queries.
"""

from collections import defaultdict
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple

import numpy as np

from ..arrays.dtypes import Bools, Floats, Longs
from ..arrays.joins import ByNumber
from ..arrays.lockless import cached_property
from ..arrays.meanwhile import meanwhile
from ..arrays.postings import share_a_block
from ..arrays.ragged import Ragged, starts_of
from ..compare.rarity import RARITY_UNREAD, rarity_of
from ..compare.words import initials_of
from ..model.blocks import Blocks
from ..model.compiled_forward import Emissions, Words
from ..model.vocabulary import UNKNOWN_GIVEN, Vocabulary
from ..progress import Progress
from ..text.letter_arrays import letters_of
from ..text.letters import is_initial, typed_in_arabic
from ..text.scripts import Script, ScriptedText
from .readings import LatinReadings, PersianReadings, PreparedWords, SoundMasses, read_latin, read_persian
from .slip_keys import SlipKeys
from .spellings import Key, Spellings
from .typos import TypoKeys


class ReadingShares(NamedTuple):
    """Latin readings by spelling: those of spelling *t* are at ``starts[t]:starts[t + 1]``, each a *word* and
    the *share* that it has in the spelling's total."""

    starts: Longs
    word: Longs
    share: Floats


class ReadingsByWord(NamedTuple):
    """Latin readings by their words: those of word *w* are ``place[heads[w]:heads[w + 1]]``. Of each reading
    the spelling, *token*, and the *share* of its total."""

    heads: Longs
    place: Longs
    token: Longs
    share: Floats


@dataclass(frozen=True, eq=False)
class SpellingGroup:
    """Spellings of one script that stand alone, or those that do not: their *places* among those of their
    script, of which the *first* is so far on among all; what they are as words that Latin spellings render;
    and the blocks of all spellings, *near* and *whole*, out of so many."""

    places: Longs
    first: int
    symbols: Ragged
    weight: Floats
    emissions: Emissions
    near: Ragged
    whole: Ragged
    block_count: int

    def blocks(self, chosen: Longs | slice = slice(None), *, near: bool) -> Ragged:
        """The blocks of the *chosen* ones: those shared with candidates, or those of their consonants."""
        return (self.near if near else self.whole).take(self.places[chosen] + self.first)

    def words(self, *, near: bool) -> Words:
        """They as words, found by those blocks."""
        return self._words_near if near else self._words_whole

    @cached_property
    def _words_near(self) -> Words:
        return self.words_in(self.blocks(near=True), self.block_count)

    @cached_property
    def _words_whole(self) -> Words:
        return self.words_in(self.blocks(near=False), self.block_count)

    def words_in(self, blocks: Ragged, count: int) -> Words:
        """They as words in other *blocks*, out of *count*."""
        return Words.of(blocks, count, self.symbols, self.weight, self.emissions)


@dataclass(frozen=True, eq=False)
class ReadSpellings:
    """Spellings as the channel reads them, by the words of *prepared*, and their *blocks*."""

    spellings: Spellings
    prepared: PreparedWords
    blocks: Blocks
    latin: LatinReadings
    persian: PersianReadings = field(repr=False)

    def __getstate__(self) -> dict[str, Any]:
        """What was read, and nothing that was worked out of it: ten times as large, and soon made again."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that they are read by."""
        return self.prepared.vocabulary

    @cached_property
    def givenness(self) -> Floats:
        """How often each spelling is a given name, in [0, 1]."""
        share = np.full(len(self.spellings), UNKNOWN_GIVEN)
        latin, persian = self.spellings.latin, self.spellings.persian
        share[:latin] = self.latin.givenness(self.vocabulary)
        share[latin : latin + persian] = self.persian.givenness(self.vocabulary)
        return share

    @cached_property
    def rarity(self) -> Floats:
        """``compare.rarity.token_rarity`` of each spelling, in bits."""
        r, a, s = self.latin, self.persian, self.spellings
        known = np.bincount(r.token, r.joint * self.vocabulary.priors[r.word], minlength=s.latin)
        frequency = np.zeros(len(s))
        frequency[: s.latin] = known / r.total + r.unknown
        frequency[s.latin : s.latin + s.persian] = a.prior
        rarity = rarity_of(frequency)
        rarity[s.latin + s.persian :] = RARITY_UNREAD
        return rarity

    def with_blocks_of(self, others: "ReadSpellings") -> "ReadSpellings":
        """The same spellings, their blocks by the numbers that *others* have for them."""
        if self.blocks.codes is others.blocks.codes:
            return self
        return replace(self, blocks=self.blocks.as_in(others.blocks))

    def may_align(self, others: "ReadSpellings", left: Longs, right: Longs) -> Bools:
        """Whether names may align each pair of one of these spellings and one of *others*, whose blocks have
        the same numbers: both stand alone, or one does and the consonants agree."""
        alone, also = self.spellings.alone[left], others.spellings.alone[right]
        found: Bools = alone & also
        joined = np.flatnonzero(alone != also)
        found[joined] = share_a_block(left[joined], right[joined], self.consonants, others.consonants)
        return found

    @cached_property
    def consonants(self) -> Ragged:
        """The whole skeletons of each spelling, and of those that it is the short form of: what several
        tokens joined may be one with Abdolkarim by, they may be by Karim."""
        whole, short = self.blocks.whole, self.spellings.short
        if not len(short):
            return whole
        servants = whole.take(short[:, 0])
        rows = np.append(whole.rows(), np.repeat(short[:, 1], servants.lengths))
        width = max(1, self.blocks.count)
        keys = np.unique(rows * width + np.append(whole.values, servants.values))
        starts = starts_of(np.bincount(keys // width, minlength=len(whole)))
        return Ragged((keys % width).astype(np.int32), starts)

    def group(self, script: Script, *, alone: bool) -> SpellingGroup:
        """The spellings of a script that stand alone, or the others."""
        key = script, alone
        if key not in self._groups:
            self._groups[key] = self._group(script, alone=alone)
        return self._groups[key]

    @cached_property
    def _groups(self) -> dict[tuple[Script, bool], SpellingGroup]:
        return {}

    def _group(self, script: Script, *, alone: bool) -> SpellingGroup:
        r, a = self.latin, self.persian
        if script is Script.LATIN:
            first, size, symbols = 0, self.spellings.latin, r.symbols
            weight, emissions = r.unknown / r.total, self.prepared.latin
        else:
            first, size, symbols = self.spellings.latin, self.spellings.persian, a.symbols
            weight, emissions = np.ones(size), self.prepared.persian
        places = np.flatnonzero(self.spellings.alone[first : first + size] == alone)
        return SpellingGroup(
            places, first, symbols.take(places), weight[places], emissions,
            self.blocks.near, self.consonants, self.blocks.count,
        )  # fmt: skip

    # What Latin and Persian spellings are found by.

    @cached_property
    def masses(self) -> SoundMasses:
        """What the Latin readings that sound alike have together."""
        return SoundMasses.of(self.latin)

    @cached_property
    def main_sounds(self) -> tuple[Longs, ByNumber]:
        """The Latin spellings most of whose mass sounds alike, and the sound class of each."""
        token, sound = self.masses.main(self.latin.total)
        return token, ByNumber(sound)

    @cached_property
    def latin_words(self) -> ByNumber:
        """The word of each Latin reading."""
        return ByNumber(self.latin.word)

    @cached_property
    def reading_shares(self) -> ReadingShares:
        """The Latin readings of each spelling."""
        r = self.latin
        return ReadingShares(r.starts, r.word, r.joint / r.total[r.token])

    @cached_property
    def readings_by_word(self) -> ReadingsByWord:
        """The Latin readings of each word."""
        words, place = self.latin_words.ascending
        heads = np.searchsorted(words, np.arange(len(self.vocabulary.words) + 1))
        return ReadingsByWord(heads, place, self.latin.token, self.reading_shares.share)

    @cached_property
    def latin_usual(self) -> tuple[ByNumber, ByNumber]:
        """The number of the consonants of each Latin spelling, and that among other romanisations."""
        return ByNumber(self.latin.parts.key), ByNumber(self.latin.parts.also)

    @cached_property
    def persian_consonants(self) -> ByNumber:
        """The number of the consonants of the word that each Persian spelling is."""
        return self.prepared.usual.of_words(self.persian.word)

    @cached_property
    def persian_words(self) -> ByNumber:
        """The word that each Persian spelling is."""
        return ByNumber(self.persian.word)

    @cached_property
    def typed_words(self) -> Bools:
        """Which Persian spellings are known words that an Arabic keyboard can write."""
        typed = np.array([typed_in_arabic(key) == key for key in self.persian.keys], np.bool_)
        return typed & (self.persian.word >= 0)

    @cached_property
    def persian_sounds(self) -> ByNumber:
        """The sound class of each Persian spelling."""
        return ByNumber(self.persian.sound)

    @cached_property
    def typo_words(self) -> ByNumber:
        """The word of each typo of a Persian spelling."""
        return ByNumber(self.persian.typo_word)

    @cached_property
    def typo_keys(self) -> TypoKeys:
        """The Persian spellings by their sound keys."""
        return TypoKeys.of(self.persian.keys)

    # What slips are found by.

    @cached_property
    def slip_keys(self) -> SlipKeys:
        """The Latin spellings by their letters."""
        return SlipKeys.of(self.latin.texts)

    @cached_property
    def romanisation_slip_keys(self) -> SlipKeys:
        """The Persian spellings by the standard romanisation of their words."""
        known = self.vocabulary.romanisations
        return SlipKeys.of([str(known[w]) if w >= 0 else "" for w in self.persian.word.tolist()])

    # What initials and equal spellings are found by.

    @cached_property
    def numbers(self) -> dict[Key, int]:
        """The place of each spelling."""
        s = self.spellings
        known = s.latin + s.persian
        keys = zip(s.texts, s.scripts, [True] * known + [False] * (len(s) - known), strict=True)
        return {key: place for place, key in enumerate(keys)}

    @cached_property
    def initials(self) -> Bools:
        """Which spellings are initials; none that the channel cannot read."""
        known = self.spellings.latin + self.spellings.persian
        letters = [is_initial(text) for text in self.spellings.texts[:known]]
        return np.append(np.array(letters, np.bool_), np.zeros(len(self.spellings) - known, np.bool_))

    @cached_property
    def words_by_initial(self) -> dict[ScriptedText, Longs]:
        """The spellings, no initials themselves, that may begin with each initial: ``initials_of``."""
        s, symbols = self.spellings, self.persian.symbols
        alike: dict[tuple[str, int], list[int]] = defaultdict(list)
        for place in np.flatnonzero(~self.initials[: s.latin + s.persian]).tolist():
            # All of a word that ``initials_of`` goes by.
            text, latin = s.texts[place], place < s.latin
            symbol = -1 if latin else int(symbols.values[symbols.starts[place - s.latin]])
            alike[text[:3] if latin else text[0], symbol].append(place)
        found: dict[ScriptedText, list[int]] = defaultdict(list)
        for places in alike.values():
            for initial in initials_of(*s.unit(places[0]), self.vocabulary):
                found[initial] += places
        return {initial: np.array(places, np.int64) for initial, places in found.items()}


def read_spellings(
    spellings: Spellings, vocabulary: Vocabulary, *, threads: int, progress: Progress
) -> ReadSpellings:
    """Read *spellings*: what each Latin one may stand for, what each Persian one is."""
    s, prepared = spellings, PreparedWords.of(vocabulary)
    texts = s.texts[: s.latin + s.persian] + [""] * (len(s) - s.latin - s.persian)
    blocks = Blocks.of(letters_of(texts))
    latin, persian = s.texts[: s.latin], s.texts[s.latin : s.latin + s.persian]
    with meanwhile(lambda: read_persian(persian, prepared), threads=threads) as read:
        of_latin = blocks.take(np.arange(s.latin))
        readings = read_latin(latin, prepared, of_latin, threads=threads, progress=progress)
        return ReadSpellings(s, prepared, blocks, readings, read())
