"""Many tokens read at once against each of them alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namematch.batch.readings import LatinReadings, PersianReadings, PreparedWords, read_latin, read_persian
from namematch.compare.rarity import givenness
from namematch.model.blocks import Blocks
from namematch.model.lexicon import Word
from namematch.model.vocabulary import Vocabulary, shipped_vocabulary
from namematch.progress import silent
from namematch.text.letter_arrays import letters_of
from namematch.text.letters import LATIN, PERSIAN, latin_letters
from namematch.text.scripts import Script

SMALL = Vocabulary(
    (
        Word("علی", "Ali", given=9.0, family=1.0),
        Word("حسین", "Hossein", given=7.0, family=2.0),
        Word("رضایی", "Rezaei", family=4.0, variants=("رضائی",)),
        Word("کرمی", "Karami", family=3.0),
        Word("کریمی", "Karimi", family=6.0),
        Word("صادق", "Sadegh", given=1.0),
        Word("سادق", "Sadegh", given=0.1),  # sounds like the one before, and has its standard romanisation
        Word("آن", "Annabelle", given=0.5),  # more letters than the channel gives two
        Word("شیرزاد", "", family=2.0),  # the romanisation has no spelling of it
        Word("محمد", "Mohammad", given=8.0, variants=("ممد",)),  # which sounds otherwise
        Word("پرویز", "Parviz"),  # nobody bears it
        Word("شریف", "Sharif", given=2.0, gender="m"),
        Word("نرگس", "Narges", given=1.0, gender="f"),  # which no man bears
    )
)
NOTHING = Vocabulary(())
SHIPPED = shipped_vocabulary()
FOLDED = st.text("aeikmrhsndlz", min_size=1, max_size=8) | st.text(LATIN, min_size=1, max_size=6)
LATIN_TEXTS = st.lists(
    st.sampled_from(
        [
            "ali",
            "husain",
            "rezaei",
            "riza",
            "karami",
            "sadegh",
            "anabele",
            "parviz",
            "shirzad",
            "sharifa",
            "nargisa",
        ]
    )
    | FOLDED.map(latin_letters),
    max_size=6,
    unique=True,
)
PERSIAN_TEXTS = st.lists(
    st.sampled_from(
        ["علی", "رضائی", "سادق", "صادق", "کریمم", "حسسین", "شیزاد", "شیرضاد", "ممد", "کربی", "شریفه", "نرگسه"]
    )
    | st.text("حسینعلکرمیصاد", min_size=1, max_size=6)
    | st.text(PERSIAN, min_size=1, max_size=5),
    max_size=6,
    unique=True,
)


def latin_readings(texts: list[str], vocabulary: Vocabulary, *, threads: int = 1) -> LatinReadings:
    prepared, blocks = PreparedWords.of(vocabulary), Blocks.of(letters_of(texts))
    return read_latin(texts, prepared, blocks, threads=threads, progress=silent)


def persian_readings(texts: list[str], vocabulary: Vocabulary) -> PersianReadings:
    return read_persian(texts, PreparedWords.of(vocabulary))


def assert_latin(found: LatinReadings, vocabulary: Vocabulary) -> None:
    shares = found.givenness(vocabulary)
    for t, letters in enumerate(found.texts):
        alone, row = vocabulary.latin(letters), slice(found.starts[t], found.starts[t + 1])
        assert found.total[t] == pytest.approx(alone.total, rel=1e-9)
        assert found.unknown[t] == pytest.approx(alone.unknown, rel=1e-9)
        assert found.word[row].tolist() == alone.words.tolist()
        assert found.joint[row] == pytest.approx(alone.joint, rel=1e-9)
        assert found.token[row].tolist() == [t] * len(alone.words)
        assert found.sound[row].tolist() == vocabulary.sound_classes[1][alone.words].tolist()
        assert found.ids[t].tolist() == alone.ids.ravel().tolist()
        assert shares[t] == pytest.approx(givenness((letters, Script.LATIN), vocabulary))


def assert_persian(found: PersianReadings, vocabulary: Vocabulary) -> None:
    shares = found.givenness(vocabulary)
    for a, letters in enumerate(found.texts):
        alone, row = vocabulary.persian(letters), found.mistyped == a
        assert found.keys[a] == alone.key
        assert (found.word[a], found.sound[a]) == (alone.word, alone.sound)
        assert found.prior[a] == pytest.approx(alone.prior, rel=1e-9)
        assert found.symbols[a].tolist() == alone.symbols.tolist()
        assert found.typo_word[row].tolist() == alone.typo_words.tolist()
        assert found.typo[row] == pytest.approx(alone.typos, rel=1e-9)
        assert shares[a] == pytest.approx(givenness((letters, Script.PERSIAN), vocabulary))
    assert found.mistyped.tolist() == sorted(found.mistyped.tolist())


@pytest.mark.parametrize("vocabulary", [SMALL, NOTHING], ids=["small", "nothing"])
@given(texts=LATIN_TEXTS, threads=st.sampled_from([1, 2]))
def test_latin_tokens_are_read_in_a_list_as_alone(
    vocabulary: Vocabulary, texts: list[str], threads: int
) -> None:
    assert_latin(latin_readings(texts, vocabulary, threads=threads), vocabulary)


@pytest.mark.parametrize("vocabulary", [SMALL, NOTHING], ids=["small", "nothing"])
@given(texts=PERSIAN_TEXTS)
def test_persian_tokens_are_read_in_a_list_as_alone(vocabulary: Vocabulary, texts: list[str]) -> None:
    assert_persian(persian_readings(texts, vocabulary), vocabulary)


@settings(max_examples=25)
@given(LATIN_TEXTS, PERSIAN_TEXTS)
def test_the_shipped_words_are_read_in_a_list_as_alone(latin: list[str], persian: list[str]) -> None:
    assert_latin(latin_readings(latin, SHIPPED), SHIPPED)
    assert_persian(persian_readings(persian, SHIPPED), SHIPPED)


def test_standard_romanisations_of_the_shipped_words_are_read_in_a_list_as_alone() -> None:
    known = dict.fromkeys(text for text in SHIPPED.romanisations[::30].tolist() if text)
    found = latin_readings([*known, "shostrjian", "abdolqafar"], SHIPPED, threads=2)
    assert_latin(found, SHIPPED)
    assert np.count_nonzero(found.parts.romanisation >= 0) == len(known)
