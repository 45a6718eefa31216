"""What a channel of one's own is worth beside the package's."""

from pathlib import Path

import pytest

from namematch.errors import InputError
from namematch.model.channel import Channel, shipped_channel
from namematch.progress import Advance
from namematch.training.attested import Pair, hold_out, read_pairs
from namematch.training.evaluation import judge, try_out

PAIRS = read_pairs(Path(__file__).parents[1] / "tables" / "pairs.tsv")


def nothing(_: int) -> None:
    """Advance without anybody to tell."""


def test_words_are_held_out_from_what_is_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    taught: list[Pair] = []

    def learn(pairs: list[Pair], **_: object) -> tuple[Channel, float]:
        taught.extend(pairs)
        return shipped_channel(), 0.0

    monkeypatch.setattr("namematch.training.evaluation.train_channel", learn)
    trial = try_out(PAIRS, 0.3)
    kept, held = hold_out(PAIRS, 0.3)
    assert taught == kept
    assert (trial.words, trial.spellings) == (len({pair.persian for pair in held}), len(held))
    assert trial.learned == trial.shipped  # by the same channel


def test_a_channel_that_knows_the_style_is_worth_more() -> None:
    """One style writes z for r: the package's channel cannot know, what is learned here does."""
    odd = [Pair(pair.persian, pair.latin.replace("r", "z"), pair.weight) for pair in PAIRS]
    odd = [pair for pair in odd if "ر" in pair.persian]
    trial = try_out(odd, 0.25)
    assert trial.learned.bits < trial.shipped.bits
    assert trial.learned.right >= trial.shipped.right


def test_the_worth_of_a_channel_by_hand() -> None:
    channel = shipped_channel()
    good, bad = Pair("کریمی", "karimi", 9.0), Pair("کریمی", "karami", 1.0)
    assert judge(channel, [good], nothing).right == 1.0
    assert judge(channel, [bad], nothing).right == 0.0
    both = judge(channel, [good, bad], nothing)
    assert both.right == 0.5
    alone = [judge(channel, [pair], nothing).bits for pair in (good, bad)]
    assert both.bits == pytest.approx(sum(alone) / 2)  # each spelling counts once, whatever its weight


def test_progress_is_told_for_each_spelling() -> None:
    told: list[int] = []
    advance: Advance = told.append
    judge(shipped_channel(), PAIRS[:3], advance)
    assert told == [1, 1, 1]


def test_a_share_that_holds_out_nothing_is_refused() -> None:
    with pytest.raises(InputError, match=r"share of 0\.001 of 1 words"):
        try_out(PAIRS[:1], 0.001)
