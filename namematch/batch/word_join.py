"""Spellings as read in, the pairs of them worth a look out, with the doubt of each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numba as nb
import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ..arrays.compiled import grown
from ..arrays.dtypes import Bools, Floats, Longs
from ..arrays.joins import equal_numbers
from ..arrays.postings import share_a_block
from ..arrays.ragged import Ragged
from ..compare.words import UNLIKE, compare_tokens, initials_of
from ..model.channel import persian_symbols
from ..model.compiled_forward import Emissions, Words, probable_pairs
from ..model.lexicon import LONGEST_TEXT
from ..model.vocabulary import Vocabulary
from ..policy import Policy
from ..progress import Advance, Progress, counter
from ..text.scripts import Script, ScriptedText
from .readings import ReadSpellings, SpellingsOfScript, with_pairs
from .spellings import Spellings
from .typos import typo_pairs
from .words import doubts_of_one_word, doubts_of_renderings, doubts_of_typos, typo_words

OTHER_BLOCK = 2048  # tokens of unknown scripts compared at once


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
class FoundDoubts:
    """Pairs of spellings, each once, with their doubts."""

    left: Longs
    right: Longs
    doubt: Floats


def without_initials(found: FoundDoubts, left: int, right: int, initial: Bools, s: Spellings) -> FoundDoubts:
    """*found* by spelling, without the pairs of an initial and a word: those have their own rule."""
    one, two = found.left + left, found.right + right
    alike = (initial[one] == initial[two]) | (one >= s.latin + s.persian)
    return FoundDoubts(one[alike], two[alike], found.doubt[alike])


def at_most(found: FoundDoubts, most: float) -> FoundDoubts:
    kept = found.doubt <= most
    return FoundDoubts(found.left[kept], found.right[kept], found.doubt[kept])


def short_forms(s: Spellings, parts: Sequence[FoundDoubts], search: Search) -> FoundDoubts:
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
    return _found_doubts(
        [
            (i, other, doubt + price)
            for i, form in s.short.tolist()
            for other, doubt in partners[form]
            if other != i
        ]
    )


def _near(
    read: ReadSpellings,
    scripts: tuple[Script, Script],
    least: Floats,
    symbols: Ragged,
    weight: Floats,
    emissions: Emissions,
    search: Search,
    stage: str,
) -> tuple[Longs, Longs, Floats]:
    """(token, word, P(token | word)) of the spellings of two scripts, by their places there, that names may
    align and whose P times *weight* reaches the token's *least*: candidates that stand alone, and several
    joined with what has their consonants."""
    tokens = {alone: read.side(scripts[0], alone=alone) for alone in (True, False)}
    words = {alone: read.side(scripts[1], alone=alone) for alone in (True, False)}
    advance = counter(search.progress, stage, len(tokens[True].places))

    def nothing(done: int) -> None:
        """Few: not worth a word."""

    def pair(
        token: SpellingsOfScript, word: SpellingsOfScript, *, near: bool, tell: Advance
    ) -> tuple[Longs, Longs, Floats]:
        ours, theirs = (side.blocks.near if near else side.blocks.whole for side in (token, word))
        own = symbols.take(word.places), weight[word.places]
        rendered = Words.of(theirs, read.blocks.count, *own, emissions)
        ids = read.latin.ids.take(token.places)
        one, two, value = probable_pairs(
            ids, ours, least[token.places], rendered, threads=search.threads, advance=tell
        )
        return token.places[one], word.places[two], value

    found = [
        pair(tokens[True], words[True], near=True, tell=advance),
        pair(tokens[True], words[False], near=False, tell=nothing),
        pair(tokens[False], words[True], near=False, tell=nothing),
    ]
    one, two, value = (np.concatenate(column) for column in zip(*found, strict=True))
    return one, two, value


def renderings(read: ReadSpellings, search: Search) -> FoundDoubts:
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
    more = masses.main_of(r.total, a.sound), typo_words(r, a), equal_numbers(r.romanisation, a.romanisation)
    extra = tuple(np.concatenate(column) for column in zip(*more, strict=True))
    kept = read.may_align(extra[0], extra[1] + first)
    extra = extra[0][kept], extra[1][kept]
    token, word, rendered = with_pairs(found, extra, a.symbols, r.ids, emissions.table)
    near = read.blocks.near
    rendered = rendered * share_a_block(token, word + first, near, near)
    doubt = doubts_of_renderings(r, a, (token, word), rendered, masses, search.policy)
    return FoundDoubts(word, token, doubt)


def one_word(read: ReadSpellings, search: Search) -> FoundDoubts:
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
    shared = _sharing_words(r.starts, r.word, scaled, read.vocabulary.priors, alone, least)
    kept = read.may_align(*shared)
    one, two = np.append(token, shared[0][kept]), np.append(other, shared[1][kept])
    pairs = _each_pair_sorted(np.minimum(one, two), np.maximum(one, two), len(r.ids))
    near = read.blocks.near
    are_kin = share_a_block(*pairs, near, near)
    return FoundDoubts(*pairs, doubts_of_one_word(r, r, pairs, are_kin, lexicon, search.policy))


def _each_pair_sorted(one: Longs, two: Longs, width: int) -> tuple[Longs, Longs]:
    """The pairs of two different ones, each once, sorted."""
    keys = np.sort(one * width + two)
    keys = keys[np.diff(keys, prepend=-1) != 0]
    one, two = keys // max(1, width), keys % max(1, width)
    return one[one != two], two[one != two]


@nb.njit(cache=True, nogil=True)
def _sharing_words(
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


def typos(read: ReadSpellings, search: Search) -> FoundDoubts:
    """Persian against Persian: one word in two spellings, or sound keys at most one typo apart."""
    a, s = read.persian, read.spellings
    alone = np.flatnonzero(s.alone[s.latin : s.latin + s.persian])
    one, two, typo = typo_pairs([a.keys[i] for i in alone.tolist()], a.keys)
    same = equal_numbers(a.word, a.word)
    left, right = np.append(alone[one], same[0]), np.append(two, same[1])
    typo = np.append(typo, np.ones(len(same[0])))
    kept = (left != right) & read.may_align(left + s.latin, right + s.latin)
    left, right, typo = left[kept], right[kept], typo[kept]
    return FoundDoubts(left, right, doubts_of_typos(a, a, (left, right), typo, search.policy))


def similar_texts(s: Spellings, vocabulary: Vocabulary, search: Search) -> FoundDoubts:
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
    return _found_doubts(rows)


def _found_doubts(rows: Sequence[tuple[int, int, float]]) -> FoundDoubts:
    left, right, doubt = zip(*rows, strict=True) if rows else ((), (), ())
    return FoundDoubts(np.array(left, np.int64), np.array(right, np.int64), np.array(doubt, np.float64))


def initials(read: ReadSpellings, initial: Bools, search: Search) -> FoundDoubts:
    """Initials against the words that may begin so."""
    s = read.spellings
    known = s.latin + s.persian
    letters = np.flatnonzero(initial[:known]).tolist()
    begin: dict[ScriptedText, list[int]] = defaultdict(list)
    if letters:
        words = np.flatnonzero(~initial[:known]).tolist()
        for one, members in _words_by_beginning(words, s).items():
            for unit in initials_of(*one, read.vocabulary):
                begin[unit] += members
    met = [begin[s.texts[i], s.scripts[i]] for i in letters]
    left = np.repeat(np.array(letters, np.int64), list(map(len, met)))
    right = np.array([word for words in met for word in words], np.int64)
    return FoundDoubts(left, right, np.full(len(left), search.policy.prices.initial))


def _words_by_beginning(words: Iterable[int], s: Spellings) -> dict[ScriptedText, list[int]]:
    """Words by all of one that ``initials_of`` goes by."""
    found: dict[tuple[object, Script], list[int]] = defaultdict(list)
    for word in words:
        text, script = s.texts[word], s.scripts[word]
        start = text[:3] if script is Script.LATIN else (text[0], int(persian_symbols(text[:2])[0]))
        found[start, script].append(word)
    return {(s.texts[members[0]], s.scripts[members[0]]): members for members in found.values()}
