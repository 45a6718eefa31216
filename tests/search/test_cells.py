"""An index of cells with clauses: a search finds what comparing one by one does, before and after a save."""

from pathlib import Path
from random import Random

import pytest

from namematch.search.index import NameIndex
from tests.batch.test_cells import cells
from tests.search.test_index import assert_equal
from tests.support.hard_lists import POLICIES


@pytest.mark.parametrize("seed", range(6))
def test_equal_to_brute_force(seed: int, tmp_path: Path) -> None:
    texts = cells(Random(seed), 40)
    names, queries = texts[:28], texts[20:]
    index = NameIndex(names, policy=POLICIES[seed % len(POLICIES)])
    for query in queries:
        assert_equal(index, names, query)
    index.save(tmp_path / "names.nmi")
    read = NameIndex.load(tmp_path / "names.nmi")
    for query in queries:
        assert read.search(query, top=100) == index.search(query, top=100)
    for each in (index, read):
        each.add(["Ali Karimi & Sara Ahmadi", "Nader Zavuli s/o Hassan"])
        assert_equal(each, [*names, "Ali Karimi & Sara Ahmadi", "Nader Zavuli s/o Hassan"], queries[0])
    index.rebuild()
    assert_equal(index, [*names, "Ali Karimi & Sara Ahmadi", "Nader Zavuli s/o Hassan"], queries[1])


def test_a_cell_of_several_people_is_for_review() -> None:
    index = NameIndex(["Ali & Sara Karimi"])
    assert [match.verdict for match in index.search("سارا کریمی")] == ["review"]
    assert [match.verdict for match in index.search("Sara Karimi & Ali Karimi")] == ["review"]
