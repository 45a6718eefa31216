"""Pairs of spellings that are read in, the doubt of each that both are one word out.

``compare.words``'s formulas on arrays: each function is the twin of the one there that has its name.
"""

from collections.abc import Sequence
from typing import NamedTuple, Self

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ..arrays.compiled import kernel
from ..arrays.dtypes import Bools, Floats, Longs
from ..arrays.joins import equal_numbers
from ..arrays.postings import share_a_block
from ..compare.doubt import doubt_of
from ..compare.words import (
    most_of_strangers,
    odds_of_one_word,
    odds_of_rendering,
    short_form_price,
)
from ..model.compiled_forward import likelihood_of_pairs
from ..model.fits import fit_of, unforeseen
from ..model.typos import typo_for_word
from ..policy import Policy
from ..text.endings import AGREEMENT, MOST_ODDS
from .read_spellings import ReadSpellings
from .readings import LatinReadings, PlacePairs, SoundMasses, SoundRows
from .spellings import Spellings


class PairDoubts(NamedTuple):
    """Pairs of spellings, by their places on either side, and the doubt of each in bits."""

    left: Longs
    right: Longs
    doubt: Floats

    @classmethod
    def none(cls) -> "PairDoubts":
        """No pairs."""
        return cls(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))

    @classmethod
    def joined(cls, parts: Sequence["PairDoubts"]) -> "PairDoubts":
        """All of *parts*, one after the other."""
        return cls(*(np.concatenate(column) for column in zip(cls.none(), *parts, strict=True)))

    def take(self, chosen: Longs | Bools) -> "PairDoubts":
        """Some of the pairs."""
        return PairDoubts(self.left[chosen], self.right[chosen], self.doubt[chosen])

    def mirrored(self) -> "PairDoubts":
        """The same pairs, left and right exchanged."""
        return PairDoubts(self.right, self.left, self.doubt)


def persian_and_latin(
    persian: ReadSpellings, latin: ReadSpellings, pairs: PlacePairs, channel: Floats, policy: Policy
) -> Floats:
    """Of pairs of a Persian and a Latin spelling, by their places among their script, whose blocks have the
    same numbers; *channel* is P(b | a) by the channel, whether they are candidates or not."""
    word, token = pairs
    r, a = latin.latin, persian.persian
    near = share_a_block(token, word + persian.spellings.latin, latin.blocks.near, persian.blocks.near)
    endings = r.ending[token], a.ending[word]
    written = channel * near * AGREEMENT[endings]
    units = latin.prepared.usual
    usual = units.usual(r.parts, token, a.word[word])
    rendered = units.written(written, usual, a.word[word])
    excluded, fit = latin.masses.of_sounds(token, a.sound[word])
    mistyped = typo_mass(token, word, r.starts, r.word, r.joint, a.typo_starts, a.typo_word, a.typo)
    best = r.best[0][token], r.best[1][token]
    fit = np.maximum(
        fit, fit_of(rendered, a.prior[word], units.are_known(a.word[word]).astype(np.float64), best)
    )
    odds = odds_of_rendering(rendered, mistyped, r.total[token], excluded, fit, policy)
    return doubt_of(np.minimum(odds, MOST_ODDS[endings]), policy)


@kernel
def typo_mass(
    token: Longs,
    spelling: Longs,
    starts: Longs,
    words: Longs,
    joint: Floats,
    typo_starts: Longs,
    typo_words: Longs,
    typos: Floats,
) -> Floats:
    """Of each pair the sum over the words w that both know of P(w) P(b | w) P(a | w) / P(a)."""
    found = np.zeros(len(token))
    for x in range(len(token)):
        a, b = typo_starts[spelling[x]], starts[token[x]]
        while a < typo_starts[spelling[x] + 1] and b < starts[token[x] + 1]:
            if typo_words[a] == words[b]:
                found[x] += joint[b] * typos[a]
                a, b = a + 1, b + 1
            elif typo_words[a] < words[b]:
                a += 1
            else:
                b += 1
    return found


def latin_and_latin(left: ReadSpellings, right: ReadSpellings, pairs: PlacePairs, policy: Policy) -> Floats:
    """Of pairs of Latin spellings of different letters, whose blocks have the same numbers."""
    one, two = pairs
    r, other = left.latin, right.latin
    shared = shared_mass(one, two, ReadingArrays.of(r), ReadingArrays.of(other), left.vocabulary.priors)
    alike, fit = _alike(one, two, left.masses, right.masses)
    table = left.prepared.latin.table
    forth = likelihood_of_pairs(
        one, two, r.symbols.values, r.symbols.starts, other.ids.values, other.ids.starts, table
    )
    back = likelihood_of_pairs(
        two, one, other.symbols.values, other.symbols.starts, r.ids.values, r.ids.starts, table
    )
    near = share_a_block(one, two, left.blocks.near, right.blocks.near)
    endings = r.ending[one], other.ending[two]
    direct = 0.5 * (forth * r.unknown[one] + back * other.unknown[two]) * near * AGREEMENT[endings]
    totals = r.total[one] * other.total[two]
    most = np.full(len(one), np.inf)
    likely = np.flatnonzero(direct > 0)
    if len(likely):
        x, y = one[likely], two[likely]
        both_ways = (forth[likely] / r.itself[x]) * (back[likely] / other.itself[y])
        apart, letters = _apart_and_long(left, right, (x, y))
        most[likely] = most_of_strangers(both_ways, apart, letters)
    fit = np.maximum(fit, unforeseen(r.best[0][one], other.best[0][two]))
    odds = odds_of_one_word(shared, alike, direct, most, totals, fit, policy)
    return doubt_of(np.minimum(odds, MOST_ODDS[endings]), policy)


def _apart_and_long(left: ReadSpellings, right: ReadSpellings, pairs: PlacePairs) -> tuple[Longs, Longs]:
    """In how many letters each pair of Latin spellings differs, and how many the shorter one has."""
    one, two = (
        [r.latin.texts[i] for i in side.tolist()] for r, side in zip((left, right), pairs, strict=True)
    )
    apart: Longs = process.cpdist(one, two, scorer=OSA.distance, dtype=np.int64)
    lengths = left.latin.symbols.lengths[pairs[0]], right.latin.symbols.lengths[pairs[1]]
    return apart, np.minimum(*lengths)


class ReadingArrays(NamedTuple):
    """``LatinReadings`` for compiled loops."""

    starts: Longs
    word: Longs
    joint: Floats

    @classmethod
    def of(cls, r: LatinReadings) -> Self:
        """Those of *r*."""
        return cls(r.starts, r.word, r.joint)


@kernel
def shared_mass(one: Longs, two: Longs, left: ReadingArrays, right: ReadingArrays, priors: Floats) -> Floats:
    """Of each pair J over shared words."""
    starts, words, joint = left
    other_starts, other_words, other_joint = right
    mass = np.zeros(len(one))
    for x in range(len(one)):
        t, u = one[x], two[x]
        a, b = starts[t], other_starts[u]
        while a < starts[t + 1] and b < other_starts[u + 1]:
            if words[a] == other_words[b]:
                mass[x] += joint[a] * other_joint[b] / priors[words[a]]
                a, b = a + 1, b + 1
            elif words[a] < other_words[b]:
                a += 1
            else:
                b += 1
    return mass


def _alike(one: Longs, two: Longs, left: SoundMasses, right: SoundMasses) -> tuple[Floats, Floats]:
    """Of each pair the part of Z Z' in which both render words that sound alike, and how well what fits both
    best of these does."""
    found: tuple[Floats, Floats] = _mass_alike(
        one, two, left.rows, (left.mass, left.fit), right.rows, (right.mass, right.fit)
    )
    return found


@kernel
def _mass_alike(
    one: Longs, two: Longs, rows: SoundRows, masses: tuple[Floats, Floats], other_rows: SoundRows,
    other_masses: tuple[Floats, Floats],
) -> tuple[Floats, Floats]:  # fmt: skip
    (starts, sounds), (mass, fits) = rows, masses
    (other_starts, other_sounds), (other_mass, other_fits) = other_rows, other_masses
    alike, fit = np.zeros(len(one)), np.zeros(len(one))
    for x in range(len(one)):
        a, b = starts[one[x]], other_starts[two[x]]
        while a < starts[one[x] + 1] and b < other_starts[two[x] + 1]:
            if sounds[a] == other_sounds[b]:
                alike[x] += mass[a] * other_mass[b]
                fit[x] = max(fit[x], fits[a] * other_fits[b])
                a, b = a + 1, b + 1
            elif sounds[a] < other_sounds[b]:
                a += 1
            else:
                b += 1
    return alike, fit


def persian_and_persian(
    left: ReadSpellings, right: ReadSpellings, pairs: PlacePairs, typo: Floats, policy: Policy
) -> Floats:
    """Of pairs of Persian spellings of different letters; *typo* is how often a hand writes one for the
    other (``batch.typos``)."""
    one, two = pairs
    a, other = left.persian, right.persian
    prior, other_prior = a.prior[one], other.prior[two]
    typed_word = left.typed_words[one] | right.typed_words[two]
    typo = typo_for_word(typo, typed_word.astype(np.float64))
    joint = 0.5 * typo * (prior + other_prior)
    odds = policy.prior * joint / (prior * other_prior)
    odds = np.minimum(odds, MOST_ODDS[a.ending[one], other.ending[two]])
    one_word = (a.word[one] >= 0) & (a.word[one] == other.word[two])
    found: Floats = np.where(one_word, 0.0, doubt_of(odds, policy))
    return found


def either_form(found: PairDoubts, left: Spellings, right: Spellings, policy: Policy) -> PairDoubts:
    """What is *found* of spellings as they stand and, at a price, by the short form of one of the two."""
    at, long, price = _short_forms_among(found.left, left, policy)
    of_left = PairDoubts(long, found.right[at], found.doubt[at] + price)
    at, long, price = _short_forms_among(found.right, right, policy)
    of_right = PairDoubts(found.left[at], long, found.doubt[at] + price)
    return PairDoubts.joined([found, of_left, of_right])


def _short_forms_among(places: Longs, s: Spellings, policy: Policy) -> tuple[Longs, Longs, Floats]:
    """(place among *places*, spelling, bits) wherever that place is the spelling's short form."""
    is_form = np.zeros(len(s), np.bool_)
    is_form[s.short[:, 1]] = True
    at = np.flatnonzero(is_form[places])
    row, pair = equal_numbers(places[at], s.short[:, 1])
    prices = [short_form_price(s.texts[long], s.texts[form], policy) for long, form in s.short.tolist()]
    return at[row], s.short[pair, 0], np.array(prices, np.float64)[pair]
