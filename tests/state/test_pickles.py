"""What is public travels: through a pickle, a deep copy, to another thread and into a forked process."""

import copy
import itertools
import os
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from namematch import (
    Mention,
    NameIndex,
    Policy,
    Prices,
    Reconciliation,
    Vocabulary,
    compare_names,
    dedupe_names,
    match_names,
    parse_name,
    read_words,
    shipped_vocabulary,
)
from namematch.model.channel import Channel, shipped_channel
from namematch.names.table import tabulate
from tests.support.invented import invented_names

LIST = [
    *("علی کریمی", "Ali Karimi", "Dr. A. Karimi", None, "گلپریوش زندکی", "گلپریوش زندکی", "Reza \ud800"),
    *("Hassan Azizi", "حسن عزیزی", "Hossein Azizi"),
    {"text": "Karimi Ali", "given": "Ali", "family": "Karimi", "source": "a", "row": 7},
]
TEXTS = [row for row in LIST if isinstance(row, str)]
PARTED = parse_name("Reza Moradi", given="Reza", family="Moradi")


def asked_for_all() -> Reconciliation:
    result = dedupe_names(LIST)
    assert all((result.persons, result.assignments, result.reviews is not None, result.refused is not None))
    return result


def of_reconciliation(result: Reconciliation) -> object:
    persons = [person.model_dump() for person in result.persons]
    return persons, result.assignments, result.reviews, result.refused, result.policy, dict(result.counts)


def of_index(index: NameIndex) -> object:
    rows = [index.text(row) for row in range(len(index))]
    return rows, index.search_many([*TEXTS, "Reza Moradi", "Karimy"]), index.population, index.policy


def of_vocabulary(vocabulary: Vocabulary) -> object:
    found = compare_names("Gafur Fettahian", "غفور فتاحیان", vocabulary=vocabulary)
    return vocabulary.words, vocabulary.latin("hasan").mass, found


def of_channel(channel: Channel) -> object:
    return channel.triples, channel.latin.tobytes(), channel.substrings("hasan").tolist()


def grown_index() -> NameIndex:
    index = NameIndex([*TEXTS, PARTED])
    index.search("Ali Karimi")
    index.add(["Reza Moradi", "Ali Karimi"])
    return index


def own_channel() -> Channel:
    shipped = shipped_channel()
    return Channel(
        *(getattr(shipped, name) for name in ("triples", "persian", "latin", "latin_model", "persian_model")),
        dict(shipped.index),
    )


CASES: dict[str, tuple[Callable[[], Any], Callable[[Any], object]]] = {
    "reconciliation": (partial(dedupe_names, LIST), of_reconciliation),
    "reconciliation, asked for all": (asked_for_all, of_reconciliation),
    "no reconciliation": (partial(dedupe_names, []), of_reconciliation),
    "matches": (partial(match_names, TEXTS, [*TEXTS, PARTED]), lambda x: (list(x), x.unmatched, x.rows)),
    "index": (grown_index, of_index),
    "empty index": (partial(NameIndex, []), of_index),
    "vocabulary": (shipped_vocabulary, of_vocabulary),
    "own vocabulary": (partial(Vocabulary, read_words()[:300]), of_vocabulary),
    "vocabulary of a list": (lambda: dedupe_names(LIST).vocabulary, of_vocabulary),
    "channel": (shipped_channel, of_channel),
    "own channel": (own_channel, of_channel),
    "comparison": (partial(compare_names, "Ali Karimi", "علی کریمی"), lambda x: (x, x.explain())),
    "policy": (partial(Policy, same=2.0, prices=Prices(join=1.0)), lambda x: x),
    "person": (lambda: dedupe_names(LIST).persons[0], lambda x: x),
    "persons": (lambda: dedupe_names(LIST).persons, lambda x: x),
    "name": (partial(parse_name, "Dr. Seyed Ali Karimi"), lambda x: x),
    "mention": (partial(Mention, "Ali", source="a", row=3), lambda x: x),
    "mentions": (lambda: dedupe_names(LIST).mentions, list),
    "table of names": (lambda: tabulate([PARTED, parse_name("Ali")]).then(tabulate([PARTED])), list),
}


@pytest.mark.parametrize("case", CASES)
def test_a_pickle_and_a_deep_copy_are_as_the_original(case: str) -> None:
    make, told = CASES[case]
    original = make()
    # The copies first, so that they cannot have what the original made when asked.
    others = [pickle.loads(pickle.dumps(original)), copy.deepcopy(original), copy.copy(original)]
    again = pickle.loads(pickle.dumps(others[0]))
    assert [told(other) for other in (*others, again)] == [told(original)] * 4


def test_a_pickle_holds_no_more_when_all_was_asked_for() -> None:
    result = dedupe_names(LIST)
    before = len(pickle.dumps(result))
    assert result.persons
    assert result.assignments
    assert len(pickle.dumps(result)) == before


def test_what_is_shipped_stays_shared() -> None:
    assert pickle.loads(pickle.dumps(shipped_vocabulary())) is shipped_vocabulary()
    assert copy.deepcopy(shipped_vocabulary()) is shipped_vocabulary()
    assert pickle.loads(pickle.dumps(shipped_channel())) is shipped_channel()
    assert len(pickle.dumps(dedupe_names(LIST).vocabulary)) < 10_000


def test_an_index_that_was_pickled_grows_and_is_saved_as_the_original() -> None:
    index = grown_index()
    other = pickle.loads(pickle.dumps(index))
    for one in (index, other):
        one.add(["Ali Karimi", "کریمی علی"])
        one.rebuild()
    assert of_index(other) == of_index(index)


# Threads, forks, and what was asked before.

NAMES = [*TEXTS, *invented_names(60, 3)]


def answers(_turn: int = 0) -> object:
    """Comparisons and a reconciliation, without what was drawn of them before."""
    own = Vocabulary(read_words()[:500])
    compared = [compare_names(a, b) for a, b in itertools.pairwise(NAMES)]
    strange = [compare_names(a, b, vocabulary=own) for a, b in zip(NAMES, NAMES[2:], strict=False)]
    result = dedupe_names(NAMES)
    return compared, strange, [person.model_dump() for person in result.persons], result.assignments


def test_threads_that_ask_at_once_get_what_one_gets() -> None:
    expected = answers()
    with ThreadPoolExecutor(4) as pool:
        assert all(found == expected for found in pool.map(answers, range(4)))


def test_one_vocabulary_serves_several_threads() -> None:
    pairs = list(itertools.pairwise(NAMES))
    alone, shared = (Vocabulary(read_words()[:500]) for _ in range(2))
    expected = [compare_names(a, b, vocabulary=alone) for a, b in pairs]

    def compared(_turn: int) -> object:
        return [compare_names(a, b, vocabulary=shared) for a, b in pairs]

    with ThreadPoolExecutor(4) as pool:
        assert all(found == expected for found in pool.map(compared, range(4)))


def test_answers_do_not_depend_on_what_was_asked_before() -> None:
    expected = answers()
    for before, name in zip(list(invented_names(600, 4)), invented_names(600, 5), strict=True):
        compare_names(before, name)
    assert answers() == expected


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_process_answers_as_its_parent() -> None:
    expected = answers()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(b"as before" if answers() == expected else b"otherwise")
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        assert pipe.read() == b"as before"
    assert os.waitpid(child, 0)[1] == 0
