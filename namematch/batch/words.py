"""Pairs of spellings that are read in, the doubt of each that both are one word out.

``compare.words``'s formulas on arrays, of spellings from two sides: those of a list against one another, or
those of a query against those of an index.
"""

from collections.abc import Sequence
from typing import Final

import numba as nb
import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ..arrays.dtypes import Bools, Floats, Longs
from ..arrays.postings import share_a_block
from ..arrays.ragged import stretches
from ..compare.words import UNLIKE, compare_tokens, doubt_of, initials_of, odds_of_one_word, odds_of_rendering
from ..model.blocks import Blocks
from ..model.compiled_forward import likelihood_of_pairs
from ..model.lexicon import LONGEST_TEXT
from ..policy import Policy
from ..text.scripts import ScriptedText
from .readings import (
    LatinReadings,
    PersianReadings,
    PlacePairs,
    PreparedWords,
    ReadSpellings,
    SoundMasses,
    with_romanisation,
)
from .spellings import Spellings
from .typos import typo_probabilities


def doubts_of_renderings(
    latin: LatinReadings,
    persian: PersianReadings,
    pairs: PlacePairs,
    rendered: Floats,
    masses: SoundMasses,
    policy: Policy,
) -> Floats:
    """Of (Latin, Persian) *pairs*; *rendered* is P(b | a) by the channel, 0 for those that are no
    candidates, and *masses* are the Latin side's."""
    token, word = pairs
    rendered = with_romanisation(rendered, latin.romanisation[token], persian.romanisation[word])
    excluded = masses.mass_of(token, persian.sound[word])
    mistyped = _typo_mass(
        token, word, latin.starts, latin.word, latin.joint, persian.typo_starts, persian.typo_word,
        persian.typo,
    )  # fmt: skip
    odds = odds_of_rendering(rendered, mistyped, latin.total[token], excluded, policy)
    return doubt_of(odds, policy)


def typo_words(latin: LatinReadings, persian: PersianReadings) -> PlacePairs:
    """(Latin, Persian) where the one renders a word of which the other is a typo; some may stand twice."""
    order = np.argsort(latin.word, kind="stable")
    word = latin.word[order]
    first = np.searchsorted(word, persian.typo_word, "left")
    times = np.searchsorted(word, persian.typo_word, "right") - first
    return latin.token[order[stretches(first, times)]], np.repeat(persian.mistyped, times)


@nb.njit(cache=True, nogil=True)
def _typo_mass(
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


def doubts_of_one_word(
    left: LatinReadings,
    right: LatinReadings,
    pairs: PlacePairs,
    near: Bools,
    lexicon: PreparedWords,
    policy: Policy,
) -> Floats:
    """Of *pairs* of Latin spellings; *near* tells which of them are candidates."""
    one, two = pairs
    table = lexicon.latin.table
    shared, alike = _common(
        one, two, left.starts, left.word, left.sound, left.joint, right.starts, right.word, right.sound,
        right.joint, lexicon.vocabulary.priors,
    )  # fmt: skip
    forth = likelihood_of_pairs(
        one, two, left.symbols.values, left.symbols.starts, right.ids.values, right.ids.starts, table
    )
    back = likelihood_of_pairs(
        two, one, right.symbols.values, right.symbols.starts, left.ids.values, left.ids.starts, table
    )
    direct = 0.5 * (forth * left.unknown[one] + back * right.unknown[two]) * near
    totals = left.total[one] * right.total[two]
    return doubt_of(odds_of_one_word(shared, alike, direct, totals, policy), policy)


@nb.njit(cache=True, nogil=True)
def _common(
    left: Longs,
    right: Longs,
    starts: Longs,
    words: Longs,
    sounds: Longs,
    joint: Floats,
    other_starts: Longs,
    other_words: Longs,
    other_sounds: Longs,
    other_joint: Floats,
    priors: Floats,
) -> tuple[Floats, Floats]:
    """Of each pair J over shared words, and the part of Z Z' in which both render one sound."""
    mass, alike = np.zeros(len(left)), np.zeros(len(left))
    for x in range(len(left)):
        t, u = left[x], right[x]
        a, b = starts[t], other_starts[u]
        while a < starts[t + 1] and b < other_starts[u + 1]:
            if words[a] == other_words[b]:
                mass[x] += joint[a] * other_joint[b] / priors[words[a]]
                a, b = a + 1, b + 1
            elif words[a] < other_words[b]:
                a += 1
            else:
                b += 1
        for a in range(starts[t], starts[t + 1]):
            for b in range(other_starts[u], other_starts[u + 1]):
                if sounds[a] == other_sounds[b]:
                    alike[x] += joint[a] * other_joint[b]
    return mass, alike


def doubts_of_typos(
    left: PersianReadings, right: PersianReadings, pairs: PlacePairs, typo: Floats, policy: Policy
) -> Floats:
    """Of *pairs* of Persian spellings that differ; *typo* is how often a hand writes one for the other."""
    one, two = pairs
    ours, theirs = left.prior[one], right.prior[two]
    doubt = doubt_of(policy.prior * 0.5 * typo * (ours + theirs) / (ours * theirs), policy)
    one_word = (left.word[one] >= 0) & (left.word[one] == right.word[two])
    found: Floats = np.where(one_word, 0.0, doubt)
    return found


Triples = tuple[Longs, Longs, Floats]  # pairs and their doubts

NO_TRIPLES: Final[Triples] = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))


def together(parts: Sequence[Triples]) -> Triples:
    """All of *parts*, one after the other."""
    one, two, doubt = (np.concatenate(column) for column in zip(NO_TRIPLES, *parts, strict=True))
    return one, two, doubt


def word_doubts(
    one: ReadSpellings, two: ReadSpellings, blocks: Blocks, pairs: PlacePairs, policy: Policy
) -> Floats:
    """The doubt of pairs of spellings that the channel reads, as they stand: no short forms.

    *blocks* are those of the one by the numbers of the other (``Blocks.as_in``). An initial and a word are
    no pair here.
    """
    left, right = pairs
    s, t = one.spellings, two.spellings
    mine, theirs = left < s.latin, right < t.latin
    near = share_a_block(left, right, blocks.near, two.blocks.near)
    doubt = np.empty(len(left))
    at = np.flatnonzero(mine & theirs)
    latin = left[at], right[at]
    doubt[at] = doubts_of_one_word(one.latin, two.latin, latin, near[at], one.lexicon, policy)
    at = np.flatnonzero(mine & ~theirs)
    doubt[at] = _rendered(one, two, (left[at], right[at] - t.latin), near[at], policy)
    at = np.flatnonzero(~mine & theirs)
    doubt[at] = _rendered(two, one, (right[at], left[at] - s.latin), near[at], policy)
    at = np.flatnonzero(~mine & ~theirs)
    persian = left[at] - s.latin, right[at] - t.latin
    typo = typo_probabilities(*persian, one.persian.key_letters, two.persian.key_letters)
    doubt[at] = doubts_of_typos(one.persian, two.persian, persian, typo, policy)
    doubt[_equal_spellings(s, t, pairs)] = 0.0
    return doubt


def _rendered(
    latin: ReadSpellings, persian: ReadSpellings, pairs: PlacePairs, near: Bools, policy: Policy
) -> Floats:
    """The doubt of pairs of a Latin and a Persian spelling."""
    r, a = latin.latin, persian.persian
    told, ids = (a.symbols.values, a.symbols.starts), (r.ids.values, r.ids.starts)
    rendered = likelihood_of_pairs(pairs[1], pairs[0], *told, *ids, latin.lexicon.persian.table)
    return doubts_of_renderings(r, a, pairs, rendered * near, latin.masses, policy)


def _equal_spellings(s: Spellings, t: Spellings, pairs: PlacePairs) -> list[int]:
    """Which pairs are one spelling: letters of two alphabets are never equal."""
    rows = zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)
    return [x for x, (a, b) in enumerate(rows) if s.texts[a] == t.texts[b]]


def doubts_in_either_form(
    one: ReadSpellings, two: ReadSpellings, pairs: PlacePairs, policy: Policy
) -> Floats:
    """The doubt of pairs of spellings that the channel reads: as they stand or, at a price, by the short
    form of one; an initial where the other may begin so."""
    blocks = one.blocks.as_in(two.blocks)
    doubt = _or_initial(one, two, blocks, pairs, policy)
    short = _short_form_of(one.spellings)[pairs[0]], _short_form_of(two.spellings)[pairs[1]]
    for left, right in ((short[0], pairs[1]), (pairs[0], short[1])):
        at = np.flatnonzero((left >= 0) & (right >= 0))
        if len(at):
            found = _or_initial(one, two, blocks, (left[at], right[at]), policy) + policy.prices.prefix
            doubt[at] = np.minimum(doubt[at], found)
    return doubt


def _short_form_of(s: Spellings) -> Longs:
    """The place of each spelling's short form, -1 for none."""
    found = np.full(len(s), -1)
    found[s.short[:, 0]] = s.short[:, 1]
    return found


def _or_initial(
    one: ReadSpellings, two: ReadSpellings, blocks: Blocks, pairs: PlacePairs, policy: Policy
) -> Floats:
    doubt = word_doubts(one, two, blocks, pairs, policy)
    for x in np.flatnonzero(one.initials[pairs[0]] != two.initials[pairs[1]]).tolist():
        units = one.spellings.unit(pairs[0][x]), two.spellings.unit(pairs[1][x])
        word, initial = units if two.initials[pairs[1][x]] else units[::-1]
        begins = initial in initials_of(*word, one.vocabulary)
        doubt[x] = policy.prices.initial if begins else policy.most_doubt
    return doubt


def similar(
    one: Sequence[ScriptedText], two: Sequence[ScriptedText], read: ReadSpellings, policy: Policy
) -> Triples:
    """(place in *one*, place in *two*, doubt) of tokens that the channel cannot read and that differ in few
    letters; longer ones than any word are the same or nothing."""
    if not one or not two:
        return NO_TRIPLES
    short = [[k for k, (text, _) in enumerate(units) if len(text) <= LONGEST_TEXT] for units in (one, two)]
    texts = [[units[k][0] for k in places] for units, places in zip((one, two), short, strict=True)]
    alike = np.argwhere(process.cdist(*texts, scorer=OSA.normalized_similarity, score_cutoff=1 - UNLIKE) > 0)
    pairs = [(short[0][a], short[1][b]) for a, b in alike.tolist()]
    doubts = [
        compare_tokens(one[a], two[b], vocabulary=read.vocabulary, policy=policy).doubt for a, b in pairs
    ]
    place = {unit: k for k, unit in enumerate(two)}
    pairs += [(k, place[unit]) for k, unit in enumerate(one) if unit in place]
    left, right = np.array(pairs, np.int64).reshape(-1, 2).T
    return left, right, np.array(doubts + [0.0] * (len(pairs) - len(doubts)), np.float64)
