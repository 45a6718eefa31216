"""The words of a list beside those of the lexicon."""

import numpy as np
import pytest

from namematch.batch.all_pairs import score_list
from namematch.batch.list_words import with_list_words
from namematch.compare.names import compare_names
from namematch.dedupe.records import dedupe_names
from namematch.model.vocabulary import Vocabulary, shipped_vocabulary
from namematch.names.parse import parse_name
from namematch.names.table import tabulate
from namematch.policy import Policy
from namematch.progress import silent

LEXICON = shipped_vocabulary()
NEW = "زنگبارچی"  # no lexicon has it


def vocabulary_of(texts: list[str], times: list[int] | None = None, repeats: int = 2) -> Vocabulary:
    names = tabulate([parse_name(text) for text in texts])
    often = np.array(times or [1] * len(texts), np.int64)
    return with_list_words(LEXICON, names, often, repeats=repeats)


def added(vocabulary: Vocabulary) -> set[str]:
    return {word.persian for word in vocabulary.words[len(LEXICON.words) :]}


@pytest.mark.parametrize(
    ("texts", "times", "words"),
    [
        ([f"علی {NEW}", f"رضا {NEW}"], [1, 1], {NEW}),  # twice in two names
        ([f"علی {NEW}"], [2], {NEW}),  # twice in one name
        ([f"علی {NEW}"], [1], set()),  # once
        (["علی کریمی", "رضا کریمی"], [1, 1], set()),  # the lexicon has it
        (["Ali Zangbarchi", "Reza Zangbarchi"], [1, 1], set()),  # in Latin letters: not a spelling of its own
        (["ا کریمی", "ا کریمی"], [1, 1], set()),  # an initial
        ([f"دکتر {NEW} کریمی", f"دکتر {NEW} رضایی"], [1, 1], {NEW}),  # a title is no word of it
    ],
)
def test_words_that_a_list_repeats(texts, times, words):
    assert added(vocabulary_of(texts, times)) == words


def test_a_typo_of_a_far_more_frequent_word_is_none():
    typo = NEW.replace("ن", "", 1)
    assert added(vocabulary_of([f"علی {NEW}", f"علی {typo}"], [100, 3])) == {NEW}
    assert added(vocabulary_of([f"علی {NEW}", f"علی {typo}"], [50, 3])) == {NEW, typo}
    assert added(vocabulary_of(["علی کریمی", "علی کرمیی"], [1000, 3])) == set()


@pytest.mark.parametrize(
    ("word", "misspelled"),
    [("محمدرضا", "محمدرظا"), ("عبدالستار", "عبدالستر"), ("ابوالقاسم", "ابولقاسم"), ("نصرالله", "نصراله")],
)
def test_a_misspelling_that_a_list_repeats_is_no_word_against_the_one_meant(word, misspelled):
    names = [f"{word} کریمی", f"{misspelled} کریمی"]
    assert added(vocabulary_of(names, [5, 5])) == set()
    assert len(dedupe_names([names[0], *[names[1]] * 5]).persons) == 1


def test_a_known_word_that_a_list_hardly_has_makes_no_misspelling_of_another():
    assert added(vocabulary_of(["محمدرضا کریمی", "محمدرظا کریمی"], [1, 11])) == {"محمدرظا"}


def test_nothing_to_add_gives_the_same_vocabulary():
    assert vocabulary_of(["علی کریمی"] * 3) is LEXICON
    assert vocabulary_of([f"علی {NEW}"] * 3, repeats=0) is LEXICON
    assert vocabulary_of([]) is LEXICON


def test_how_frequent_a_word_is_is_told_by_the_list():
    words = vocabulary_of([f"علی {NEW}", "علی کریمی"], [90, 10_000])
    new = words.word(NEW)
    assert new.given == 0.0 < new.family
    often = vocabulary_of([f"علی {NEW}", "علی کریمی"], [900, 10_000])
    assert often.word(NEW).family > new.family


def test_a_word_of_the_list_competes():
    """Saremi is صارمی where the list has it, and not سرامی."""
    texts = ["علی صارمی", "علی سرامی"]
    plain, known = LEXICON, vocabulary_of(texts, [5, 5])
    assert added(known)
    spelled = "Ali Saremi"
    right, wrong = (
        [compare_names(spelled, text, vocabulary=words).doubt for text in texts] for words in (plain, known)
    )
    assert wrong[1] - wrong[0] > right[1] - right[0]


def test_a_result_gives_its_bits_again_by_its_vocabulary_and_policy():
    texts = [f"علی {NEW}", f"حسن {NEW}", "Ali Zangbarchi", "Hasan Zangebarchi", "Ali Zangibarchi"]
    result = dedupe_names(texts)
    assert added(result.vocabulary) == {NEW}
    names = [parse_name(text) for text in texts]
    pairs = score_list(names, policy=result.policy, vocabulary=result.vocabulary, progress=silent)
    assert len(pairs.left) > 2
    for a, b, bits in zip(pairs.left, pairs.right, pairs.bits, strict=True):
        alone = compare_names(names[a], names[b], policy=result.policy, vocabulary=result.vocabulary)
        assert alone.bits == pytest.approx(bits, abs=1e-6)


def test_without_repeats_the_lexicon_stays_alone():
    result = dedupe_names([f"علی {NEW}", f"حسن {NEW}"], policy=Policy(repeats=0))
    assert result.vocabulary is LEXICON
