"""Spellings of a query in, the spellings of a list that each may stand for out.

Those that the list has are looked up; for the others this is the one-sided twin of ``batch.partners``: the
same formulas (``batch.words``) and the same bounds, for a handful of spellings against a list that is
prepared once. Neighbours of the list that may be one word, though no word of it has their consonants, are
read when a word of the query does.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from ..arrays.dtypes import Bools, Floats, Longs
from ..arrays.joins import ByNumber
from ..arrays.postings import Members, block_pairs, share_a_block
from ..arrays.ragged import Ragged, numbered, starts_of
from ..compare.words import initials_of
from ..model.blocks import Blocks
from ..model.compiled_forward import Words, probable_pairs, reaching
from ..policy import Policy
from ..progress import silent
from ..text.scripts import ScriptedText
from .partners import PartnerTable
from .readings import LatinReadings, PersianReadings, PlacePairs, ReadSpellings, read_spellings
from .spellings import UNREADABLE, Key, Runs, Spellings, spellings_of
from .typos import TypoKeys
from .word_join import Search
from .words import Triples, doubts_in_either_form, similar, together, word_doubts

SpellingPartners = tuple[Longs, Floats]  # places, and the doubt of each

_NO_PLACES: Final = np.zeros(0, np.int64)
_THIRD: Final = 2 / 3  # of the odds, for half of a sum of two: see ``batch.partners``
_HALF: Final = 1 / 2


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


@dataclass(frozen=True, eq=False, slots=True)
class Lookup:
    """The spellings of a list and its runs, prepared to be met. *table* tells which of the spellings may be
    one word, *key_of_run* puts a run together; *alone* and *joined* are the spellings in each block of whole
    skeletons."""

    read: ReadSpellings
    table: PartnerTable
    runs: Runs
    key_of_run: Callable[[int], Key]
    numbers: dict[Key, int]  # the place of each spelling
    latin: "_LatinSide"
    persian: "_PersianSide"
    alone: Members
    joined: Members
    runs_by_code: ByNumber
    run_of_code: Longs
    by_short_form: ByNumber
    beginning: "_Beginnings"

    @classmethod
    def of(
        cls, read: ReadSpellings, table: PartnerTable, runs: Runs, key_of_run: Callable[[int], Key]
    ) -> "Lookup":
        s, whole, count = read.spellings, read.blocks.whole, read.blocks.count
        known = s.latin + s.persian
        keys = zip(s.texts, s.scripts, [True] * known + [False] * (len(s) - known), strict=True)
        return cls(
            read,
            table,
            runs,
            key_of_run,
            {key: place for place, key in enumerate(keys)},
            _LatinSide.of(read),
            _PersianSide.of(read),
            Members.of(_only(whole, s.alone), count),
            Members.of(_only(whole, ~s.alone), count),
            ByNumber.of(runs.codes.values),
            runs.codes.rows(),
            ByNumber.of(s.short[:, 1]),
            _Beginnings(read),
        )

    def meanings(self, keys: Sequence[Key], search: Search, *, joined: bool) -> list[Meaning]:
        """What each of *keys*, as a word alone or, *joined*, as several tokens, may stand for with at most
        ``search.most`` bits: several stand for a word alone only."""
        found = {key: self._known(key, joined=joined) for key in keys}
        strange = [key for key, meaning in found.items() if meaning is None]
        read = self._read(strange, search, joined=joined) if strange else ()
        return [*filter(None, (found | dict(zip(strange, read, strict=True))).values())]

    def _known(self, key: Key, *, joined: bool) -> Meaning | None:
        """The meaning of a spelling of the list; None for one that it has not, or not alone."""
        place, alone = self.numbers.get(key, -1), self.read.spellings.alone
        if place < 0 or not (joined or alone[place]):
            return None
        row = slice(self.table.starts[place], self.table.starts[place + 1])
        other, joins = self.table.partner[row], self.table.joins[row]
        kept = alone[other] & joins if joined else alone[other] | joins
        shares = float(self.read.givenness[place]), float(self.read.rarity[place])
        return Meaning(*shares, other[kept], self.table.doubt[row][kept], joins[kept])

    def _read(self, keys: Sequence[Key], search: Search, *, joined: bool) -> list[Meaning]:
        """The meaning of spellings that the list has not."""
        spelled, place = spellings_of(keys)
        words = read_spellings(spelled, self.read.vocabulary, threads=1, progress=silent)
        found = self._joined(words, search) if joined else self._alone(words, search)
        ours, theirs = words.blocks.as_in(self.read.blocks).whole, self.read.blocks.whole
        meanings = []
        for row, (other, doubt) in enumerate(found):
            joins = other >= len(self.read.spellings)
            joins[~joins] = share_a_block(np.full(np.count_nonzero(~joins), row), other[~joins], ours, theirs)
            shares = float(words.givenness[row]), float(words.rarity[row])
            meanings.append(Meaning(*shares, other, doubt, joins))
        return [meanings[row] for row in place.tolist()]

    def _alone(self, words: ReadSpellings, search: Search) -> list[SpellingPartners]:
        """What each of *words*, which stand alone, may stand for."""
        found = together([self._words(words, search), self._begun(words, search.policy)])
        found = self._with_short_forms(found, words.spellings.short, search)
        standing = self.read.spellings.alone[found[1]]
        found = found[0][standing], found[1][standing], found[2][standing]
        met = self._met(words, self.joined, search.policy), self._runs_met(words, search.policy)
        unread = self._unread(words, search.policy), self._unread_runs(words, search.policy)
        return _partners_by_row(together([found, *met, *unread]), len(words.spellings), search.most)

    def _joined(self, words: ReadSpellings, search: Search) -> list[SpellingPartners]:
        """What each of *words*, several tokens as one, may stand for."""
        one, two, doubt = self._unread(words, search.policy)
        alone = self.read.spellings.alone[two]
        found = self._met(words, self.alone, search.policy), (one[alone], two[alone], doubt[alone])
        return _partners_by_row(together(found), len(words.spellings), search.most)

    def _met(self, words: ReadSpellings, others: Members, policy: Policy) -> Triples:
        """Those of *others* that have the consonants of a word."""
        blocks = words.blocks.as_in(self.read.blocks)
        pairs = _both_readable(words, self.read, block_pairs(blocks.whole, others))
        return (*pairs, doubts_in_either_form(words, self.read, pairs, policy))

    def _words(self, words: ReadSpellings, search: Search) -> Triples:
        """Words that stand alone, by no short form."""
        blocks = words.blocks.as_in(self.read.blocks)
        found = [
            self.latin.near_latin(words, blocks, search),
            self.latin.near_persian(words, blocks, search),
            self.persian.near_latin(words, blocks, search),
            self.persian.near_persian(words),
            self._equal(words),
        ]
        pairs = _each_once(found, len(self.read.spellings))
        alike = words.initials[pairs[0]] == self.read.initials[pairs[1]]
        alike &= self.read.spellings.alone[pairs[1]]
        one, two = _both_readable(words, self.read, (pairs[0][alike], pairs[1][alike]))
        doubt = word_doubts(words, self.read, blocks, (one, two), search.policy)
        few = doubt <= search.most
        return one[few], two[few], doubt[few]

    def _equal(self, words: ReadSpellings) -> PlacePairs:
        """Each word with itself, where the list has it."""
        keys = enumerate(zip(words.spellings.texts, words.spellings.scripts, strict=True))
        met = [(row, self.numbers[*key, True]) for row, key in keys if (*key, True) in self.numbers]
        one, two = np.array(met, np.int64).reshape(-1, 2).T
        return one, two

    def _begun(self, words: ReadSpellings, policy: Policy) -> Triples:
        """Initials with the words that may begin so."""
        s = words.spellings
        found: list[tuple[int, Longs]] = []
        for row in range(s.latin + s.persian):
            unit = s.unit(row)
            if words.initials[row]:
                found.append((row, self.beginning.words(unit)))
            else:
                keys = [(*initial, True) for initial in initials_of(*unit, words.vocabulary)]
                met = sorted(self.numbers[key] for key in keys if key in self.numbers)
                found.append((row, np.array(met, np.int64)))
        one = np.repeat(np.arange(len(found)), [len(places) for _, places in found])
        two = np.concatenate([_NO_PLACES, *(places for _, places in found)])
        return one, two, np.full(len(one), policy.prices.initial)

    def _with_short_forms(self, found: Triples, short: Longs, search: Search) -> Triples:
        """What is *found* and, at a price, what is found by the short form of either side."""
        one, two, doubt = found
        price = search.policy.prices.prefix
        at, form = self.by_short_form.pairs(two)
        theirs = one[at], self.read.spellings.short[form, 0], doubt[at] + price
        at, form = ByNumber.of(short[:, 1]).pairs(one)
        return together([found, theirs, (short[form, 0], two[at], doubt[at] + price)])

    def _runs_met(self, words: ReadSpellings, policy: Policy) -> Triples:
        """Runs that have the consonants of a word."""
        whole = words.blocks.whole
        at, code = self.runs_by_code.pairs(words.blocks.codes[whole.values])
        pairs = _each_once([(whole.rows()[at], self.run_of_code[code])], max(1, len(self.runs.first)))
        row, run = _both_readable(words, None, pairs)
        if not len(run):
            return row, run, np.zeros(0)
        runs, place = numbered(run)
        keys = [self.key_of_run(r) for r in runs.tolist()]
        number = {key: n for n, key in enumerate(dict.fromkeys(keys))}
        spelled, where = spellings_of(list(number))
        read = read_spellings(spelled, words.vocabulary, threads=1, progress=silent)
        other = where[np.array([number[key] for key in keys], np.int64)][place]
        doubt = doubts_in_either_form(words, read, (row, other), policy)
        return row, run + len(self.read.spellings), doubt

    def _unread(self, words: ReadSpellings, policy: Policy) -> Triples:
        """Tokens that the channel cannot read."""
        first, ours = _unread_units(words.spellings)
        start, theirs = _unread_units(self.read.spellings)
        one, two, doubt = similar(ours, theirs, words, policy)
        return one + first, two + start, doubt

    def _unread_runs(self, words: ReadSpellings, policy: Policy) -> Triples:
        """Runs that the channel cannot read."""
        first, ours = _unread_units(words.spellings)
        if not ours:
            return similar(ours, [], words, policy)
        runs = np.unique(self.run_of_code[self.runs.codes.values == UNREADABLE])
        theirs = [self.key_of_run(run)[:2] for run in runs.tolist()]
        one, two, doubt = similar(ours, theirs, words, policy)
        return one + first, runs[two] + len(self.read.spellings), doubt


@dataclass(frozen=True, slots=True)
class _LatinSide:
    """The Latin spellings of a list, found from what a query has."""

    readings: LatinReadings
    words: Words
    by_word: ByNumber  # readings
    by_romanisation: ByNumber
    by_main_sound: ByNumber  # the places of ``main``
    main: Longs  # tokens most of whose mass sounds alike

    @classmethod
    def of(cls, read: ReadSpellings) -> "_LatinSide":
        r, s = read.latin, read.spellings
        near = _only(read.blocks.near.take(np.arange(s.latin)), s.alone[: s.latin])
        words = Words.of(near, read.blocks.count, r.symbols, r.unknown / r.total, read.lexicon.latin)
        main, sound = read.masses.main(r.total)
        by_number = ByNumber.of(r.word), ByNumber.of(r.romanisation), ByNumber.of(sound)
        return cls(r, words, *by_number, main)

    def near_latin(self, words: ReadSpellings, blocks: Blocks, search: Search) -> PlacePairs:
        """Pairs with Latin words: one renders the other, or they share words of the lexicon."""
        r = words.latin
        near = blocks.near.take(np.arange(len(r.ids)))
        one, two, _ = probable_pairs(
            r.ids, near, _THIRD * search.odds * r.total, self.words, threads=1, advance=_nobody
        )
        told = Words.of(near, blocks.count, r.symbols, r.unknown / r.total, words.lexicon.latin)
        back = self._rendering(told, near, _THIRD * search.odds)
        return _all_of([(one, two), back, self._sharing_words(words, search)])

    def near_persian(self, words: ReadSpellings, blocks: Blocks, search: Search) -> PlacePairs:
        """Pairs with Persian words: rendered, of one main sound, of one standard romanisation, or a typo."""
        a, first = words.persian, words.spellings.latin
        near = blocks.near.take(np.arange(first, first + len(a.texts)))
        told = Words.of(near, blocks.count, a.symbols, np.ones(len(a.texts)), words.lexicon.persian)
        row, sound = self.by_main_sound.pairs(a.sound)
        typo, reading = self.by_word.pairs(a.typo_word)
        found = [
            self._rendering(told, near, _HALF * search.odds),
            (row, self.main[sound]),
            self.by_romanisation.pairs(a.romanisation),
            (a.mistyped[typo], self.readings.token[reading]),
        ]
        one, two = _all_of(found)
        return one + first, two

    def _rendering(self, words: Words, near: Ragged, share: float) -> PlacePairs:
        """(word, spelling) wherever a spelling here renders a word with a *share* of its total."""
        word, token = block_pairs(near, self.words.members)
        reached = reaching((word, token), words, self.readings.ids, share * self.readings.total)
        return word[reached], token[reached]

    def _sharing_words(self, words: ReadSpellings, search: Search) -> PlacePairs:
        """Pairs whose shared words alone bring the odds, as ``batch.partners`` has it."""
        r, other, priors = words.latin, self.readings, words.vocabulary.priors
        ours, theirs = self.by_word.pairs(r.word)
        one, two = r.token[ours], other.token[theirs]
        mass = r.joint[ours] * other.joint[theirs] / priors[r.word[ours]]
        width = max(1, len(other.ids))
        keys, place = numbered(one * width + two)
        shared = np.bincount(place, mass, len(keys))
        one, two = np.divmod(keys, width)
        least = search.odds / 3 * search.policy.epsilon * r.total[one] * other.total[two]
        reached = shared >= least
        return one[reached], two[reached]


@dataclass(frozen=True, slots=True)
class _PersianSide:
    """The Persian spellings of a list, found from what a query has."""

    readings: PersianReadings
    first: int  # the place of the first one among all spellings
    words: Words
    by_word: ByNumber
    by_romanisation: ByNumber
    by_sound: ByNumber
    by_typo_word: ByNumber
    typos: TypoKeys

    @classmethod
    def of(cls, read: ReadSpellings) -> "_PersianSide":
        a, first = read.persian, read.spellings.latin
        own = np.arange(first, first + len(a.texts))
        near = _only(read.blocks.near.take(own), read.spellings.alone[own])
        words = Words.of(near, read.blocks.count, a.symbols, np.ones(len(a.texts)), read.lexicon.persian)
        return cls(
            a, first, words,
            ByNumber.of(a.word), ByNumber.of(a.romanisation), ByNumber.of(a.sound), ByNumber.of(a.typo_word),
            TypoKeys.of(a.keys),
        )  # fmt: skip

    def near_latin(self, words: ReadSpellings, blocks: Blocks, search: Search) -> PlacePairs:
        """Pairs with Latin words: rendered, of one main sound, of one standard romanisation, or a typo."""
        r = words.latin
        near = blocks.near.take(np.arange(len(r.ids)))
        one, two, _ = probable_pairs(
            r.ids, near, _HALF * search.odds * r.total, self.words, threads=1, advance=_nobody
        )
        main, sound = words.masses.main(r.total)
        row, alike = self.by_sound.pairs(sound)
        reading, typo = self.by_typo_word.pairs(r.word)
        found = [
            (one, two),
            (main[row], alike),
            self.by_romanisation.pairs(r.romanisation),
            (r.token[reading], self.readings.mistyped[typo]),
        ]
        left, right = _all_of(found)
        return left, right + self.first

    def near_persian(self, words: ReadSpellings) -> PlacePairs:
        """Pairs with Persian words: other spellings of one word, or a typo apart."""
        a = words.persian
        one, two, _ = self.typos.near(a.keys)
        left, right = _all_of([(one, two), self.by_word.pairs(a.word)])
        return left + words.spellings.latin, right + self.first


class _Beginnings:
    """The words of a list by the initials that they may begin with, found when an initial is first asked."""

    def __init__(self, read: ReadSpellings) -> None:
        self._read = read
        self._found: dict[ScriptedText, Longs] | None = None

    def words(self, initial: ScriptedText) -> Longs:
        """The places of the words that may begin with *initial*, ascending."""
        if self._found is None:
            self._found = _beginnings(self._read)
        return self._found.get(initial, _NO_PLACES)


def _beginnings(read: ReadSpellings) -> dict[ScriptedText, Longs]:
    s = read.spellings
    alike: dict[tuple[str, int], list[int]] = defaultdict(list)
    symbols = read.persian.symbols
    for place in np.flatnonzero(~read.initials[: s.latin + s.persian]).tolist():
        # All of a word that ``initials_of`` goes by.
        latin = place < s.latin
        text = s.texts[place]
        symbol = -1 if latin else int(symbols.values[symbols.starts[place - s.latin]])
        alike[text[:3] if latin else text[0], symbol].append(place)
    found: dict[ScriptedText, list[int]] = defaultdict(list)
    for places in alike.values():
        for initial in initials_of(*s.unit(places[0]), read.vocabulary):
            found[initial] += places
    return {initial: np.sort(np.array(places, np.int64)) for initial, places in found.items()}


def _nobody(done: int) -> None:
    """A query is over before a bar is drawn."""


def _only(rows: Ragged, chosen: Bools) -> Ragged:
    """*rows*, those that are not *chosen* without any value."""
    return Ragged(rows.values[chosen[rows.rows()]], starts_of(np.where(chosen, rows.lengths, 0)))


def _all_of(pairs: "list[PlacePairs]") -> PlacePairs:
    one, two = (np.concatenate(column) for column in zip(*pairs, strict=True))
    return one, two


def _each_once(pairs: "list[PlacePairs]", width: int) -> PlacePairs:
    """The *pairs*, each once, sorted; right places are below *width*."""
    one, two = _all_of(pairs)
    keys = np.unique(one * max(1, width) + two)
    return keys // max(1, width), keys % max(1, width)


def _both_readable(one: ReadSpellings, two: ReadSpellings | None, pairs: PlacePairs) -> PlacePairs:
    """Those *pairs* of which the channel reads both; without *two*, the left one."""
    read = pairs[0] < one.spellings.latin + one.spellings.persian
    if two is not None:
        read &= pairs[1] < two.spellings.latin + two.spellings.persian
    return pairs[0][read], pairs[1][read]


def _unread_units(s: Spellings) -> tuple[int, list[ScriptedText]]:
    """The place of the first spelling that the channel cannot read, and all of them as tokens."""
    first = s.latin + s.persian
    return first, list(zip(s.texts[first:], s.scripts[first:], strict=True))


def _partners_by_row(found: Triples, rows: int, most: float) -> list[SpellingPartners]:
    """The partners of each row, each once with its least doubt, of at most *most* bits."""
    kept = found[2] <= most
    one, two, doubt = found[0][kept], found[1][kept], found[2][kept]
    order = np.lexsort((doubt, two, one))
    one, two, doubt = one[order], two[order], doubt[order]
    new = np.ones(len(one), np.bool_)
    new[1:] = (one[1:] != one[:-1]) | (two[1:] != two[:-1])
    one, two, doubt = one[new], two[new], doubt[new]
    starts = starts_of(np.bincount(one, minlength=rows)).tolist()
    return [(two[a:b], doubt[a:b]) for a, b in pairwise(starts)]
