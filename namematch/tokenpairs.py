"""The distinct tokens of a list in, the doubt of each pair of them worth a look out.

The batch's twin of ``sameword.compare_tokens``: the same formulas on arrays, and no pair left out
whose doubt is at most the one asked for. A bound that finds pairs is never their value: what is
found is computed anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numba as nb
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .channel import latin_symbols
from .growth import grown
from .letters import frames, is_initial, short_form
from .parse import Script
from .policy import Policy
from .progress import Progress, counter
from .readings import (
    LatinReadings,
    Ragged,
    distinct_pairs,
    equal_pairs,
    flat_ids,
    latin_words,
    likelihood_of_pairs,
    read_latin,
)
from .sameword import (
    UNLIKE,
    compare_tokens,
    doubt_of,
    initials_of,
    odds_of_one_word,
    odds_of_rendering,
)
from .slips import SlipIndex
from .triepass import WordTrie, near_words
from .vocabulary import UNKNOWN_GIVEN, PersianReading, Unit, Vocabulary, readable_letters

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]
Bools = NDArray[np.bool_]
Key = tuple[str, Script, bool]  # letters, or the token as it stands where the channel cannot read it

OTHER_BLOCK = 2048  # tokens of unknown scripts compared at once


@dataclass(frozen=True)
class Spellings:
    """The distinct spellings of a list's tokens: tokens of the same letters are one.

    *of* gives the spelling of each token; *alone* tells which stand somewhere as a token of their own
    and are not only two joined, for two joined are never compared with two joined.
    """

    of: Longs
    alone: Bools
    texts: list[str]
    scripts: list[Script]
    persian: Longs  # spellings that the channel reads, by script, and the others
    latin: Longs
    other: Longs
    short: list[tuple[int, int]]  # (spelling, spelling of its short form)
    frames: list[frozenset[str]]  # ``letters.frames`` of each
    joinable: tuple[Longs, Longs]  # pairs, the first alone and the second joined, that names may align
    vocabulary: Vocabulary
    readings: LatinReadings = field(repr=False)

    def may_align(self, one: Longs, two: Longs) -> Bools:
        """Whether names may align each pair: both stand alone, or one does and the consonants agree."""
        alone, others = self.alone[one], self.alone[two]
        found: Bools = alone & others
        for at in np.flatnonzero(alone != others).tolist():
            found[at] = not self.frames[one[at]].isdisjoint(self.frames[two[at]])
        return found

    @cached_property
    def place(self) -> Longs:
        """Of each spelling its place among those of its kind."""
        place = np.empty(len(self.texts), np.int64)
        for kind in (self.persian, self.latin, self.other):
            place[kind] = np.arange(len(kind))
        return place

    @cached_property
    def words(self) -> list[PersianReading]:
        """The readings of the Persian spellings."""
        return [self.vocabulary.persian(self.texts[i]) for i in self.persian]

    @cached_property
    def givenness(self) -> Floats:
        """How often each spelling is a given name, in [0, 1]."""
        share = np.full(len(self.texts), UNKNOWN_GIVEN)
        share[self.latin] = self.readings.givenness(self.vocabulary)
        known = np.array([word.word for word in self.words], np.int64)
        share[self.persian[known >= 0]] = self.vocabulary.givenness[known[known >= 0]]
        return share


@dataclass(frozen=True, slots=True)
class TokenPairs:
    """Doubts between spellings as sorted rows: the partners of *u* are ``partner[starts[u]:starts[u + 1]]``.

    Each spelling is its own partner, without doubt. *joins* tells whether one of the two may be joined
    (``compare.may_join``).
    """

    starts: Longs
    partner: Longs
    doubt: Floats
    joins: Bools


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: pairs of at most *most* bits of doubt, by which rules, on how many cores."""

    most: float
    policy: Policy
    threads: int
    progress: Progress

    @property
    def odds(self) -> float:
        """The odds at *most* bits, before the prior: what one token must be better than another by."""
        return float(1.0 / np.expm1(self.most * np.log(2)) / self.policy.prior)


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs of spellings, each once, with their doubts."""

    left: Longs
    right: Longs
    doubt: Floats


def read_spellings(
    units: Sequence[Unit],
    alone: Bools,
    *,
    vocabulary: Vocabulary,
    threads: int,
    progress: Progress,
) -> Spellings:
    """The spellings of distinct *units*; ``alone[i]`` where unit *i* is a token of its own somewhere.

    Two joined that no token of the list can be have no spelling: their place in ``of`` is -1.
    """
    index: dict[Key, int] = {}
    of = np.array([index.setdefault(_key(unit), len(index)) for unit in units], np.int64)
    standing = np.zeros(len(index), np.bool_)
    standing[of[alone]] = True
    frames_of = [_frames(key) for key in index]
    one, two = _joinable(frames_of, standing.tolist())
    kept = standing.copy()
    kept[two] = True
    place = np.where(kept, np.cumsum(kept) - 1, -1)
    keys = [key for key, keep in zip(index, kept.tolist(), strict=True) if keep]
    short = _with_short_forms(keys)
    alone_now = np.ones(len(keys), np.bool_)
    alone_now[: int(kept.sum())] = standing[kept]
    kinds = [script if known else Script.OTHER for _, script, known in keys]
    places = {s: np.array([i for i, k in enumerate(kinds) if k == s], np.int64) for s in Script}
    texts = [text for text, _, _ in keys]
    latin = [texts[i] for i in places[Script.LATIN]]
    readings = read_latin(latin, vocabulary=vocabulary, threads=threads, progress=progress)
    return Spellings(
        place[of], alone_now, texts, [script for _, script, _ in keys], places[Script.PERSIAN],
        places[Script.LATIN], places[Script.OTHER], short, [_frames(key) for key in keys],
        (place[one], place[two]), vocabulary, readings,
    )  # fmt: skip


def _key(unit: Unit) -> Key:
    letters = readable_letters(unit)
    return (letters, unit[1], True) if letters else (*unit, False)


def _frames(key: Key) -> frozenset[str]:
    """The frames of a spelling; those of nothing where the channel cannot read it."""
    return frames(key[0] if key[2] else "")


def _joinable(frames_of: Sequence[frozenset[str]], alone: Sequence[bool]) -> tuple[Longs, Longs]:
    """Pairs of spellings, the first alone and the second joined, whose consonants agree
    (``compare.may_join``)."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, own in enumerate(frames_of):
        for frame in own if alone[i] else ():
            places[frame].append(i)
    one: list[int] = []
    two: list[int] = []
    for j, own in enumerate(frames_of):
        if not alone[j]:
            partners = {i for frame in own for i in places.get(frame, ())}
            one += sorted(partners)
            two += [j] * len(partners)
    return np.array(one, np.int64), np.array(two, np.int64)


def _with_short_forms(keys: list[Key]) -> list[tuple[int, int]]:
    """(spelling, spelling of its short form); forms that are not among *keys* are put at their end."""
    index = {key: i for i, key in enumerate(keys)}
    short = []
    for i, (letters, script, known) in enumerate(list(keys)):
        if known and (form := short_form(letters)):
            key = form, script, True
            if key not in index:
                index[key] = len(keys)
                keys.append(key)
            short.append((i, index[key]))
    return short


def token_pairs(spellings: Spellings, search: Search) -> TokenPairs:
    """Every pair of *spellings* with at most ``search.most`` bits, below ``policy.most_doubt``."""
    s = spellings
    found = [
        _words(_renderings(s, search), s.persian, s.latin, s),
        _words(_one_word(s, search), s.latin, s.latin, s),
        _words(_slips(s, search), s.persian, s.persian, s),
        _words(_similar(s, search), s.other, s.other, s),
        _initials(s, search),
    ]
    rows = _rows(s, found, search.most)
    return _rows(s, [*found, _short_forms(s, rows, search)], search.most)


def _short_forms(s: Spellings, table: TokenPairs, search: Search) -> Found:
    """Servant-of names against what their short forms meet in *table*, at a price."""
    price = search.policy.prices.prefix
    return _found(
        [
            (i, int(table.partner[at]), float(table.doubt[at]) + price)
            for i, form in s.short
            for at in range(table.starts[form], table.starts[form + 1])
            if table.partner[at] != i
        ]
    )


def _words(found: Found, left: Longs, right: Longs, s: Spellings) -> Found:
    """*found* by spelling, without the pairs of an initial and a word: those have their own rule."""
    initial = np.array([is_initial(text) for text in s.texts], np.bool_)
    one, two = left[found.left], right[found.right]
    alike = (initial[one] == initial[two]) | np.isin(one, s.other)
    return Found(one[alike], two[alike], found.doubt[alike])


def _near(
    left: Longs,
    right: Longs,
    tokens: Sequence[NDArray[np.int32]],
    thresholds: Floats,
    words: Sequence[NDArray[np.int32]],
    weights: Floats,
    table: Floats,
    s: Spellings,
    search: Search,
    stage: str,
) -> tuple[Longs, Longs]:
    """Those pairs that names may align and that may be worth it, by their places in *left* and *right*,
    the spellings of the tokens and of the words: ``near_words`` of what stands alone, and all joinable."""
    rows, columns = np.flatnonzero(s.alone[left]), np.flatnonzero(s.alone[right])
    ordered = WordTrie.of([words[i] for i in columns.tolist()], weights[columns])
    token, word = near_words(
        [tokens[i] for i in rows.tolist()], thresholds[rows], ordered, table,
        threads=search.threads, advance=counter(search.progress, stage, len(rows)),
    )  # fmt: skip
    joined = [_placed(left, right, pairs, s) for pairs in (s.joinable, s.joinable[::-1])]
    return distinct_pairs((rows[token], columns[word]), *joined)


def _placed(left: Longs, right: Longs, pairs: tuple[Longs, Longs], s: Spellings) -> tuple[Longs, Longs]:
    """Those of *pairs* that are in *left* and *right*, two kinds of spellings, by their places there."""
    here, there = np.zeros(len(s.texts), np.bool_), np.zeros(len(s.texts), np.bool_)
    here[left], there[right] = True, True
    one, two = pairs
    kept = here[one] & there[two]
    return s.place[one[kept]], s.place[two[kept]]


def _renderings(s: Spellings, search: Search) -> Found:
    """Persian against Latin: (Persian, Latin) by their places among their kind."""
    r, table = s.readings, s.vocabulary.channel.persian
    symbols = [word.symbols for word in s.words]
    sounds = np.array([word.sound for word in s.words], np.int64)
    # A word's alternative is at least half of Z, unless it sounds like the reading that is more than
    # half of Z; the words of that one sound are taken without asking.
    token, word = _near(
        s.latin,
        s.persian,
        r.ids,
        0.5 * search.odds * r.total,
        symbols,
        np.ones(len(symbols)),
        table,
        s,
        search,
        "matching scripts",
    )
    slipped = _slipped(r, s.words)
    press = [word.press for word in s.words]
    more = _of_main_sound(r, sounds), slipped[:2], equal_pairs(r.texts, press)
    token, word = distinct_pairs((token, word), *more)
    kept = s.may_align(s.latin[token], s.persian[word])
    token, word = token[kept], word[kept]
    rendered = s.vocabulary.with_press(
        likelihood_of_pairs(word, token, Ragged.of(symbols), flat_ids(r.ids), table),
        np.array(r.texts, np.str_)[token],
        np.array(press, np.str_)[word],
    )
    excluded = _mass_of_sound(r, token, sounds[word])
    slips = _sums_at(token, word, *slipped)
    odds = odds_of_rendering(rendered, slips, r.total[token], excluded, search.policy)
    return Found(word, token, doubt_of(odds, search.policy))


def _slipped(r: LatinReadings, words: Sequence[PersianReading]) -> tuple[Longs, Longs, Floats]:
    """(token, Persian spelling, mass) for each word that the token renders and of which the spelling is
    a slip; a pair may stand several times."""
    slips: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for i, word in enumerate(words):
        for w, share in zip(word.slip_words.tolist(), word.slips.tolist(), strict=True):
            slips[w].append((i, share))
    hits = np.flatnonzero(np.isin(r.word, np.array(list(slips), np.int64)))
    rows = [
        (t, i, mass * share)
        for t, w, mass in zip(
            r.tokens()[hits].tolist(), r.word[hits].tolist(), r.joint[hits].tolist(), strict=True
        )
        for i, share in slips[w]
    ]
    found = _found(rows)
    return found.left, found.right, found.doubt


def _sums_at(one: Longs, two: Longs, left: Longs, right: Longs, mass: Floats) -> Floats:
    """The sum of *mass* over the rows of (left, right) that equal each pair (one, two), which are sorted."""
    width = int(max(two.max(initial=0), right.max(initial=0))) + 1
    keys, wanted = one * width + two, left * width + right
    place = np.searchsorted(keys, wanted)
    inside = place < len(keys)
    inside[inside] = keys[place[inside]] == wanted[inside]
    sums: Floats = np.bincount(place[inside], mass[inside], minlength=len(keys)).astype(np.float64)
    return sums


def _of_main_sound(r: LatinReadings, sounds: Longs) -> tuple[Longs, Longs]:
    """(token, Persian spelling) where the spelling sounds like more than half of the token's readings."""
    token, sound, mass = _sound_masses(r)
    main = mass > 0.5 * r.total[token]
    members: dict[int, list[int]] = defaultdict(list)
    for i, c in enumerate(sounds):
        if c >= 0:
            members[int(c)].append(i)
    pairs = [(t, i) for t, c in zip(token[main], sound[main], strict=True) for i in members.get(int(c), ())]
    table = np.array(pairs, np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _sound_masses(r: LatinReadings) -> tuple[Longs, Longs, Floats]:
    """(token, sound class, joint mass of the words of that sound), sorted."""
    width = int(r.sound.max()) + 1 if len(r.sound) else 1
    keys, place = np.unique(r.tokens() * width + r.sound, return_inverse=True)
    mass = np.bincount(place, r.joint, minlength=len(keys)).astype(np.float64)
    return keys // width, keys % width, mass


def _mass_of_sound(r: LatinReadings, token: Longs, sound: Longs) -> Floats:
    """The joint mass of the words of class *sound* in the readings of *token*; 0 for class -1."""
    tokens, sounds, mass = _sound_masses(r)
    width = int(max(sounds.max(initial=0), sound.max(initial=0))) + 2
    keys, wanted = tokens * width + sounds, token * width + sound
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    if not len(keys):
        return np.zeros(len(token))
    found: Floats = np.where((sound >= 0) & (keys[place] == wanted), mass[place], 0.0)
    return found


def _one_word(s: Spellings, search: Search) -> Found:
    """Latin against Latin: what words they share, and what the Latin channel says directly."""
    r, table = s.readings, s.vocabulary.channel.latin
    words = latin_words(s.readings.texts)
    symbols = [latin_symbols(text) for text in r.texts]
    # The odds are a sum of three: if they reach the threshold, one of the three reaches a third.
    token, other = _near(
        s.latin, s.latin, r.ids, 2 / 3 * search.odds * r.total, symbols, r.unknown / r.total,
        table, s, search, "matching spellings",
    )  # fmt: skip
    scaled = r.joint / r.total[r.tokens()]
    least = search.odds / 3 * search.policy.epsilon
    shared = _sharing(r.starts, r.word, scaled, s.vocabulary.priors, s.alone[s.latin], least)
    apart = token != other
    one, two = np.minimum(token, other)[apart], np.maximum(token, other)[apart]
    left, right = distinct_pairs((one, two), shared)
    mass, alike = _common(left, right, r.starts, r.word, r.sound, scaled, s.vocabulary.priors)
    ids = flat_ids(r.ids)
    forth = likelihood_of_pairs(left, right, words, ids, table) * r.unknown[left]
    back = likelihood_of_pairs(right, left, words, ids, table) * r.unknown[right]
    direct = 0.5 * (forth + back) / (r.total[left] * r.total[right])
    odds = odds_of_one_word(mass, alike, direct, np.ones(len(left)), search.policy)
    return Found(left, right, doubt_of(odds, search.policy))


@nb.njit(cache=True, nogil=True)
def _sharing(
    starts: Longs, word: Longs, scaled: Floats, priors: Floats, alone: Bools, least: float
) -> tuple[Longs, Longs]:
    """Pairs of tokens that stand alone and whose shared words alone give J / (Z Z') of *least*.

    *scaled* is the reading mass over Z.
    """
    n, words = len(starts) - 1, len(priors)
    heads = np.zeros(words + 1, np.int64)
    for e in range(len(word)):
        heads[word[e] + 1] += 1
    for w in range(words):
        heads[w + 1] += heads[w]
    fill = heads[:-1].copy()
    token, mass = np.empty(len(word), np.int64), np.empty(len(word))
    for t in range(n):
        for e in range(starts[t], starts[t + 1]):
            token[fill[word[e]]], mass[fill[word[e]]] = t, scaled[e]
            fill[word[e]] += 1
    share, touched = np.zeros(n), np.empty(n, np.int64)
    left, right, used = np.empty(1024, np.int64), np.empty(1024, np.int64), 0
    for t in range(n):
        count = 0
        for e in range(starts[t], starts[t + 1] if alone[t] else starts[t]):
            for at in range(heads[word[e]], heads[word[e] + 1]):
                u = token[at]
                if u > t and alone[u]:
                    if share[u] == 0.0:
                        touched[count] = u
                        count += 1
                    share[u] += scaled[e] * mass[at] / priors[word[e]]
        for i in range(count):
            u = touched[i]
            if share[u] >= least:
                if used == len(left):
                    left = grown(left)
                    right = grown(right)
                left[used], right[used] = t, u
                used += 1
            share[u] = 0.0
    return left[:used].copy(), right[:used].copy()


@nb.njit(cache=True, nogil=True)
def _common(
    left: Longs,
    right: Longs,
    starts: Longs,
    word: Longs,
    sound: Longs,
    scaled: Floats,
    priors: Floats,
) -> tuple[Floats, Floats]:
    """Of each pair J / (Z Z') over shared words, and the share in which both render one sound."""
    mass, alike = np.zeros(len(left)), np.zeros(len(left))
    for x in range(len(left)):
        t, u = left[x], right[x]
        a, b = starts[t], starts[u]
        while a < starts[t + 1] and b < starts[u + 1]:
            if word[a] == word[b]:
                mass[x] += scaled[a] * scaled[b] / priors[word[a]]
                a, b = a + 1, b + 1
            elif word[a] < word[b]:
                a += 1
            else:
                b += 1
        for a in range(starts[t], starts[t + 1]):
            for b in range(starts[u], starts[u + 1]):
                if sound[a] == sound[b]:
                    alike[x] += scaled[a] * scaled[b]
    return mass, alike


def _slips(s: Spellings, search: Search) -> Found:
    """Persian against Persian: one word in two spellings, or sound keys at most one slip apart."""
    index = SlipIndex(word.key for word in s.words)
    one_word: dict[int, list[int]] = defaultdict(list)
    for i, word in enumerate(s.words):
        if word.word >= 0:
            one_word[word.word].append(i)
    pairs = {(j, i) for i, word in enumerate(s.words) for j in index.near(word.key) if j < i}
    pairs |= {(j, i) for group in one_word.values() for i in group for j in group if j < i}
    one, two = np.array(sorted(pairs), np.int64).reshape(-1, 2).T
    kept = s.may_align(s.persian[one], s.persian[two])
    return _compared(zip(one[kept].tolist(), two[kept].tolist(), strict=True), s.persian, s, search)


def _similar(s: Spellings, search: Search) -> Found:
    """Tokens that the channel cannot read: those that differ in few letters."""
    texts = [s.texts[i] for i in s.other]
    pairs = []
    for start in range(0, len(texts), OTHER_BLOCK):
        block = texts[start : start + OTHER_BLOCK]
        alike = process.cdist(
            block,
            texts,
            scorer=OSA.normalized_similarity,
            score_cutoff=1 - UNLIKE,
            workers=search.threads,
        )
        pairs += [(start + int(i), int(j)) for i, j in np.argwhere(alike > 0) if start + i < j]
    return _compared(pairs, s.other, s, search)


def _compared(pairs: Iterable[tuple[int, int]], places: Longs, s: Spellings, search: Search) -> Found:
    """Pairs that are few enough for ``compare_tokens`` itself."""
    rows = []
    for a, b in pairs:
        one, two = ((s.texts[i], s.scripts[i]) for i in (places[a], places[b]))
        likeness = compare_tokens(one, two, vocabulary=s.vocabulary, policy=search.policy)
        rows.append((a, b, likeness.doubt))
    return _found(rows)


def _found(rows: Sequence[tuple[int, int, float]]) -> Found:
    left, right, doubt = zip(*rows, strict=True) if rows else ((), (), ())
    return Found(np.array(left, np.int64), np.array(right, np.int64), np.array(doubt, np.float64))


def _initials(s: Spellings, search: Search) -> Found:
    """Initials against the words that may begin so."""
    readable = np.concatenate([s.persian, s.latin])
    letters = [int(i) for i in readable if is_initial(s.texts[i])]
    begin: dict[tuple[str, Script], list[int]] = defaultdict(list)
    if letters:
        for i in readable:
            if not is_initial(s.texts[i]):
                for initial in initials_of(s.texts[i], s.scripts[i], s.vocabulary):
                    begin[initial].append(int(i))
    price = search.policy.prices.initial
    return _found([(i, j, price) for i in letters for j in begin[s.texts[i], s.scripts[i]]])


def _rows(s: Spellings, parts: Sequence[Found], most: float) -> TokenPairs:
    """All parts both ways, the least doubt of each pair, each spelling its own partner, as sorted rows."""
    left = np.concatenate([part.left for part in parts])
    right = np.concatenate([part.right for part in parts])
    doubt = np.concatenate([part.doubt for part in parts])
    kept, own = doubt <= most, np.arange(len(s.texts))
    left, right, doubt = left[kept], right[kept], doubt[kept]
    one, two = np.concatenate([left, right, own]), np.concatenate([right, left, own])
    doubts = np.concatenate([doubt, doubt, np.zeros(len(own))])
    order = np.lexsort((doubts, two, one))
    one, two, doubts = one[order], two[order], doubts[order]
    first = np.ones(len(one), np.bool_)
    first[1:] = (one[1:] != one[:-1]) | (two[1:] != two[:-1])
    one, two, doubts = one[first], two[first], doubts[first]
    joins = [not s.frames[a].isdisjoint(s.frames[b]) for a, b in zip(one.tolist(), two.tolist(), strict=True)]
    return TokenPairs(np.searchsorted(one, np.arange(len(own) + 1)), two, doubts, np.array(joins, np.bool_))
