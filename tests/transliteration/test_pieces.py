"""Letters of a word shared out among those of the other script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.model.vocabulary import shipped_vocabulary
from namematch.text.letters import PERSIAN
from namematch.text.normalize import normalize_name
from namematch.text.tables import read_table
from namematch.transliteration.pieces import align_letters, fold_spelling, pieces

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
    columns = ("persian", "latin", "kind", "origin")
    world = {row[0] for row in read_table("world", columns, as_written=("latin",), unique=("persian",))}
    without = [x for x in words if not align_letters(x.persian, fold_spelling(normalize_name(x.latin)))]
    # The names of other tongues (Audrey) are spelled by their own rules.
    own = [x for x in without if x.persian not in world]
    assert len(own) < 0.01 * len(words), [(x.persian, x.latin) for x in own]


def test_every_letter_may_be_written_and_read() -> None:
    known = pieces()
    assert set(known.costs) == set(PERSIAN)
    assert all(
        any((letter, piece) in known.press for piece in costs) for letter, costs in known.costs.items()
    )
