"""Pairs in, what a channel learned from them is worth out, beside the package's own.

Whole words are held out: the channel is learned from the other ones, and both channels explain the
held-out spellings.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..errors import InputError
from ..model.channel import Channel, shipped_channel
from ..model.lexicon import read_words
from ..progress import Advance, Progress, counter, silent
from .attested import Pair, hold_out, words_of
from .channel import train_channel
from .contest import Contest


@dataclass(frozen=True, slots=True)
class Worth:
    """What a channel makes of held-out spellings, each counted once.

    *bits*: the mean of minus log2 of P(spelling | its word), less is better. *right*: the share of
    spellings that no word of another sound explains better than their own, of the lexicon's and the
    held-out ones, all as frequent.
    """

    bits: float
    right: float


@dataclass(frozen=True, slots=True)
class Trial:
    """*words* and *spellings* that were held out, and what the channels made of them."""

    words: int
    spellings: int
    learned: Worth
    shipped: Worth


def try_out(pairs: Sequence[Pair], share: float, *, progress: Progress = silent) -> Trial:
    """Learn from *pairs* without a *share* of the words, in (0, 1), and judge by these.

    Raises ``InputError`` where that holds out no word, or leaves nothing to learn from.
    """
    kept, held = hold_out(pairs, share)
    if not held:
        raise InputError(f"a share of {share:g} of {len(words_of(pairs))} words holds out none of them")
    learned, _ = train_channel(kept, progress=progress)
    advance = counter(progress, "testing", 2 * len(held))
    words = len(words_of(held))
    return Trial(words, len(held), judge(learned, held, advance), judge(shipped_channel(), held, advance))


def judge(channel: Channel, held: Sequence[Pair], advance: Advance) -> Worth:
    """What *channel* makes of the spellings of *held*, at least one."""
    contest = Contest([*words_of(held), *(word.persian for word in read_words())], channel)
    bits, right = [], 0
    for pair in held:
        explained = contest.explain(pair.persian, pair.latin)
        bits.append(explained.bits)
        right += not explained.likelier
        advance(1)
    return Worth(float(np.mean(bits)), right / len(held))
