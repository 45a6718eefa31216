"""The channel checks the lexicon: wrong spellings that are put in come out on top."""

from dataclasses import replace
from random import Random

import pytest

from namematch.model.lexicon import Word, read_words
from namematch.model.vocabulary import Vocabulary
from namematch.training.doubtful import doubtful_words


def test_a_spelling_of_another_word_comes_out_on_top() -> None:
    words = {word.persian: word for word in read_words()}
    misspelled = {"کریمی": "Karami", "حسین": "Hassan", "مهدی": "Hadi", "شهرام": "Shahrokh", "رحیمی": "Karimi"}
    wrong = [replace(words[persian], latin=latin) for persian, latin in misspelled.items()]
    kept = [word for word in Random(1).sample(list(words.values()), 1000) if word.persian not in misspelled]
    competing = [words[x] for x in ("کرمی", "حسن", "هادی", "شاهرخ") if words[x] not in kept]
    found = doubtful_words(Vocabulary((*wrong, *kept, *competing)))
    place = {word.persian: i for i, word in enumerate(found)}
    assert {word: place[word] for word in misspelled if place[word] > 60} == {}
    named = {word.persian: word.likelier for word in found}
    assert [named[x] for x in ("کریمی", "حسین", "مهدی", "شهرام")] == ["کرمی", "حسن", "هادی", "شاهرخ"]


def test_variants_are_checked_too_and_the_worst_come_first() -> None:
    words = (
        Word("رضا", "Reza", 1.0, 0.0, ("رظا", "حسن")),
        Word("علی", "Ali", 1.0),
        Word("امید", "Omid", 1.0),
    )
    found = doubtful_words(Vocabulary(words))
    assert sorted(word.persian for word in found) == sorted(["رضا", "رظا", "حسن", "علی", "امید"])
    assert found[0].persian == "حسن"
    assert [word.doubt for word in found] == sorted((word.doubt for word in found), reverse=True)
    for word in found:
        assert word.doubt == pytest.approx(word.surprise + word.lead)
        assert (word.lead > 0) == (word.likelier != "")


def test_progress_counts_the_words() -> None:
    told: list[tuple[int, int]] = []
    doubtful_words(
        Vocabulary((Word("علی", "Ali"), Word("رضا", "Reza"))), progress=lambda _, *x: told.append(x)
    )
    assert told == [(0, 2), (1, 2), (2, 2)]
