"""What attested spellings teach of how a romanisation is written."""

import pytest

from namematch.model.lexicon import Word
from namematch.model.usual import STYLE, UsualTable
from namematch.model.vocabulary import Vocabulary
from namematch.training.attested import Pair
from namematch.training.usual import learn_usual, usual_table

WORDS = Vocabulary(
    (Word("قاسم", "Ghasem"), Word("قادر", "Ghader"), Word("قابل", "Ghabel"), Word("کابل", "Kabol"))
)
PAIRS = [
    Pair(persian, latin, 1.0)
    for persian, spellings in {
        "قاسم": "ghasem qasim kasim", "قادر": "ghader qadir kadir", "قابل": "ghabel qabil kabil",
        "کابل": "kabol kabul kabal",
    }.items()
    for latin in 10 * spellings.split()
]  # fmt: skip


def share(latin: str, table: UsualTable) -> float:
    return table.share(table.word("ghasem", "قاسم"), table.token(latin))


def test_styles_are_found() -> None:
    table = UsualTable.of(learn_usual(PAIRS, WORDS))
    assert sum(table.weights) == pytest.approx(1.0)
    assert share("qasim", table) > share("ghasim", table)  # nobody writes gh and i
    assert share("ghasem", table) > share("qasem", table)
    assert share("ghasam", table) == 0.0


def test_other_consonants_and_rare_ways_teach_nothing() -> None:
    noise = [Pair("قاسم", "qabir", 1.0), Pair("قاسم", "qusom", 1.0), Pair("ناشناس", "nashenas", 1.0)]
    learned = learn_usual([*PAIRS, *noise], WORDS)
    assert set(learned["s", "س", ""]) == {"s"}
    assert "u" not in learned["a", "", "middle"]
    assert not any(unit[0] == "sh" for unit in learned)


def test_a_spelling_counts_once() -> None:
    often = [Pair(p.persian, p.latin, 20.0) for p in PAIRS]
    assert learn_usual(often, WORDS) == learn_usual(PAIRS, WORDS)


def test_the_table_has_all_that_was_learned() -> None:
    learned = learn_usual(PAIRS, WORDS)
    rows = [line.split("\t") for line in usual_table(learned).splitlines() if not line.startswith("#")]
    assert rows[0] == ["standard", "letter", "place", "written", "shares"]
    back = {(*row[:3], row[3]): [float(x) for x in row[4].split()] for row in rows[1:]}
    assert back.keys() == {(*unit, part) for unit, ways in learned.items() for part in ways}
    assert back[(*STYLE, "")] == pytest.approx(learned[STYLE][""], abs=1e-3)
