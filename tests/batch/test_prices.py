"""What leaving each token over costs, of a whole list against name by name."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.arrays.dtypes import Floats
from namematch.batch.prices import NameWords, name_words, skip_prices, surname_kinds
from namematch.batch.rarity import token_rarities
from namematch.batch.read_spellings import ReadSpellings, read_spellings
from namematch.batch.spellings import Spelled, spell
from namematch.compare import prices, rarity
from namematch.model.vocabulary import shipped_vocabulary
from namematch.names.compounds import LONGEST_NAME
from namematch.names.parse import parse_name
from namematch.names.table import NameTable, tabulate
from namematch.policy import Policy
from namematch.progress import silent
from namematch.text.scripts import ScriptedText
from tests.support.texts import LISTS, LONG


def words(table: NameTable, spelled: Spelled) -> NameWords:
    return name_words(table, spelled.starts, spelled.token)


def skips_of(table: NameTable, spelled: Spelled, read: Any, policy: Policy) -> tuple[Floats, Floats]:
    rarities = token_rarities(table, spelled, read)
    return rarities, skip_prices(table, spelled, read, rarities, words(table, spelled), policy)


@given(LISTS, st.sampled_from([Policy(), Policy(rare=0.5)]))
def test_prices_of_a_list_are_those_of_each_name(texts: list[str], policy: Policy) -> None:
    names = [parse_name(text) for text in texts + LONG]
    table = tabulate(names)
    spelled = spell(table, whole=True)
    starts, share = spelled.starts, np.linspace(0, 1, len(spelled.spellings))
    rarities, skips = skips_of(table, spelled, SimpleNamespace(givenness=share, rarity=20 * share), policy)
    kinds = surname_kinds(table, words(table, spelled))
    units = [(table.tokens[k].text, table.tokens[k].script) for k in spelled.token.tolist()]
    given_of = dict(zip(units, share[spelled.spelling[:, 0]].tolist(), strict=True))
    for x, name in enumerate(names):
        priced = skips[starts[x] : starts[x + 1]].tolist()
        if len(name.tokens) > LONGEST_NAME:
            assert priced == []
            continue
        of_name = rarities[starts[x] : starts[x + 1]].tolist()
        assert kinds[x] == prices.surname_kind(name)
        assert priced == pytest.approx(prices.skip_prices(name, policy, given_of.__getitem__, of_name))


@given(LISTS)
def test_rarities_and_prices_by_the_shipped_words(texts: list[str]) -> None:
    names, vocabulary, policy = [parse_name(text) for text in texts], shipped_vocabulary(), Policy()
    table = tabulate(names)
    spelled = spell(table, whole=True)
    read: ReadSpellings = read_spellings(spelled.spellings, vocabulary, threads=1, progress=silent)
    rarities, skips = skips_of(table, spelled, read, policy)

    def share_given(word: ScriptedText) -> float:
        return rarity.givenness(word, vocabulary)

    def rarity_of(word: ScriptedText) -> float:
        return rarity.token_rarity(word, vocabulary)

    for x, name in enumerate(names):
        of_name = slice(spelled.starts[x], spelled.starts[x + 1])
        wanted = rarity.token_rarities(name, rarity_of)
        assert rarities[of_name].tolist() == pytest.approx(wanted)
        assert skips[of_name].tolist() == pytest.approx(prices.skip_prices(name, policy, share_given, wanted))
