"""What is kept of spellings that are read, and what travels."""

import pickle

import numpy as np

from namematch.batch.partners import partners_of_spellings
from namematch.batch.read_spellings import ReadSpellings, read_spellings
from namematch.batch.spellings import spell
from namematch.batch.wanted import Wanted
from namematch.model.vocabulary import shipped_vocabulary
from namematch.names.parse import parse_name
from namematch.names.table import tabulate
from namematch.policy import Policy
from namematch.progress import silent
from tests.support.hard_lists import list_of_300

WANTED = Wanted(9.0, Policy(), 1, silent)


def read() -> ReadSpellings:
    names = tabulate([parse_name(text) for text in list_of_300()])
    spelled = spell(names, whole=False)
    return read_spellings(spelled.spellings, shipped_vocabulary(), threads=1, progress=silent)


def test_a_pickle_holds_what_was_read_and_nothing_worked_out() -> None:
    words = read()
    before, fresh = len(pickle.dumps(words)), set(vars(words))
    table = partners_of_spellings(words, words, WANTED)
    assert set(vars(words)) > fresh
    data = pickle.dumps(words)
    assert len(data) == before
    again = pickle.loads(data)
    assert set(vars(again)) == fresh
    assert again.vocabulary is shipped_vocabulary()
    found = partners_of_spellings(again, again, WANTED)
    for name in ("starts", "partner", "doubt", "joins"):
        assert np.array_equal(getattr(found, name), getattr(table, name)), name
