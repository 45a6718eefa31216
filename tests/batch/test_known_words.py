"""Words read ahead: what a vocabulary says of each is what it says of it alone."""

from dataclasses import fields

import numpy as np
import pytest

from namematch.batch.known_words import FEWEST_WORDS, known_words
from namematch.model.vocabulary import Vocabulary, shipped_vocabulary
from namematch.text.scripts import Script, ScriptedText
from tests.support.invented import invented_names

NAMES = list(invented_names(700, 9))
WORDS: list[ScriptedText] = [
    (word, Script.LATIN if word.isascii() else Script.PERSIAN) for name in NAMES for word in name.split()
]
OTHERS: list[ScriptedText] = [
    ("karimi", Script.LATIN), ("کریمی", Script.PERSIAN), ("محمدرضا", Script.PERSIAN),
    ("abdolkarim", Script.LATIN),
    ("김", Script.OTHER), ("a" * 90, Script.LATIN), ("کریمیی", Script.PERSIAN), ("x", Script.LATIN),
]  # fmt: skip


def assert_equal(one: object, two: object) -> None:
    assert type(one) is type(two)
    for each in fields(one):  # type: ignore[arg-type]
        left, right = getattr(one, each.name), getattr(two, each.name)
        if isinstance(left, np.ndarray):
            assert left.dtype == right.dtype
            assert left.tolist() == right.tolist()
        elif isinstance(left, (float, dict)):
            assert left == pytest.approx(right, rel=1e-12)
        else:
            assert left == right


def test_readings_are_those_of_each_word() -> None:
    known, alone = shipped_vocabulary(), Vocabulary(shipped_vocabulary().words)
    with known_words([*WORDS, *OTHERS], known, threads=2):
        ahead = dict(known.ahead)
        assert len(ahead) >= FEWEST_WORDS
        for letters, reading in ahead.items():
            assert known.latin(letters) is reading or known.persian(letters) is reading
            read = alone.latin if letters.isascii() else alone.persian
            assert_equal(reading, read(letters))
    assert not known.ahead


def test_few_words_are_not_read_ahead() -> None:
    with known_words(OTHERS, shipped_vocabulary(), threads=1):
        assert not shipped_vocabulary().ahead


def test_they_are_forgotten_after_an_error_too() -> None:
    vocabulary = shipped_vocabulary()
    with pytest.raises(KeyError), known_words(WORDS, vocabulary, threads=1):
        raise KeyError
    assert not vocabulary.ahead
