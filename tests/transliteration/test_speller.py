"""Unknown words spelled letter by letter: laws over any word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.model.channel import shipped_channel
from namematch.text.letters import PERSIAN, latin_letters
from namematch.transliteration.graphones import shipped_graphones
from namematch.transliteration.search import NARROW, WIDE, Width
from namematch.transliteration.speller import Speller

persian_words = st.text(st.sampled_from(PERSIAN), min_size=1, max_size=9)
latin_words = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=1, max_size=9)
SPELLER = Speller(shipped_graphones(), shipped_channel())


@given(persian_words, st.sampled_from([NARROW, WIDE]))
def test_readings_are_shares_and_keep_every_letter(word: str, width: Width) -> None:
    found = SPELLER.readings(word, width)
    assert [x.probability for x in found] == sorted((x.probability for x in found), reverse=True)
    assert sum(x.probability for x in found) == pytest.approx(1)
    for reading in found:
        assert "".join(letter for letter, _ in reading.path) == word
    texts = ["".join(piece for _, piece in reading.path) for reading in found]
    assert len(set(texts)) == len(texts)


@given(latin_words)
def test_persian_spellings_are_shares(word: str) -> None:
    found = SPELLER.persian(latin_letters(word))
    assert sum(share for _, share in found) == pytest.approx(1)
    assert all(0 <= share <= 1 for _, share in found)
    assert len({text for text, _ in found}) == len(found)
