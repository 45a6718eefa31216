"""The ablations: what is taken away is taken away, and put back."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.accuracy import ablations
from benchmarks.accuracy.held_out import vocabulary_without
from benchmarks.accuracy.retrieval import make_sides
from namematch import Policy, Vocabulary, compare_names
from namematch.model.channel import shipped_channel
from namematch.model.lexicon import read_words
from namematch.text.letters import LATIN, PERSIAN
from namematch.training import channel as train
from namematch.training.attested import rewritten

pytestmark = pytest.mark.benchmarks

WORDS = read_words()
SIDES = make_sides(30, seed=2)


def test_the_library_as_it_is_loses_nothing() -> None:
    found = ablations.measure("", SIDES, WORDS, shipped_channel(), Policy())
    assert 0.9 < found.f1 <= 1
    assert found.auc > 0.99
    assert found.same is not None


@pytest.mark.parametrize("without", ablations.WORDS)
def test_without_what_the_words_say_contrast_is_lost(without: str) -> None:
    whole, _ = ablations.contrasts(WORDS, shipped_channel(), Policy())
    words = [ablations.WORDS[without](word) for word in WORDS]
    assert ablations.contrasts(words, shipped_channel(), Policy())[0] < whole


def test_without_competing_words_chance_alone_competes() -> None:
    words = Vocabulary(tuple(map(ablations.weightless, WORDS)))
    reading = words.latin("karimi")
    assert reading.total == reading.unknown
    assert compare_names("Ali Karmi", "علی کریمی", vocabulary=words).doubt < 3
    assert compare_names("Ali Karmi", "علی کریمی").doubt > 6


def test_without_structure_an_order_is_another_name() -> None:
    policy = Policy(prices=ablations.AS_WRITTEN)
    assert compare_names("Karimi Ali", "علی کریمی", policy=policy).verdict == "different"
    assert compare_names("Ali Karimi", "علی کریمی", policy=policy).verdict == "same"


def test_constants_of_training_are_put_back() -> None:
    for constants in ablations.LEARNING.values():
        with ablations.changed(train, constants):
            assert all(getattr(train, name) is value for name, value in constants.items())
    assert train.rewritten is rewritten
    with pytest.raises(ZeroDivisionError), ablations.changed(train, {"NOISE": 0.5}):
        raise ZeroDivisionError
    assert train.NOISE != 0.5


def test_what_is_unknown_is_not_learned() -> None:
    known = {word.persian for word in vocabulary_without(ablations.UNKNOWN).words}
    taught = {pair.persian for pair in ablations.pairs_of(None)}
    shown = {pair.persian for pairs in ablations.spelled_in_styles().values() for pair in pairs}
    assert taught <= known
    assert len(shown - taught) > 0.1 * len(shown)


def test_every_style_but_three_has_styles_like_it() -> None:
    styles = ablations.spelled_in_styles()
    assert set(ablations.LIKE) == set(styles) - {"english", "informal", "swedish"}
    for pairs in styles.values():
        assert all(set(pair.latin) <= set(LATIN) and set(pair.persian) <= set(PERSIAN) for pair in pairs)


def test_a_pair_without_evidence_has_most_doubt() -> None:
    assert ablations.doubts(replace(compare_names("Ali", "Ali"), evidence=())) == [Policy().most_doubt]
    brothers = compare_names("Hassan Karimi", "حسین کریمی")
    product, worst, average, _ = (way(brothers) for way in ablations.WAYS.values())
    assert product >= worst > average


def test_errors_of_calibration() -> None:
    hit = np.array([True] * 8 + [False] * 2)
    assert ablations.error_of(np.full(10, 0.8), hit) <= 0.5
    assert ablations.error_of(np.append(np.ones(8), np.full(2, 0.001)), hit) == 0.0
