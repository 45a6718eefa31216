"""Cells with clauses: the batch finds what comparing them one by one does."""

from dataclasses import replace
from random import Random

import pytest

from namematch.names.parse import parse_name
from namematch.policy import Policy
from tests.batch.test_all_pairs import assert_equal
from tests.support.hard_lists import POLICIES

GIVEN = [
    "Ali",
    "Hassan",
    "Reza",
    "Maryam",
    "Sara",
    "علی",
    "حسن",
    "رضا",
    "مریم",
    "سارا",
    "Farhad",
    "فرهاد",
    "Nader",
    "نادر",
]
FAMILY = ["Karimi", "Ahmadi", "Moradi", "کریمی", "احمدی", "مرادی", "Zavuli", "زاولی"]
CELLS = (
    "{g} {f}",
    "{g} {f}",
    "{g}",
    "{g} {f} s/o {h}",
    "{g} {f} فرزند {h}",
    "{g} s/o {h}",
    "{g} bin {h}",
    "{g} {f} bin {h}",
    "{g} بن {h} {f}",
    "{g} {f} ولد {h} {e}",
    "{g} {f} (née {e})",
    "{g} {f} alias {h} {e}",
    "{g} {f} معروف به {h}",
    "{g} & {h} {f}",
    "{g} {f} و {h} {e}",
    "{g} {f} / {g} {e}",
    "{g} {f}, Herat",
    "{g} {f} Jr.",
    "{f} Sr., {g}",
    "{g} {f} سوم",
    "{g} {f} Jr. alias {h} {e}",
    "{g} {f} III s/o {h}",
    "{g} bin {h} {f} Sr.",
    "FNU {g}",
    "Unknown",
    "Seyed {g} {f} s/o Seyed {h}",
)


def cells(random: Random, count: int) -> list[str]:
    """So many cells of few words, with clauses of every kind."""
    return [
        random.choice(CELLS).format(
            g=random.choice(GIVEN), h=random.choice(GIVEN), f=random.choice(FAMILY), e=random.choice(FAMILY)
        )
        for _ in range(count)
    ]


def without_within(policy: Policy) -> Policy:
    """*policy* by which no name is found within a longer one: in lists of few words they all are, and a list
    leaves those out that stand within many."""
    return replace(policy, prices=replace(policy.prices, within=100.0))


@pytest.mark.parametrize("seed", range(12))
def test_equal_to_brute_force(seed: int) -> None:
    random = Random(seed)
    names = [parse_name(text) for text in cells(random, 30)]
    assert_equal(names, without_within(POLICIES[seed % len(POLICIES)]), left=random.choice([0, 0, 12]))


def test_aliases_and_fathers_are_found() -> None:
    names = [parse_name(text) for text in cells(Random(7), 60)]
    assert assert_equal(names, without_within(Policy(population=60))) > 50
