"""What is usual for many pairs at once against each pair alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.arrays.joins import ByNumber
from namematch.batch.readings import usual_pairs
from namematch.batch.usual import WordUnits
from namematch.model.lexicon import Word
from namematch.model.usual import ALSO, ROMANISED, USUAL, shipped_usual
from namematch.model.vocabulary import Vocabulary
from namematch.text.letters import LATIN

WORDS = Vocabulary(
    (
        Word("عبدالله", "Abdollah"),
        Word("قاسم", "Ghasem"),
        Word("حسین", "Hossein"),
        Word("شیرزاد", ""),
        Word("زینلی", "Zeinali"),
        Word("زینالی", "Zeinali"),
        Word("جان", "Jan", also=("John", "Jon")),
    )
)
UNITS = WordUnits.of(WORDS)
TOKENS = st.lists(
    st.sampled_from(["abdulah", "abdolah", "qasim", "husain", "zeynali", "shirzad", "john", "jon", "jan"])
    | st.text("abdoulhgqsimen", max_size=7)
    | st.text(LATIN, max_size=4),
    max_size=5,
)


@given(TOKENS)
def test_pairs_at_once_are_pairs_alone(texts: list[str]) -> None:
    tokens, table = UNITS.tokens(texts), shipped_usual()
    token, word = (x.ravel() for x in np.mgrid[: len(texts), -1 : len(WORDS.words)])
    found = UNITS.usual(tokens, token, word)
    for t, w, share in zip(token.tolist(), word.tolist(), found.tolist(), strict=True):
        romanisation = str(WORDS.romanisations[w]) if w >= 0 else ""
        expected = 0.0
        if romanisation:
            alone = table.share(table.word(romanisation, WORDS.words[w].persian), table.token(texts[t]))
            expected = ROMANISED * (romanisation == texts[t]) + USUAL * alone
            expected += ALSO * (texts[t] in ("john", "jon") and w == len(WORDS.words) - 1)
        assert share == pytest.approx(expected, rel=1e-12)
    numbers = ByNumber(tokens.key), ByNumber(tokens.also)
    usual = usual_pairs(tokens, numbers, ByNumber(np.arange(len(WORDS.words))), UNITS.key, UNITS)
    pairs = {
        (t, w) for t, w, share in zip(token.tolist(), word.tolist(), found.tolist(), strict=True) if share
    }
    assert set(zip(*(x.tolist() for x in usual), strict=True)) == pairs


def test_a_word_without_romanisation_has_the_channel_alone() -> None:
    channel, usual, word = np.array([0.5, 0.5, 0.5]), np.array([0.0, 0.1, 0.0]), np.array([3, 1, -1])
    assert UNITS.written(channel, usual, word).tolist() == [0.5, (1 - ROMANISED - USUAL) * 0.5 + 0.1, 0.5]
