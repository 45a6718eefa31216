"""Loops give the same answers plain and compiled, to the last bit; and a call chooses once."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namematch import NameIndex, dedupe_names, match_names
from namematch.arrays import running
from namematch.arrays.choice import chosen, runs_compiled, workers
from namematch.arrays.running import PLAIN_UP_TO, kernels_for
from namematch.batch.all_pairs import score_list
from namematch.batch.rehearsal import NAMES
from namematch.batch.typos import TypoKeys
from namematch.model.compiled_forward import likelihood_of_pairs, probable_pairs
from namematch.model.vocabulary import shipped_vocabulary
from namematch.names.parse import parse_name
from namematch.policy import Policy
from namematch.progress import silent
from namematch.text.letter_arrays import letters_of
from tests.support.hard_lists import list_of_300
from tests.support.noisy_names import noisy_names


def scored(texts, policy, *, compiled, left=0):
    names = [parse_name(text) for text in texts]
    with chosen(compiled=compiled):
        pairs = score_list(names, policy=policy, vocabulary=shipped_vocabulary(), progress=silent, left=left)
    return [x.tobytes() for x in (pairs.left, pairs.right, pairs.doubt, pairs.bits)], pairs.effort


LISTS = {
    "hard": list_of_300(),
    "noisy": noisy_names(Random(5), 400),
    "rehearsed": list(NAMES),
    "odd": ["", "a", "x" * 10_000, "7 8", "😀 😀", "Dr.", "سید", "Ali\u200f Karimi", "王小明", "\ud800 Ali"],
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("left", [0, 5])
def test_every_bit_of_a_list_is_the_same(name, left):
    policy = Policy(population=100_000)
    plain = scored(LISTS[name], policy, compiled=False, left=left)
    assert plain == scored(LISTS[name], policy, compiled=True, left=left)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(LISTS["noisy"] + LISTS["hard"]), max_size=12), st.sampled_from([2, 10**6]))
def test_every_bit_of_short_lists_is_the_same(texts, population):
    policy = Policy(population=population)
    assert scored(texts, policy, compiled=False) == scored(texts, policy, compiled=True)


@pytest.mark.parametrize("one_to_one", [False, True])
def test_matches_are_the_same(one_to_one):
    texts, found = LISTS["noisy"], []
    for compiled in (False, True):
        with chosen(compiled=compiled):
            matches = match_names(texts[::2], texts[1::2], one_to_one=one_to_one)
        found.append([matches.left.tolist(), matches.right.tolist(), matches.bits.tobytes()])
    assert found[0] == found[1]
    assert found[0][0]


def test_searches_are_the_same():
    found = []
    for compiled in (False, True):
        with chosen(compiled=compiled):
            index = NameIndex(LISTS["noisy"])
            index.add(NAMES)
            found.append(index.search_many(LISTS["noisy"][:40]))
    assert found[0] == found[1]
    assert any(found[0])


@settings(max_examples=30)
@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz", max_size=14), min_size=1, max_size=6))
def test_the_forward_pass_of_many_pairs_a_step_is_the_compiled_one(texts):
    from namematch.batch.readings import PreparedWords  # noqa: PLC0415
    from namematch.model.blocks import Blocks  # noqa: PLC0415
    from namematch.model.symbols import substrings_of  # noqa: PLC0415

    prepared, letters = PreparedWords.of(shipped_vocabulary()), letters_of(texts)
    ids = substrings_of(letters, shipped_vocabulary().channel)
    blocks = Blocks.of(letters).as_in(prepared.blocks).near
    symbols, table = prepared.symbols, prepared.persian.table
    every = np.arange(len(texts))
    found = []
    for compiled in (False, True):
        with chosen(compiled=compiled):
            some = [
                probable_pairs(
                    ids, blocks, np.full(len(texts), least), prepared.words, threads=1, advance=lambda n: None
                )
                for least in (1e-30, 1e-12, 1e-7)
            ]
            some.append(
                (
                    likelihood_of_pairs(
                        every * 7, every, symbols.values, symbols.starts, ids.values, ids.starts, table
                    ),
                )
            )
        found.append([[column.tobytes() for column in columns] for columns in some])
    assert found[0] == found[1]


def test_keys_near_a_key_are_hashed_alike_wherever_a_letter_is_left_out():
    keys = ["", "a", "ab", "aab", "karimi", "karmi", "z" * 300]
    left, right, _ = TypoKeys.of(keys).near(keys)
    pairs = {(keys[a], keys[b]) for a, b in zip(left.tolist(), right.tolist(), strict=True)}
    assert {("karimi", "karmi"), ("ab", "aab"), ("ab", "a"), ("karimi", "karimi")} <= pairs


def test_a_call_chooses_by_its_size_and_not_again_within():
    with kernels_for(PLAIN_UP_TO):
        assert not runs_compiled()
        with kernels_for(PLAIN_UP_TO + 1):
            assert not runs_compiled()
    with kernels_for(PLAIN_UP_TO + 1):
        assert runs_compiled()
        with kernels_for(1):
            assert runs_compiled()
    assert runs_compiled()


def test_threads_run_as_the_call_that_makes_them():
    for compiled in (False, True):
        with chosen(compiled=compiled), workers(2) as pool:
            assert list(pool.map(lambda _: runs_compiled(), range(4))) == [compiled] * 4


def test_a_long_list_is_rehearsed_once_and_told(monkeypatch, tmp_path):
    told, runs = [], []
    monkeypatch.setattr(running, "_REHEARSED", set())
    monkeypatch.setattr(running, "is_rehearsed", lambda name: False)
    monkeypatch.setattr(running, "keep_rehearsed", lambda name: None)

    def rehearse():
        runs.append(runs_compiled())

    for _ in range(2):
        with kernels_for(PLAIN_UP_TO + 1, rehearse, lambda *step: told.append(step)):
            pass
    assert runs == [True]
    assert told[0][:2] == (running.COMPILING, 0)
    assert told[-1][1] == told[-1][2] > 0
    with kernels_for(PLAIN_UP_TO, rehearse):
        pass
    assert runs == [True]


def test_persons_and_reviews_of_a_short_list_are_those_of_compiled_loops():
    found = []
    for compiled in (False, True):
        with chosen(compiled=compiled):
            result = dedupe_names(LISTS["noisy"])
            found.append((result.assignments, result.persons, result.reviews))
    assert found[0] == found[1]
