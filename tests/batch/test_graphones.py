"""Many words searched at once: as ``transliteration.search`` does each, to the last bit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namematch.batch.graphones import GraphoneLattices
from namematch.model.lexicon import read_words
from namematch.text.letters import LATIN, PERSIAN, latin_letters
from namematch.transliteration.graphones import LATIN_SIGNS, PERSIAN_SIGNS, shipped_graphones
from namematch.transliteration.pieces import fold_spelling
from namematch.transliteration.search import NARROW, WIDE, GraphoneSearch, Width

SEARCH = GraphoneSearch(shipped_graphones())
LATTICES = GraphoneLattices.of(shipped_graphones())
WIDTHS = [NARROW, WIDE, Width(3, 1.0, 2)]
PERSIAN_WORDS = [word.persian for word in read_words()[::150]]
LATIN_WORDS = [fold_spelling(latin_letters(word.latin.lower())) for word in read_words()[::150]]


def read_one_by_one(words: list[str], width: Width) -> None:
    tree = shipped_graphones().latin.tree
    for word, found in zip(words, LATTICES.readings(words, width, 1), strict=True):
        ways = SEARCH._read(word, width)
        assert [way for way, _, _ in found] == ways
        texts = ["".join(piece for _, piece in way.path) for way in ways]
        assert [text for _, text, _ in found] == texts
        assert [cost for _, _, cost in found] == [tree.cost(LATIN_SIGNS[x] for x in text) for text in texts]


def written_one_by_one(words: list[str], width: Width) -> None:
    tree = shipped_graphones().persian.tree
    for word, found in zip(words, LATTICES.writings(words, width, 1), strict=True):
        ways = SEARCH.writings(word, width)
        texts = ["".join(letter for letter, _ in way.path) for way in ways]
        costs = [tree.cost(PERSIAN_SIGNS[x] for x in text) for text in texts]
        assert found == [
            (text, way.cost, way.joint, cost) for text, way, cost in zip(texts, ways, costs, strict=True)
        ]


@pytest.mark.parametrize("width", WIDTHS)
def test_words_are_read_as_one_by_one(width: Width) -> None:
    read_one_by_one(PERSIAN_WORDS, width)


@pytest.mark.parametrize("width", WIDTHS)
def test_words_are_written_as_one_by_one(width: Width) -> None:
    written_one_by_one(LATIN_WORDS, width)


@given(st.lists(st.text(PERSIAN, min_size=1, max_size=12), max_size=6), st.sampled_from(WIDTHS))
@settings(max_examples=40, deadline=None)
def test_any_letters_are_read_as_one_by_one(words: list[str], width: Width) -> None:
    read_one_by_one(words, width)


@given(st.lists(st.text(LATIN, max_size=12), max_size=6), st.sampled_from(WIDTHS))
@settings(max_examples=40, deadline=None)
def test_any_letters_are_written_as_one_by_one(words: list[str], width: Width) -> None:
    written_one_by_one([fold_spelling(word) for word in words], width)


def test_threads_and_blocks_change_nothing() -> None:
    many = LATIN_WORDS * 8
    assert LATTICES.writings(many, NARROW, 2) == LATTICES.writings(LATIN_WORDS, NARROW, 1) * 8
    also = PERSIAN_WORDS * 8
    assert LATTICES.readings(also, NARROW, 2) == LATTICES.readings(PERSIAN_WORDS, NARROW, 1) * 8
    assert LATTICES.readings([], NARROW, 2) == LATTICES.writings([], NARROW, 2) == []
