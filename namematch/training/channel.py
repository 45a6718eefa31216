"""Attested pairs (Persian token, Latin token) in, the learned tables of the channel out.

EM over all ways to share a Latin token out among the letters of a Persian one, each letter emitting
nought to three (Ristad and Yianilos, "Learning string-edit distance", 1998; Knight and Graehl,
"Machine transliteration", 1998). A pair that chance explains as well as the model does counts
little, so that a wrong partner or a middle name on one side teaches nothing. Deterministic.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..arrays.dtypes import Floats, Ints
from ..errors import InputError
from ..model.channel import (
    BEGIN_END,
    CONTEXTS,
    FOLLOWED_BY,
    LATIN_CONTEXTS,
    LONGEST_EMISSION,
    OTHER_TRIPLE,
    SHORT_SUBSTRINGS,
    Channel,
    latin_symbols,
    persian_symbols,
)
from ..model.forward import forward
from ..model.lexicon import read_words
from ..model.vocabulary import Vocabulary
from ..progress import Advance, Progress, counter, silent
from ..text.letters import LATIN, PERSIAN, VOWELS
from .attested import Pair, rewritten, words_of

ROUNDS_FREE, ROUNDS_CONTEXT = 7, 5
NOISE = 1e-2  # prior odds that a pair is no pair at all
CONTEXT_PSEUDOCOUNT = 5.0  # how many sightings of a letter in a context outweigh the letter alone
TYPO_SHARE = 1e-3  # of each letter's mass, left for what no pair showed
EXCHANGED, LEFT_OUT = 2e-3, 3e-3  # of each letter's mass, for typos
LENGTHS = (0.30, 0.50, 0.18, 0.02)  # of an emission, before anything is learned
VOWEL_LETTERS = "ءآاعوهیئ"  # letters that may stand for vowels alone, or for none
SPELLINGS_PER_WORD = 12  # Latin-Latin pairs drawn from one word at most
STEPS = 2 * (ROUNDS_FREE + ROUNDS_CONTEXT)  # of EM in a round of learning: both tables


@dataclass(frozen=True, slots=True)
class Block:
    """Pairs of one shape, side by side: *symbols* (n, I), *ids* (n, J + 1, 4), *weight*, *chance*."""

    symbols: Ints
    ids: Ints
    weight: Floats
    chance: Floats


def blocks_of(pairs: Sequence[tuple[Ints, str, float]], channel_index: Channel) -> list[Block]:
    """Group (symbols, Latin letters, weight) by their two lengths, so that EM runs on whole arrays."""
    unigram = _unigram(text for _, text, _ in pairs)
    groups: dict[tuple[int, int], list[tuple[Ints, Ints, float, float]]] = defaultdict(list)
    for symbols, text, weight in pairs:
        chance = float(np.exp(sum(unigram[x] for x in text)))
        groups[len(symbols), len(text)].append((symbols, channel_index.substrings(text), weight, chance))
    return [
        Block(*(np.array(column) for column in zip(*group, strict=True)))
        for _, group in sorted(groups.items())
    ]


def _unigram(texts: Iterable[str]) -> dict[str, float]:
    counts = dict.fromkeys(LATIN, 1.0)
    for text in texts:
        for letter in text:
            counts[letter] += 1
    total = sum(counts.values())
    return {letter: float(np.log(count / total)) for letter, count in counts.items()}


def expected_counts(blocks: Iterable[Block], table: Floats) -> tuple[Floats, float]:
    """One E-step: expected emissions, shape of *table*, and the mean log-likelihood of a pair."""
    counts = np.zeros(table.size)
    total = weights = 0.0
    for block in blocks:
        reached, z = _forward(block, table)
        trust = block.weight * z / (z + NOISE * block.chance)
        for cells, mass in _emitted(block, table, reached):
            np.add.at(counts, cells, mass * (trust / z)[:, None])
        total += float(trust @ np.log(z))
        weights += float(trust.sum())
    return counts.reshape(table.shape), total / weights


def _forward(block: Block, table: Floats) -> tuple[list[Floats], Floats]:
    """Forward sums after each letter of the word, each (n, J + 1), and P(token | word), (n,)."""
    ids = block.ids.transpose(1, 2, 0)[:, :, None]
    reached = forward(table[ids, block.symbols.T])
    # A pair that no alignment allows (a typo, a wrong partner) has no probability and teaches nothing.
    return [state.T for state in reached], np.maximum(reached[-1, -1], np.finfo(np.float64).tiny)


def _emitted(
    block: Block, table: Floats, reached: list[Floats]
) -> Iterator[tuple[NDArray[np.int64], Floats]]:
    """Backward pass: for each letter and length, the cells of the table and their mass, (n, places)."""
    symbols = table.shape[1]
    ahead = np.zeros(block.ids.shape[:2])
    ahead[:, -1] = 1.0
    for i in range(block.symbols.shape[1] - 1, -1, -1):
        symbol = block.symbols[:, i][:, None]
        before = np.zeros_like(ahead)
        for k in range(LONGEST_EMISSION + 1):
            ids = block.ids[:, k:, k].astype(np.int64)
            mass = table[ids, symbol] * ahead[:, k:]
            from_here = reached[i][:, : ids.shape[1]] * mass
            yield ids * symbols + symbol, from_here
            before[:, : ids.shape[1]] += mass
        ahead = before


def untaught(triples: int) -> Floats:
    """Probability of each substring before anything is learned: by its length alone, (substrings,)."""
    sizes = (1, len(LATIN), len(LATIN) ** 2, len(LATIN) ** 3)
    each = [share / size for share, size in zip(LENGTHS, sizes, strict=True)]
    counts = (1, sizes[1], sizes[2], 1 + triples)
    return np.concatenate([np.full(n, p) for n, p in zip(counts, each, strict=True)])


def one_vowel_each(substrings: Sequence[str]) -> Floats:
    """1 where a Persian letter may begin with a substring's probability, else 0; (substrings, letters).

    A consonant brings one vowel at most. Else EM lets س say all of "sei" and ی nothing, and حسین
    might as well be Hasan.
    """
    vowels = np.array([sum(letter in VOWELS for letter in text) for text in substrings])
    consonant = np.array([letter not in VOWEL_LETTERS for letter in PERSIAN])
    return np.where((vowels[:, None] > 1) & consonant, 0.0, 1.0)


def long_vowels_sound(substrings: Sequence[str]) -> Floats:
    """1 where a Persian letter in its context may have a substring's probability, else 0, (substrings,
    symbols): within a word ی is no a, o or u, و is no a, e or i, and ا is no i.

    One record in a hundred has another word beside a spelling: from these EM learns that ی is now and then an
    "a", and ژیلا might as well be Zhala. At the end ی is an a in مصطفی, at the head ا is any vowel.
    """
    allowed = np.ones((len(substrings), len(PERSIAN), CONTEXTS))
    within = [c for c in range(CONTEXTS) if c // 2 != FOLLOWED_BY[""]]
    later = [c for c in range(CONTEXTS) if c % 2 == 0]
    for letter, sounds, contexts in (("ی", "ie", within), ("و", "ou", range(CONTEXTS)), ("ا", "aeou", later)):
        other = np.array([bool(text) and set(text) <= set(VOWELS) - set(sounds) for text in substrings])
        for context in contexts:
            allowed[other, PERSIAN.index(letter), context] = 0.0
    return allowed.reshape(len(substrings), -1)


def learn_free(blocks: list[Block], start: Floats, advance: Advance) -> Floats:
    """EM without context: emissions of each letter, smoothed by those of all, shape of *start*."""
    table = start
    counts = table
    for _ in range(ROUNDS_FREE):
        counts, _fit = expected_counts(blocks, table)
        table = (counts + 1e-12) / (counts.sum(0) + 1e-9)
        advance(1)
    everyone = (counts.sum(1) / counts.sum())[:, None] * (start > 0)
    anything = 0.7 * everyone + 0.3 * start.max(1, keepdims=True)
    table = (counts + 5 * everyone + 2 * start) / (counts.sum(0) + 7)
    learned: Floats = (1 - TYPO_SHARE) * table + TYPO_SHARE * anything
    return learned


def with_typos(table: Floats, index: Mapping[str, int]) -> Floats:
    """*table* (substrings, symbols) of hands that now and then exchange two letters of an emission, or
    leave out the word's next letter, which then seems to come out of this one (شیزاد, Shirzad)."""
    anyone = table.mean(1)
    seen = len(index) - len(SHORT_SUBSTRINGS)
    unseen = len(LATIN) ** 3 - seen  # triples, for each of which OTHER_TRIPLE stands
    exchanged, more = np.zeros_like(table), np.zeros_like(table)
    for text, i in index.items():
        for k in range(len(text) - 1):
            other = text[:k] + text[k + 1] + text[k] + text[k + 2 :]
            share = table[i] / (len(text) - 1)
            if other in index:
                exchanged[index[other]] += share
            else:
                exchanged[OTHER_TRIPLE] += share / unseen
        for k in range(1, len(text) + 1):
            more[i] += 0.5 * table[index[text[:-k]]] * anyone[index[text[-k:]]]
            more[i] += 0.5 * table[index[text[k:]]] * anyone[index[text[:k]]]
    return (1 - EXCHANGED - LEFT_OUT) * table + EXCHANGED * exchanged + LEFT_OUT * more


def learn_context(
    blocks: list[Block], free: Floats, allowed: Floats, advance: Advance
) -> tuple[Floats, float]:
    """EM with contexts; *free* (substrings, symbols) is what each symbol falls back on, *allowed* what it may
    emit but by a slip."""
    usual, fit = free * allowed / (free * allowed).sum(0), 0.0
    table = usual
    for _ in range(ROUNDS_CONTEXT):
        counts, fit = expected_counts(blocks, table)
        table = (counts + CONTEXT_PSEUDOCOUNT * usual) / (counts.sum(0) + CONTEXT_PSEUDOCOUNT)
        advance(1)
    return (1 - TYPO_SHARE) * table + TYPO_SHARE * free, fit


def letter_nats(texts: Iterable[tuple[str, float]], alphabet: str) -> Floats:
    """Minus log probabilities of interpolated letter trigrams, (n, n, n); 0 is begin and end."""
    n = len(alphabet) + 1
    index = {letter: i for i, letter in enumerate(alphabet, 1)}
    counts = np.zeros((n, n, n))
    for text, weight in texts:
        first = second = BEGIN_END
        for letter in (*(index[x] for x in text), BEGIN_END):
            counts[first, second, letter] += weight
            first, second = second, letter
    pairs = counts.sum(0)
    singles = pairs.sum(0) + 0.1
    one = singles / singles.sum()
    two = (pairs + 5 * one) / (pairs.sum(1, keepdims=True) + 5)
    three: Floats = (counts + 5 * two[None]) / (counts.sum(2, keepdims=True) + 5)
    return -np.log(three)


def spelling_pairs(pairs: Iterable[Pair]) -> list[tuple[str, str]]:
    """Two Latin spellings of one Persian word, drawn by weight with a fixed seed."""
    spelled: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for pair in pairs:
        spelled[pair.persian][pair.latin] += pair.weight
    draw = np.random.default_rng(0)
    drawn = []
    for _, weights in sorted(spelled.items()):
        texts = sorted(weights)
        share = np.array([weights[text] for text in texts])
        # Where another word explains every spelling of a word infinitely better, its pairs weigh nothing.
        if len(texts) > 1 and share.any():
            for _ in range(min(SPELLINGS_PER_WORD, 2 * len(texts))):
                one, two = draw.choice(len(texts), 2, p=share / share.sum())
                drawn.append((texts[one], texts[two]))
    return drawn


def train_channel(pairs: Sequence[Pair], *, progress: Progress = silent) -> tuple[Channel, float]:
    """Learn the channel from *pairs*: the tables and the mean log-likelihood of a pair in nats.

    Learned twice: what the first channel finds better explained by another word counts less for the
    second. Raises ``InputError`` where no word has two Latin spellings.
    """
    first, _ = learn_channel(pairs, counter(progress, "learning", STEPS))
    believed = less_likely_typos(pairs, first, counter(progress, "weighing pairs", len(pairs)))
    return learn_channel(believed, counter(progress, "learning again", STEPS))


def learn_channel(pairs: Sequence[Pair], advance: Advance) -> tuple[Channel, float]:
    """One round of learning from weighted *pairs*, other styles' rewritings included."""
    everything = list(rewritten(pairs))
    drawn = [(latin_symbols(one), two, 1.0) for one, two in spelling_pairs(everything)]
    if not drawn:
        raise InputError("no Persian word with two Latin spellings to learn from")
    triples = sorted({p.latin[i : i + 3] for p in everything for i in range(len(p.latin) - 2)})
    start = untaught(len(triples))
    empty = np.zeros((len(start), 0))
    index = Channel.of(triples, empty, empty, np.zeros((1, 1, 1)), np.zeros((1, 1, 1)))

    shown = [(persian_symbols(p.persian), p.latin, p.weight) for p in everything]
    allowed = one_vowel_each([*SHORT_SUBSTRINGS, "", *triples])
    sounding = long_vowels_sound([*SHORT_SUBSTRINGS, "", *triples])
    persian, fit = learn_table(blocks_of(shown, index), start[:, None] * allowed, sounding, advance)
    anything = np.repeat(start[:, None], len(LATIN), axis=1)
    whatever = np.ones((len(start), len(LATIN) * LATIN_CONTEXTS))
    latin, _ = learn_table(blocks_of(drawn, index), anything, whatever, advance)

    # The letter models stand for words that nobody knows, so a frequent word counts once: Ali must not
    # be what an unknown word looks like.
    latin_nats = letter_nats([(p.latin, min(1.0, p.weight)) for p in everything], LATIN)
    persian_nats = letter_nats([(word, 1.0) for word in words_of(pairs)], PERSIAN)
    tables = with_typos(persian, index.index), with_typos(latin, index.index)
    return Channel.of(triples, *tables, latin_nats, persian_nats), fit


def learn_table(
    blocks: list[Block], start: Floats, allowed: Floats, advance: Advance
) -> tuple[Floats, float]:
    """A table of letters in their contexts from blocks of such symbols, and how well it fits.

    *start*: what each letter begins with, shape (substrings, letters); *allowed*: 1 for what a symbol may
    emit but by a slip, else 0, shape (substrings, symbols).
    """
    contexts = allowed.shape[1] // start.shape[1]
    letters = [Block(b.symbols // contexts, b.ids, b.weight, b.chance) for b in blocks]
    free = learn_free(letters, start, advance)
    return learn_context(blocks, np.repeat(free, contexts, axis=1), allowed, advance)


def less_likely_typos(pairs: Iterable[Pair], channel: Channel, advance: Advance) -> list[Pair]:
    """*pairs* weighted by how much better the word explains the spelling than every other word does.

    One record in a hundred has کریمی beside Karami: taken at its word, it teaches that ی is often
    "a", and two frequent names are no longer told apart.
    """
    vocabulary = Vocabulary(read_words(), channel)
    believed = []
    for pair in pairs:
        trust = _trust(pair.persian, pair.latin, vocabulary)
        believed.append(Pair(pair.persian, pair.latin, pair.weight * trust))
        advance(1)
    return believed


def _trust(persian: str, latin: str, vocabulary: Vocabulary) -> float:
    word, reading = vocabulary.persian(persian), vocabulary.latin(latin)
    by_word = vocabulary.rendering(word, reading)
    others = vocabulary.sound_classes[1][reading.words] != word.sound
    by_others = (reading.joint / vocabulary.priors[reading.words])[others]
    return by_word / (by_word + float(by_others.max(initial=0.0)) + np.finfo(np.float64).tiny)
