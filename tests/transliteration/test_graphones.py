"""Letters of a word shared out among those of the other script, and what was learned from that."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namematch.errors import TableError
from namematch.model.channel import shipped_channel
from namematch.model.lexicon import Word
from namematch.model.vocabulary import shipped_vocabulary
from namematch.text.letters import PERSIAN, latin_letters
from namematch.text.normalize import normalize_name
from namematch.training.graphones import learn_graphones
from namematch.transliteration.graphones import (
    GRAPHONES_FORMAT,
    align_letters,
    fold_spelling,
    pieces,
    read_graphones,
    shipped_graphones,
)
from namematch.transliteration.speller import (
    NARROW,
    WIDE,
    Speller,
    Width,
    shipped_speller,
)

persian_words = st.text(st.sampled_from(PERSIAN), min_size=1, max_size=9)
latin_words = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=1, max_size=9)

ALIGNED = [
    ("نوری", "nuri", ("n", "u", "r", "i"), "a vowel letter"),
    ("سعید", "said", ("sa", "", "i", "d"), "ain is not written"),
    ("مهدی", "mehdi", ("me", "h", "d", "i"), "a vowel is that of the letter before"),
    ("فاطمه", "fatemeh", ("f", "a", "te", "m", "eh"), "but at the end of a word"),
]
NOT_ALIGNED = [("نوری", "karim"), ("شارل", "charles"), ("", "a")]


@pytest.mark.parametrize(("persian", "latin", "expected", "why"), ALIGNED)
def test_align_letters(persian: str, latin: str, expected: tuple[str, ...], why: str) -> None:
    assert align_letters(persian, latin) == tuple(zip(persian, expected, strict=True)), why


@pytest.mark.parametrize(("persian", "press"), [("امیررضا", "Amirreza"), ("محمدجواد", "Mohammadjavad")])
def test_letters_that_merge_are_aligned(persian: str, press: str) -> None:
    path = align_letters(persian, fold_spelling(normalize_name(press)))
    assert "".join(letter for letter, _ in path) == persian


@pytest.mark.parametrize(("persian", "latin"), NOT_ALIGNED)
def test_what_cannot_be_aligned(persian: str, latin: str) -> None:
    assert align_letters(persian, latin) == ()


@given(persian_words, latin_words)
def test_an_alignment_loses_nothing(persian: str, latin: str) -> None:
    path = align_letters(persian, latin)
    if path:
        assert "".join(letter for letter, _ in path) == persian
        assert "".join(piece for _, piece in path) == latin


def test_nearly_every_word_of_the_lexicon_is_aligned() -> None:
    words = shipped_vocabulary().words
    without = [x for x in words if not align_letters(x.persian, fold_spelling(normalize_name(x.latin)))]
    assert len(without) < 0.01 * len(words), [(x.persian, x.latin) for x in without]


def test_every_letter_may_be_written_and_read() -> None:
    known = pieces()
    assert set(known.costs) == set(PERSIAN)
    assert all(any((letter, piece) in known.press for piece in own) for letter, own in known.costs.items())


def test_words_teach_their_like() -> None:
    pairs = [("کبدان", "kabadan", 1.0), ("لبدان", "labadan", 1.0), ("کردان", "kordan", 1.0)]
    model = learn_graphones(pairs, [Word("نبدان", "Nabadan")])
    speller = Speller(model, shipped_channel())
    assert speller.readings("سبدان")[0].latin == "sabadan"


def test_a_word_counts_once_however_often_it_is_attested() -> None:
    often = learn_graphones([("کبد", "kabad", 50.0), ("لبد", "lebed", 1.0)], [])
    once = learn_graphones([("کبد", "kabad", 1.0), ("لبد", "lebed", 1.0)], [])
    assert often.graphones.stored("x").keys() == once.graphones.stored("x").keys()
    for name, values in once.graphones.stored("x").items():
        assert np.array_equal(often.graphones.stored("x")[name], values)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    model = learn_graphones([("کبد", "kabad", 1.0)], [])
    model.write(tmp_path / "graphones.npz")
    again = Speller(read_graphones(tmp_path / "graphones.npz"), shipped_channel())
    assert again.readings("کبک") == Speller(model, shipped_channel()).readings("کبک")


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "graphones.npz"
    path.write_bytes(b"no zip")
    with pytest.raises(TableError, match="not a table of graphones"):
        read_graphones(path)
    np.savez_compressed(path, format=np.array(GRAPHONES_FORMAT + 1))
    with pytest.raises(TableError, match=f"format .* is not {GRAPHONES_FORMAT}"):
        read_graphones(path)
    np.savez_compressed(path, format=np.array(GRAPHONES_FORMAT), inventory=np.array(["ب x"]))
    with pytest.raises(TableError, match=r"another press\.tsv"):
        read_graphones(path)
    inventory = np.array([f"{letter} {piece}" for letter, piece in pieces().signs])
    np.savez_compressed(path, format=np.array(GRAPHONES_FORMAT), inventory=inventory)
    with pytest.raises(TableError, match="no table 'graphones_parent'"):
        read_graphones(path)


def test_the_shipped_model_is_small() -> None:
    model = shipped_graphones()
    assert all(10_000 < len(ngrams) < 60_000 for ngrams in model)


@settings(deadline=None)
@given(persian_words, st.sampled_from([NARROW, WIDE]))
def test_readings_are_shares_and_keep_every_letter(word: str, width: Width) -> None:
    found = shipped_speller().readings(word, width)
    assert [x.probability for x in found] == sorted((x.probability for x in found), reverse=True)
    assert sum(x.probability for x in found) == pytest.approx(1)
    for reading in found:
        assert "".join(letter for letter, _ in reading.path) == word
    texts = ["".join(piece for _, piece in reading.path) for reading in found]
    assert len(set(texts)) == len(texts)


@settings(deadline=None)
@given(latin_words)
def test_persian_spellings_are_shares(word: str) -> None:
    found = shipped_speller().persian(latin_letters(word))
    assert sum(share for _, share in found) == pytest.approx(1)
    assert all(0 <= share <= 1 for _, share in found)
    assert len({text for text, _ in found}) == len(found)
