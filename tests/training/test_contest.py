"""Which word explains a spelling better than its own."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.model.channel import likelihood, persian_symbols, shipped_channel
from namematch.model.vocabulary import shipped_vocabulary
from namematch.text.consonants import are_candidates
from namematch.text.letters import sound_key
from namematch.training.contest import Contest

CHANNEL = shipped_channel()
WORDS = ["کریمی", "کرمی", "رحیمی", "صادق", "سادغ", "علی", "حسین", "حسن"]
CONTEST = Contest(WORDS, CHANNEL)
LETTERS = st.text("aehiklmnorsz", min_size=1, max_size=8)


def bits(persian: str, latin: str) -> float:
    chance = likelihood(persian_symbols(persian), CHANNEL.substrings(latin), CHANNEL.persian)
    return -log2(max(chance, 1e-300))


@given(st.sampled_from([*WORDS, "نیما"]), LETTERS)
def test_the_likeliest_other_word_is_named(persian: str, latin: str) -> None:
    """Slow twin: every other word that is kin of the spelling, one after the other."""
    own = bits(persian, latin)
    others = {
        word: bits(word, latin)
        for word in WORDS
        if sound_key(word) != sound_key(persian) and are_candidates(word, latin)
    }
    best = min(others, key=others.__getitem__, default="")
    found = CONTEST.explain(persian, latin)
    assert found.bits == pytest.approx(own)
    if best and others[best] < own - 1e-6:
        assert found.likelier == best
        assert found.lead == pytest.approx(own - others[best])
    elif not best or others[best] > own + 1e-6:
        assert (found.likelier, found.lead) == ("", 0.0)


@pytest.mark.parametrize(
    ("persian", "latin", "likelier"),
    [
        ("کریمی", "karimi", ""),
        ("کریمی", "karami", "کرمی"),
        ("حسین", "hasan", "حسن"),
        ("صادق", "sadegh", ""),  # سادغ sounds like it
    ],
)
def test_a_wrong_word_is_found_out(persian: str, latin: str, likelier: str) -> None:
    assert CONTEST.explain(persian, latin).likelier == likelier


def test_alone_a_word_wins() -> None:
    assert Contest([], CHANNEL).explain("علی", "hossein").likelier == ""


def test_compiled_code_finds_the_same() -> None:
    """A contest of many words goes over to compiled code after some hundred questions."""
    words = [word.persian for word in shipped_vocabulary().words]
    asked = [(word, latin) for word in words[:100] for latin in ("karami", "hosseini")]
    long, short = Contest(words, CHANNEL), Contest(words, CHANNEL)
    before = [short.explain(*pair) for pair in asked[:20]]
    for pair in asked:
        long.explain(*pair)
    assert long.hurried
    after = [long.explain(*pair) for pair in asked[:20]]
    assert [(x.likelier, pytest.approx(x.lead)) for x in after] == [(x.likelier, x.lead) for x in before]
