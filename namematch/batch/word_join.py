"""Two sides' spellings as read in, the pairs that names may align out, with the doubt that both are one word.

The batch's twin of ``compare.words.compare_tokens``: a list is joined with itself, what is asked of it with
the list. The formulas are ``batch.words``'s; here it is found which pairs are worth them, and none is left
out whose doubt is at most the one wanted.

Where tokens joined are asked for, pairs are of such a spelling and one that stands alone and has its
consonants, as in ``compare.names.may_join``.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ..arrays.choice import workers
from ..arrays.compiled import grown, kernel
from ..arrays.dtypes import Bools, Floats, Longs
from ..arrays.joins import places_among
from ..arrays.meanwhile import meanwhile
from ..arrays.ragged import Ragged, numbered, stretches
from ..arrays.strings import parts
from ..compare.words import UNLIKE, compare_tokens
from ..model.compiled_forward import Words, probable_pairs
from ..model.lexicon import LONGEST_TEXT
from ..progress import counter, silent
from ..text.scripts import Script
from .read_spellings import ReadingsByWord, ReadingShares, ReadSpellings, SpellingGroup
from .readings import PlacePairs, usual_pairs, with_pairs
from .slips import latin_slips, rendering_slips
from .wanted import Wanted
from .words import PairDoubts, either_form, latin_and_latin, persian_and_latin, persian_and_persian

# The bounds: what a pair that is wanted reaches at least, as a part of ``Wanted.odds``. Its odds before the
# prior (``compare.words``) are a sum, and where a sum of n terms reaches something, one of the n reaches the
# n-th part of it.
#
# Persian a and Latin b: P(b | a) / other + mistyped / Z(b). Whatever has any mistyped mass is taken unasked,
# so the first term alone must reach the odds. *other*, the mass of words that do not sound like a, is at
# least half of Z(b), unless a has the sound of more than half of it: those are taken unasked too. So P(b | a)
# reaches half of the odds times Z(b). And P(b | a) is at most what the channel says, unless b is a usual
# spelling of a: taken unasked.
RENDERED: Final = 1 / 2
# Latin b and c: shared / other, and half of P(c | b) unknown(b) / Z(b) / Z(c), and half of the same with b
# and c exchanged: three terms, of which one reaches a third. Where it is one of the halves, P(c | b) times
# unknown(b) / Z(b) reaches two thirds of the odds times Z(c): c as a token, b as a word of that weight. A
# list joined with itself has each spelling as token and as word, and so both halves in one go; two sides are
# looked through twice, with either as tokens. Where it is the words that they share, *other* is at least
# epsilon Z(b) Z(c), so that shared / Z(b) / Z(c) reaches a third of the odds times epsilon.
DIRECT: Final = 2 / 3
SHARED: Final = 1 / 3

UNREAD_AT_ONCE: Final = 2048  # tokens that the channel cannot read, compared at once
# Where there are so many more tokens than words, those that share no block with any are passed over first.
MANY_TOKENS: Final = 8

_ALIGNABLE: Final = ((True, True), (True, False), (False, True))  # whether token and word stand alone


def join(spellings: ReadSpellings, others: ReadSpellings, wanted: Wanted) -> PairDoubts:
    """The pairs of one of *spellings* and one of *others* that names may align, each once, by left and right
    place, with the doubt of each, at most ``wanted.most``.

    A list joined with itself has each pair both ways, and each spelling with itself. There may be pairs more,
    of tokens joined and an initial or the short form of another, that names cannot align.
    """
    itself, spellings = spellings is others, spellings.with_blocks_of(others)
    with meanwhile(lambda: _without_channel(spellings, others, wanted), threads=wanted.threads) as more:
        found = [_at_most(wanted.most, _renderings(spellings, others, wanted))]
        if not itself:
            found.append(_at_most(wanted.most, _renderings(others, spellings, wanted).mirrored()))
        found.append(_at_most(wanted.most, _latin_pairs(spellings, others, wanted, itself=itself)))
        found += [_at_most(wanted.most, part) for part in more()]
    if itself:
        found += [part.mirrored() for part in found]
    found.append(_same_spellings(spellings, others, itself=itself))
    return _least_doubts(found, spellings, others, wanted)


def _without_channel(spellings: ReadSpellings, others: ReadSpellings, wanted: Wanted) -> list[PairDoubts]:
    """What ``join`` finds without asking the channel: slips and typos, initials and the words that begin so,
    and what the channel cannot read. Of a list joined with itself those of one way."""
    itself = spellings is others
    found = [
        _both_initials_or_words(spellings, others, *rendering_slips(spellings, others, wanted)),
        _initials(spellings, others, wanted),
    ]
    if not itself:
        slips = _both_initials_or_words(others, spellings, *rendering_slips(others, spellings, wanted))
        found += [slips.mirrored(), _initials(others, spellings, wanted).mirrored()]
    slips = _both_initials_or_words(spellings, others, *latin_slips(spellings, others, wanted, itself=itself))
    typos = _persian_pairs(spellings, others, wanted, itself=itself)
    return [*found, slips, typos, _unread_pairs(spellings, others, wanted, itself=itself)]


def _least_doubts(
    pieces: list[PairDoubts], spellings: ReadSpellings, others: ReadSpellings, wanted: Wanted
) -> PairDoubts:
    """All of *pieces* and what short forms bring, each pair once with its least doubt."""
    found = either_form(PairDoubts.joined(pieces), spellings.spellings, others.spellings, wanted.policy)
    found = _at_most(wanted.most, found)
    width = max(1, len(others.spellings))
    keys, place = numbered(found.left * width + found.right)
    least = np.full(len(keys), np.inf)
    np.minimum.at(least, place, found.doubt)
    return PairDoubts(*np.divmod(keys, width), least)


def _at_most(most: float, found: PairDoubts) -> PairDoubts:
    """The pairs of at most so many bits of doubt."""
    return found.take(found.doubt <= most)


def _same_spellings(spellings: ReadSpellings, others: ReadSpellings, *, itself: bool) -> PairDoubts:
    """Each spelling with itself."""
    if itself:
        one = two = np.arange(len(others.spellings))
    else:
        keys = enumerate(spellings.numbers)
        pairs = [(place, others.numbers[key]) for place, key in keys if key in others.numbers]
        one, two = np.array(pairs, np.int64).reshape(-1, 2).T
    return PairDoubts(one, two, np.zeros(len(one)))


def _renderings(latin: ReadSpellings, persian: ReadSpellings, wanted: Wanted) -> PairDoubts:
    """Latin spellings of the one side and Persian ones of the other."""
    r, a = latin.latin, persian.persian
    token, word, channel = with_pairs(
        _likely_pairs(latin, persian, Script.PERSIAN, RENDERED * wanted.odds * r.total, wanted),
        _taken_unasked(latin, persian),
        a.symbols, r.ids, latin.prepared.persian.table,
    )  # fmt: skip
    doubt = persian_and_latin(persian, latin, (word, token), channel, wanted.policy)
    return _both_initials_or_words(latin, persian, token, word + persian.spellings.latin, doubt)


def _taken_unasked(latin: ReadSpellings, persian: ReadSpellings) -> PlacePairs:
    """Latin and Persian spellings, by their places among their script, whatever the channel says of them:
    most of the Latin one's mass sounds like the Persian one, the Persian one is a typo of a word that the
    Latin one renders, or the Latin one is a usual spelling of it."""
    mainly, sounds = latin.main_sounds
    place, sounding = sounds.equal_to(persian.persian_sounds)
    reading, typo = latin.latin_words.equal_to(persian.typo_words)
    units = latin.prepared.usual
    spelled, usual = usual_pairs(
        latin.latin.parts, latin.latin_usual, persian.persian_words, persian.persian_consonants, units
    )
    token = np.concatenate([mainly[place], latin.latin.token[reading], spelled])
    word = np.concatenate([sounding, persian.persian.mistyped[typo], usual])
    kept = latin.may_align(persian, token, word + persian.spellings.latin)
    return token[kept], word[kept]


def _both_initials_or_words(
    left: ReadSpellings, right: ReadSpellings, one: Longs, two: Longs, doubt: Floats
) -> PairDoubts:
    """The pairs without those of an initial and a word, which have their own rule."""
    alike = left.initials[one] == right.initials[two]
    return PairDoubts(one[alike], two[alike], doubt[alike])


_LikelyPairs = tuple[Longs, Longs, Floats]  # token, word, P(token | word)


def _likely_pairs(
    latin: ReadSpellings, words: ReadSpellings, script: Script, least: Floats, wanted: Wanted
) -> _LikelyPairs:
    """Latin spellings as tokens and those of a *script* as words, by their places among their script, that
    names may align and whose P(token | word) times the word's weight reaches the token's *least*: candidates
    that stand alone, and several joined with what has their consonants."""
    stage = "matching scripts" if script is Script.PERSIAN else "matching spellings"
    none = np.zeros(0, np.int64)
    found: list[_LikelyPairs] = [(none, none, np.zeros(0))]
    for token_alone, word_alone in _ALIGNABLE:
        tokens = latin.group(Script.LATIN, alone=token_alone)
        group = words.group(script, alone=word_alone)
        near = token_alone and word_alone
        # Of several joined there are few: not worth a word.
        advance = counter(wanted.progress if near else silent, stage, len(tokens.places))
        if len(tokens.places) and len(group.places):
            places, blocks, target = _prepared_sides(tokens, group, near=near)
            advance(len(tokens.places) - len(places))
            token, word, value = probable_pairs(
                latin.latin.ids.take(places), blocks, least[places], target,
                threads=wanted.threads, advance=advance,
            )  # fmt: skip
            found.append((places[token], group.places[word], value))
    token, word, value = (np.concatenate(column) for column in zip(*found, strict=True))
    return token, word, value


def _prepared_sides(
    tokens: SpellingGroup, group: SpellingGroup, *, near: bool
) -> tuple[Longs, Ragged, Words]:
    """The places of *tokens* that may share a block with some of *group*, their blocks, and *group* as words.

    All tokens, but where they are far more than the words: then those that do, by a numbering of the blocks
    that these words have.
    """
    if MANY_TOKENS * len(group.places) >= len(tokens.places):
        return tokens.places, tokens.blocks(near=near), group.words(near=near)
    members, word_blocks = tokens.words(near=near).members, group.blocks(near=near)
    shared = np.unique(word_blocks.values)
    lengths = members.heads[shared + 1] - members.heads[shared]
    chosen = np.unique(members.rows[stretches(members.heads[shared], lengths)]).astype(np.int64)
    words = group.words_in(_numbered_by(shared, word_blocks), len(shared))
    return tokens.places[chosen], _numbered_by(shared, tokens.blocks(chosen, near=near)), words


def _numbered_by(numbers: Longs, rows: Ragged) -> Ragged:
    """*rows* of blocks by their places among *numbers*, ascending, without all others."""
    place, known = places_among(numbers, rows.values)
    return Ragged(place.astype(np.int32), rows.starts).only(known)


def _latin_pairs(
    spellings: ReadSpellings, others: ReadSpellings, wanted: Wanted, *, itself: bool
) -> PairDoubts:
    """Latin spellings of both sides: the one renders the other, or they share words."""
    least = DIRECT * wanted.odds
    one, two, _ = _likely_pairs(spellings, others, Script.LATIN, least * spellings.latin.total, wanted)
    if not itself:
        token, word, _ = _likely_pairs(others, spellings, Script.LATIN, least * others.latin.total, wanted)
        one, two = np.append(one, word), np.append(two, token)
    alone, width = spellings.spellings.alone, max(1, others.spellings.latin)
    shared = _sharing_words(
        spellings.reading_shares, others.readings_by_word, spellings.vocabulary.priors,
        alone, others.spellings.alone[:width], SHARED * wanted.odds * wanted.policy.epsilon, itself,
    )  # fmt: skip
    kept = spellings.may_align(others, *shared)
    one, two = np.append(one, shared[0][kept]), np.append(two, shared[1][kept])
    if itself:
        one, two = np.minimum(one, two), np.maximum(one, two)
        one, two = one[one != two], two[one != two]
    keys = np.sort(one * width + two)
    one, two = np.divmod(keys[np.diff(keys, prepend=-1) != 0], width)
    doubt = _in_parts(
        lambda part: latin_and_latin(spellings, others, (one[part], two[part]), wanted.policy),
        len(one),
        wanted,
    )
    return _both_initials_or_words(spellings, others, one, two, doubt)


def _in_parts(doubts_of: Callable[[slice], Floats], pairs: int, wanted: Wanted) -> Floats:
    """The doubts of so many pairs, part by part: what it takes to tell them is larger than they are."""
    chosen = list(parts(pairs))
    if wanted.threads == 1 or len(chosen) <= 1:
        found = list(map(doubts_of, chosen))
    else:
        with workers(wanted.threads) as pool:
            found = list(pool.map(doubts_of, chosen))
    return np.concatenate([np.zeros(0), *found])


@kernel
def _sharing_words(
    readings: ReadingShares,
    others: ReadingsByWord,
    priors: Floats,
    alone: Bools,
    others_alone: Bools,
    least: float,
    itself: bool,
) -> PlacePairs:
    """Pairs of Latin spellings, one of them alone, whose shared words alone give J / (Z Z') of *least*; where
    the others are the same list, the left one comes first."""
    starts, word, share = readings
    heads, place, token, other_share = others
    size = len(others_alone)
    sums, touched = np.zeros(size), np.empty(size, np.int64)
    left, right, used = np.empty(1024, np.int64), np.empty(1024, np.int64), 0
    for t in range(len(starts) - 1):
        count = 0
        for e in range(starts[t], starts[t + 1]):
            for at in place[heads[word[e]] : heads[word[e] + 1]]:
                u = token[at]
                if (u > t or not itself) and (alone[t] or others_alone[u]):
                    if sums[u] == 0.0:
                        touched[count] = u
                        count += 1
                    sums[u] += share[e] * other_share[at] / priors[word[e]]
        for i in range(count):
            u = touched[i]
            if sums[u] >= least:
                if used == len(left):
                    left = grown(left)
                    right = grown(right)
                left[used], right[used] = t, u
                used += 1
            sums[u] = 0.0
    return left[:used].copy(), right[:used].copy()


def _persian_pairs(
    spellings: ReadSpellings, others: ReadSpellings, wanted: Wanted, *, itself: bool
) -> PairDoubts:
    """Persian spellings of both sides: of one word, or a typo apart by their sound keys."""
    s, keys = spellings.spellings, spellings.persian.keys
    first, second = s.latin, others.spellings.latin
    # Of a list, what is joined is found by what stands alone.
    chosen = np.flatnonzero(s.alone[first : first + s.persian] | (not itself))
    place, two, typo = others.typo_keys.near([keys[i] for i in chosen.tolist()])
    word, same = spellings.persian_words.equal_to(others.persian_words)
    one, two = np.append(chosen[place], word), np.append(two, same)
    typo = np.append(typo, np.ones(len(word)))
    kept = spellings.may_align(others, one + first, two + second)
    if itself:
        kept &= one != two
    one, two = one[kept], two[kept]
    doubt = persian_and_persian(spellings, others, (one, two), typo[kept], wanted.policy)
    return _both_initials_or_words(spellings, others, one + first, two + second, doubt)


def _unread_pairs(
    spellings: ReadSpellings, others: ReadSpellings, wanted: Wanted, *, itself: bool
) -> PairDoubts:
    """Tokens that the channel cannot read and that differ in few letters."""
    (places, texts), (other_places, other_texts) = _unread(spellings), _unread(others)
    found: list[tuple[int, int, float]] = []
    for first in range(0, len(texts) if other_texts else 0, UNREAD_AT_ONCE):
        alike = process.cdist(
            texts[first : first + UNREAD_AT_ONCE], other_texts,
            scorer=OSA.normalized_similarity, score_cutoff=1 - UNLIKE, workers=wanted.threads,
        )  # fmt: skip
        for i, j in np.argwhere(alike > 0).tolist():
            one, two = places[first + i], other_places[j]
            if one < two or not itself:
                left, right = spellings.spellings.unit(one), others.spellings.unit(two)
                words, policy = spellings.vocabulary, wanted.policy
                found.append((one, two, compare_tokens(left, right, vocabulary=words, policy=policy).doubt))
    left_places, right_places, doubts = zip(*found, strict=True) if found else ((), (), ())
    return PairDoubts(
        np.array(left_places, np.int64), np.array(right_places, np.int64), np.array(doubts, np.float64)
    )


def _unread(read: ReadSpellings) -> tuple[list[int], list[str]]:
    """The spellings that the channel cannot read, and their texts; longer ones than any word are the same
    or nothing."""
    s = read.spellings
    places = [i for i in range(s.latin + s.persian, len(s)) if len(s.texts[i]) <= LONGEST_TEXT]
    return places, [s.texts[i] for i in places]


def _initials(spellings: ReadSpellings, others: ReadSpellings, wanted: Wanted) -> PairDoubts:
    """Initials of the one side and the words of the other that may begin so."""
    letters, none = np.flatnonzero(spellings.initials), np.zeros(0, np.int64)
    units = [spellings.spellings.unit(place) for place in letters.tolist()]
    words = [others.words_by_initial.get(unit, none) for unit in units]
    left = np.repeat(letters, [len(places) for places in words])
    return PairDoubts(left, np.concatenate([none, *words]), np.full(len(left), wanted.policy.prices.initial))
