"""The doubt of chosen pairs of spellings, most of which have nothing in common, against every two words."""

from random import Random

import numpy as np
import pytest

from namematch.batch.read_spellings import read_spellings
from namematch.batch.spelling_doubts import SpellingDoubts
from namematch.batch.spellings import Key, spellings_of
from namematch.compare.words import either_form
from namematch.model.vocabulary import Vocabulary, shipped_vocabulary
from namematch.policy import Policy
from namematch.progress import silent
from namematch.text.scripts import Script
from tests.support.hard_lists import POLICIES

SHIPPED = shipped_vocabulary()
LATIN = (
    "ali ally karimi karami kamran karman hosein hassan hasan sharif sharifa abdolkarim karim md mohamad"
    " zz a gh m saeid sayed mohsen moshen kambiz kabmiz qazvini jafar esfarajeni mbando mbande almasi"
    " alhoseini hoseini"
)
PERSIAN = (
    "علی کریمی کرمی حسین حسن شریف شریفه عبدالکریم کریم محسن جعفر ع م رضایی رسایی آباد آبادی"
    " چنگیزی جنکیزی الحسینی"
)


@pytest.mark.parametrize("policy", POLICIES[:3])
@pytest.mark.parametrize("vocabulary", [SHIPPED, Vocabulary(())], ids=["all", "none"])
def test_as_two_words_compared(policy: Policy, vocabulary: Vocabulary) -> None:
    keys: list[Key] = [(text, Script.LATIN, True) for text in LATIN.split(" ")]
    keys += [(text, Script.PERSIAN, True) for text in PERSIAN.split(" ")]
    spellings, _ = spellings_of(keys, alone=len(keys))
    read = read_spellings(spellings, vocabulary, threads=1, progress=silent)
    size = len(spellings)
    left, right = np.divmod(np.array(Random(1).sample(range(size * size), 900)), size)
    found = SpellingDoubts(read, policy).of(left, right)
    for one, two, doubt in zip(left.tolist(), right.tolist(), found.tolist(), strict=True):
        units = sorted([spellings.unit(one), spellings.unit(two)])
        assert doubt == (0.0 if one == two else either_form(*units, vocabulary, policy).doubt), units


def test_of_no_pairs() -> None:
    spellings, _ = spellings_of([("ali", Script.LATIN, True)], alone=1)
    read = read_spellings(spellings, SHIPPED, threads=1, progress=silent)
    none = np.zeros(0, np.int64)
    assert SpellingDoubts(read, Policy()).of(none, none).tolist() == []
