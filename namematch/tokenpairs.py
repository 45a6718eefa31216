"""The distinct spellings of a list in, the doubt of each pair of them worth a look out.

The batch's twin of ``sameword.compare_tokens``: the same formulas on arrays, and no pair left out
whose doubt is at most the one asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numba as nb
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .blocking import Blocks, Emissions, Words, probable_pairs, share_a_block
from .channel import persian_symbols
from .compare import LEAST, UNREAD
from .growth import grown
from .lettering import letters_of
from .letters import is_initial
from .pairdoubts import (
    SoundMasses,
    doubts_of_one_word,
    doubts_of_renderings,
    doubts_of_slips,
    slipped_pairs,
)
from .parse import Script
from .policy import Policy
from .progress import Advance, Progress, counter
from .ragged import Longs, Ragged, numbered, starts_of
from .readings import (
    LatinReadings,
    Lexicon,
    PersianReadings,
    equal_numbers,
    read_latin,
    read_persian,
    with_pairs,
)
from .sameword import UNLIKE, compare_tokens, initials_of
from .slipjoin import slip_pairs
from .spelling import Spellings
from .vocabulary import LONGEST_TEXT, UNKNOWN, UNKNOWN_GIVEN, Unit, Vocabulary

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

OTHER_BLOCK = 2048  # tokens of unknown scripts compared at once


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


@dataclass(frozen=True)
class Read:
    """Spellings as the channel reads them, and their *blocks*."""

    spellings: Spellings
    lexicon: Lexicon
    blocks: Blocks
    latin: LatinReadings
    persian: PersianReadings = field(repr=False)

    @property
    def vocabulary(self) -> Vocabulary:
        return self.lexicon.vocabulary

    @cached_property
    def givenness(self) -> Floats:
        """How often each spelling is a given name, in [0, 1]."""
        share = np.full(len(self.spellings), UNKNOWN_GIVEN)
        latin, persian = self.spellings.latin, self.spellings.persian
        share[:latin] = self.latin.givenness(self.vocabulary)
        share[latin : latin + persian] = self.persian.givenness(self.vocabulary)
        return share

    @cached_property
    def masses(self) -> SoundMasses:
        """What the Latin readings that sound alike have together."""
        return SoundMasses.of(self.latin)

    @cached_property
    def initials(self) -> Bools:
        """Which spellings are initials; none that the channel cannot read."""
        known = self.spellings.latin + self.spellings.persian
        letters = [is_initial(text) for text in self.spellings.texts[:known]]
        return np.append(np.array(letters, np.bool_), np.zeros(len(self.spellings) - known, np.bool_))

    @cached_property
    def rarity(self) -> Floats:
        """``compare.token_rarity`` of each spelling, in bits."""
        r, a, s = self.latin, self.persian, self.spellings
        known = np.bincount(r.token, r.joint * self.vocabulary.priors[r.word], minlength=s.latin)
        frequency = np.zeros(len(s))
        frequency[: s.latin] = known / r.total + r.unknown
        frequency[s.latin : s.latin + s.persian] = a.prior
        rarity: Floats = -np.log2(np.minimum(1.0, 2 * frequency + LEAST))
        rarity[s.latin + s.persian :] = -np.log2(UNKNOWN * UNREAD)
        return rarity

    def side(self, script: Script, *, alone: bool) -> "Side":
        """The spellings of a script that stand alone, or the others."""
        latin = script is Script.LATIN
        first = 0 if latin else self.spellings.latin
        count = self.spellings.latin if latin else self.spellings.persian
        own = np.arange(first, first + count)
        chosen = own[self.spellings.alone[own] == alone]
        return Side(chosen - first, self.blocks.take(chosen))

    def may_align(self, one: Longs, two: Longs) -> Bools:
        """Whether names may align each pair of spellings: both stand alone, or one does and the consonants
        agree."""
        alone, others = self.spellings.alone[one], self.spellings.alone[two]
        found: Bools = alone & others
        joined = np.flatnonzero(alone != others)
        whole = self.blocks.whole
        found[joined] = share_a_block(one[joined], two[joined], whole, whole)
        return found


@dataclass(frozen=True, slots=True)
class Side:
    """Spellings to pair: their *places* among those of their script, and their blocks."""

    places: Longs
    blocks: Blocks


def read_spellings(spellings: Spellings, vocabulary: Vocabulary, *, threads: int, progress: Progress) -> Read:
    """Read *spellings*: what each Latin one may stand for, what each Persian one is."""
    s, lexicon = spellings, Lexicon.of(vocabulary)
    texts = s.texts[: s.latin + s.persian] + [""] * (len(s) - s.latin - s.persian)
    blocks = Blocks.of(letters_of(texts))
    latin = read_latin(
        s.texts[: s.latin], lexicon, blocks.take(np.arange(s.latin)), threads=threads, progress=progress
    )
    persian = read_persian(s.texts[s.latin : s.latin + s.persian], lexicon)
    return Read(s, lexicon, blocks, latin, persian)


def token_pairs(read: Read, search: Search) -> TokenPairs:
    """Every pair of spellings with at most ``search.most`` bits, below ``policy.most_doubt``."""
    s, persian, latin = read.spellings, read.spellings.latin, 0
    kinds = [
        (_renderings(read, search), persian, latin),
        (_one_word(read, search), latin, latin),
        (_slips(read, search), persian, persian),
        (_similar(s, read.vocabulary, search), s.latin + s.persian, s.latin + s.persian),
    ]
    initial = np.array([is_initial(text) for text in s.texts], np.bool_)
    found = [_words(part, left, right, initial, s) for part, left, right in kinds]
    found.append(_initials(read, initial, search))
    kept = [_at_most(part, search.most) for part in found]
    return _rows(read, [*kept, _at_most(_short_forms(s, kept, search), search.most)])


def _words(found: Found, left: int, right: int, initial: Bools, s: Spellings) -> Found:
    """*found* by spelling, without the pairs of an initial and a word: those have their own rule."""
    one, two = found.left + left, found.right + right
    alike = (initial[one] == initial[two]) | (one >= s.latin + s.persian)
    return Found(one[alike], two[alike], found.doubt[alike])


def _at_most(found: Found, most: float) -> Found:
    kept = found.doubt <= most
    return Found(found.left[kept], found.right[kept], found.doubt[kept])


def _short_forms(s: Spellings, parts: Sequence[Found], search: Search) -> Found:
    """Servant-of names against what their short forms meet, at a price."""
    wanted = np.zeros(len(s), np.bool_)
    wanted[s.short[:, 1]] = True
    partners: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for form in np.unique(s.short[:, 1]).tolist():
        partners[form].append((form, 0.0))
    for part in parts:
        for one, two in (part.left, part.right), (part.right, part.left):
            at = np.flatnonzero(wanted[one])
            for form, other, doubt in zip(
                one[at].tolist(), two[at].tolist(), part.doubt[at].tolist(), strict=True
            ):
                partners[form].append((other, doubt))
    price = search.policy.prices.prefix
    return _found(
        [
            (i, other, doubt + price)
            for i, form in s.short.tolist()
            for other, doubt in partners[form]
            if other != i
        ]
    )


def _near(
    read: Read,
    scripts: tuple[Script, Script],
    least: Floats,
    symbols: Ragged,
    weight: Floats,
    emissions: Emissions,
    search: Search,
    stage: str,
) -> tuple[Longs, Longs, Floats]:
    """(token, word, P(token | word)) of the spellings of two scripts, by their places there, that names may
    align and whose P times *weight* reaches the token's *least*: kin that stand alone, and several joined
    with what has their consonants."""
    tokens = {alone: read.side(scripts[0], alone=alone) for alone in (True, False)}
    words = {alone: read.side(scripts[1], alone=alone) for alone in (True, False)}
    advance = counter(search.progress, stage, len(tokens[True].places))

    def nothing(done: int) -> None:
        """Few: not worth a word."""

    def pair(token: Side, word: Side, *, kin: bool, tell: Advance) -> tuple[Longs, Longs, Floats]:
        ours, theirs = (side.blocks.kin if kin else side.blocks.whole for side in (token, word))
        own = symbols.take(word.places), weight[word.places]
        rendered = Words.of(theirs, read.blocks.count, *own, emissions)
        ids = read.latin.ids.take(token.places)
        one, two, value = probable_pairs(
            ids, ours, least[token.places], rendered, threads=search.threads, advance=tell
        )
        return token.places[one], word.places[two], value

    found = [
        pair(tokens[True], words[True], kin=True, tell=advance),
        pair(tokens[True], words[False], kin=False, tell=nothing),
        pair(tokens[False], words[True], kin=False, tell=nothing),
    ]
    one, two, value = (np.concatenate(column) for column in zip(*found, strict=True))
    return one, two, value


def _renderings(read: Read, search: Search) -> Found:
    """Persian against Latin: (Persian, Latin) by their places among their kind."""
    r, a, emissions = read.latin, read.persian, read.lexicon.persian
    first = read.spellings.latin
    # A word's alternative is at least half of Z, unless it sounds like the reading that is more than
    # half of Z; the words of that one sound are taken without asking.
    found = _near(
        read, (Script.LATIN, Script.PERSIAN), 0.5 * search.odds * r.total, a.symbols,
        np.ones(len(a.symbols)), emissions, search, "matching scripts",
    )  # fmt: skip
    masses = read.masses
    more = masses.main_of(r.total, a.sound), slipped_pairs(r, a), equal_numbers(r.press, a.press)
    extra = tuple(np.concatenate(column) for column in zip(*more, strict=True))
    kept = read.may_align(extra[0], extra[1] + first)
    extra = extra[0][kept], extra[1][kept]
    token, word, rendered = with_pairs(found, extra, a.symbols, r.ids, emissions.table)
    kin = read.blocks.kin
    rendered = rendered * share_a_block(token, word + first, kin, kin)
    doubt = doubts_of_renderings(r, a, (token, word), rendered, masses, search.policy)
    return Found(word, token, doubt)


def _one_word(read: Read, search: Search) -> Found:
    """Latin against Latin: what words they share, and what the Latin channel says directly."""
    r, lexicon = read.latin, read.lexicon
    # The odds are a sum of three: if they reach the threshold, one of the three reaches a third.
    token, other, _ = _near(
        read, (Script.LATIN, Script.LATIN), 2 / 3 * search.odds * r.total, r.symbols, r.unknown / r.total,
        lexicon.latin, search, "matching spellings",
    )  # fmt: skip
    scaled = r.joint / r.total[r.token]
    least = search.odds / 3 * search.policy.epsilon
    alone = read.spellings.alone[: read.spellings.latin]
    shared = _sharing(r.starts, r.word, scaled, read.vocabulary.priors, alone, least)
    kept = read.may_align(*shared)
    one, two = np.append(token, shared[0][kept]), np.append(other, shared[1][kept])
    pairs = _distinct(np.minimum(one, two), np.maximum(one, two), len(r.ids))
    kin = read.blocks.kin
    are_kin = share_a_block(*pairs, kin, kin)
    return Found(*pairs, doubts_of_one_word(r, r, pairs, are_kin, lexicon, search.policy))


def _distinct(one: Longs, two: Longs, width: int) -> tuple[Longs, Longs]:
    """The pairs of two different ones, each once, sorted."""
    keys = np.sort(one * width + two)
    keys = keys[np.diff(keys, prepend=-1) != 0]
    one, two = keys // max(1, width), keys % max(1, width)
    return one[one != two], two[one != two]


@nb.njit(cache=True, nogil=True)
def _sharing(
    starts: Longs, word: Longs, scaled: Floats, priors: Floats, alone: Bools, least: float
) -> tuple[Longs, Longs]:
    """Pairs of tokens, one of them alone, whose shared words alone give J / (Z Z') of *least*.

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
        for e in range(starts[t], starts[t + 1]):
            for at in range(heads[word[e]], heads[word[e] + 1]):
                u = token[at]
                if u > t and (alone[t] or alone[u]):
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


def _slips(read: Read, search: Search) -> Found:
    """Persian against Persian: one word in two spellings, or sound keys at most one slip apart."""
    a, s = read.persian, read.spellings
    alone = np.flatnonzero(s.alone[s.latin : s.latin + s.persian])
    one, two, slip = slip_pairs([a.keys[i] for i in alone.tolist()], a.keys)
    same = equal_numbers(a.word, a.word)
    left, right = np.append(alone[one], same[0]), np.append(two, same[1])
    slip = np.append(slip, np.ones(len(same[0])))
    kept = (left != right) & read.may_align(left + s.latin, right + s.latin)
    left, right, slip = left[kept], right[kept], slip[kept]
    return Found(left, right, doubts_of_slips(a, a, (left, right), slip, search.policy))


def _similar(s: Spellings, vocabulary: Vocabulary, search: Search) -> Found:
    """Tokens that the channel cannot read: those that differ in few letters."""
    others = [i for i in range(s.latin + s.persian, len(s)) if len(s.texts[i]) <= LONGEST_TEXT]
    texts, rows = [s.texts[i] for i in others], []
    first = s.latin + s.persian
    for start in range(0, len(texts), OTHER_BLOCK):
        block = texts[start : start + OTHER_BLOCK]
        alike = process.cdist(
            block,
            texts,
            scorer=OSA.normalized_similarity,
            score_cutoff=1 - UNLIKE,
            workers=search.threads,
        )
        for i, j in np.argwhere(alike > 0).tolist():
            if start + i < j:
                a, b = others[start + i], others[j]
                one, two = ((s.texts[k], s.scripts[k]) for k in (a, b))
                likeness = compare_tokens(one, two, vocabulary=vocabulary, policy=search.policy)
                rows.append((a - first, b - first, likeness.doubt))
    return _found(rows)


def _found(rows: Sequence[tuple[int, int, float]]) -> Found:
    left, right, doubt = zip(*rows, strict=True) if rows else ((), (), ())
    return Found(np.array(left, np.int64), np.array(right, np.int64), np.array(doubt, np.float64))


def _initials(read: Read, initial: Bools, search: Search) -> Found:
    """Initials against the words that may begin so."""
    s = read.spellings
    known = s.latin + s.persian
    letters = np.flatnonzero(initial[:known]).tolist()
    begin: dict[Unit, list[int]] = defaultdict(list)
    if letters:
        words = np.flatnonzero(~initial[:known]).tolist()
        for one, members in _by_beginning(words, s).items():
            for unit in initials_of(*one, read.vocabulary):
                begin[unit] += members
    met = [begin[s.texts[i], s.scripts[i]] for i in letters]
    left = np.repeat(np.array(letters, np.int64), list(map(len, met)))
    right = np.array([word for words in met for word in words], np.int64)
    return Found(left, right, np.full(len(left), search.policy.prices.initial))


def _by_beginning(words: Iterable[int], s: Spellings) -> dict[Unit, list[int]]:
    """Words by all of one that ``initials_of`` goes by."""
    found: dict[tuple[object, Script], list[int]] = defaultdict(list)
    for word in words:
        text, script = s.texts[word], s.scripts[word]
        start = text[:3] if script is Script.LATIN else (text[0], int(persian_symbols(text[:2])[0]))
        found[start, script].append(word)
    return {(s.texts[members[0]], s.scripts[members[0]]): members for members in found.values()}


def _rows(read: Read, parts: Sequence[Found]) -> TokenPairs:
    """All parts both ways, the least doubt of each pair, each spelling its own partner, as sorted rows."""
    n = len(read.spellings)
    left, right = (np.concatenate(list(column)) for column in _ends(parts))
    own = np.arange(n)
    doubt = np.concatenate([part.doubt for part in parts])
    keys = np.concatenate([left * n + right, right * n + left, own * n + own])
    doubts = np.concatenate([doubt, doubt, np.zeros(n)])
    distinct, place = numbered(keys)
    least = np.full(len(distinct), np.inf)
    np.minimum.at(least, place, doubts)
    one, two = distinct // max(1, n), distinct % max(1, n)
    whole = read.blocks.whole
    joins = share_a_block(one, two, whole, whole)
    return TokenPairs(starts_of(np.bincount(one, minlength=n)), two, least, joins)


def _ends(parts: Sequence[Found]) -> Iterator[Iterator[Longs]]:
    yield (part.left for part in parts)
    yield (part.right for part in parts)
