"""The lists of other kinds: their words, how a house writes them, what each list has, and their task."""

import doctest
import os
import subprocess
import sys
from collections import Counter, defaultdict
from itertools import islice, pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest

from benchmarks.accuracy import kinds as task
from benchmarks.accuracy.options import Options
from benchmarks.accuracy.peers import JARO_WINKLER, Peer
from benchmarks.lists import kinds, material
from benchmarks.lists.make_list import Row
from benchmarks.romanise import ROMANISERS

pytestmark = pytest.mark.benchmarks

ROOT = Path(__file__).parents[2]
WORDS = material.read_material()
EVERY = [*kinds.KINDS, *kinds.languages()]


def test_the_examples_run() -> None:
    assert doctest.testmod(kinds).failed == 0


# -------------------------------------------------------------------------------- the words


def test_words_are_listed_once_and_romanised_in_small_letters() -> None:
    assert (len(WORDS.given), len(WORDS.family)) == (620, 900)
    words = [word.letters for word in (*WORDS.given, *WORDS.constructs)]
    surnames = [word.letters for word in WORDS.family]
    assert len(set(words)) == len(words)
    assert len(set(surnames)) == len(surnames)
    latin = [text for word in (*WORDS.given, *WORDS.family, *WORDS.constructs) for text in word.latin]
    assert all(text.isascii() and text.islower() for text in latin)
    assert all(len(word.persian) >= len(word.latin) for word in WORDS.family)


def test_the_press_is_that_of_twelve_languages() -> None:
    assert len(kinds.languages()) == 12
    assert all(WORDS.houses[style].group == "press" for style in WORDS.styles("press"))


@pytest.mark.parametrize(
    ("style", "shahin", "changiz", "khosrow_jafari"),
    [
        ("german", "schahin", "tschangiz", "chosrow dschafari"),
        ("french", "chahin", "tchangiz", "khosrow djafari"),
        ("dutch", "sjahin", "tsjangiz", "chosrow djafari"),
        ("swedish", "sjahin", "tjangiz", "khosrow djafari"),
        ("polish", "szahin", "czangiz", "chosrow dżafari"),
        ("czech", "šahin", "čangiz", "chosrow džafarí"),
        ("hungarian", "sahin", "csangiz", "hoszrow dzsafari"),
        ("italian", "sciahin", "ciangiz", "khosrow giafari"),
        ("spanish", "shahin", "changiz", "josrow yafari"),
        ("portuguese", "xahin", "tchangiz", "khosrow djafari"),
        ("romanian", "șahin", "ciangiz", "hosrow giafari"),
        ("croatian", "šahin", "čangiz", "hosrow džafari"),
        ("afghan", "shahin", "changiz", "khusraw jafari"),
        ("english-u", "shahin", "changiz", "khosrow jafari"),
    ],
)
def test_a_house_writes_its_own_way(style: str, shahin: str, changiz: str, khosrow_jafari: str) -> None:
    house = WORDS.houses[style]
    words = (("shahin", "شاهین"), ("changiz", "چنگیز"), ("khosrow", "خسرو"), ("jafari", "جعفری"))
    one, two, *rest = [material.rewritten(latin, persian, house) for latin, persian in words]
    assert (one, two, " ".join(rest)) == (shahin, changiz, khosrow_jafari)


def test_q_is_told_from_gh_by_the_persian_word() -> None:
    written = [
        material.rewritten(latin, persian, WORDS.houses["afghan"])
        for latin, persian in (("ghasem", "قاسم"), ("ghafour", "غفور"))
    ]
    assert written == ["qasim", "ghafur"]


@pytest.mark.parametrize(
    ("kind", "persian", "latin", "written"),
    [
        ("servant", "کریم", "karim", {"عبدالکریم", "عبد الکریم"}),
        ("faith", "نور", "nour", {"نورالدین", "نور الدین"}),
        ("god", "رحمت", "rahmat", {"رحمت\u200cالله", "رحمت الله"}),
        ("merciful", "عزیز", "aziz", {"عزیزالرحمن", "عزیز الرحمن"}),
        ("truth", "ضیاء", "zia", {"ضیاءالحق", "ضیاء الحق"}),
        ("father", "قاسم", "ghasem", {"ابوالقاسم", "ابو القاسم"}),
    ],
)
def test_constructs_are_joined_or_parted_in_persian(
    kind: material.Kind, persian: str, latin: str, written: set[str]
) -> None:
    word, rng = material.Word(kind, (persian,), (latin,)), Random(1)
    assert {material.write_persian(rng, word, parted=0.5) for _ in range(30)} == written
    assert material.article_joined(word) in {text.replace("\u200c", "") for text in written}


@pytest.mark.parametrize(
    ("kind", "persian", "latin", "style", "wanted"),
    [
        ("servant", "رحیم", "rahim", "english", {"Abdolrahim", "Abdol Rahim", "Abdor Rahim", "Abdorrahim"}),
        ("servant", "کریم", "karim", "afghan", {"Abdul Karim", "Abdulkarim", "Abdul-Karim"}),
        ("servant", "کریم", "karim", "french", {"Abdel Karim", "Abdelkarim", "Abdel-Karim"}),
        ("servant", "کریم", "karim", "scholarly", {"ʿAbd al-Karīm", "ʿAbd al-Karim"}),
        ("faith", "نور", "nour", "english", {"Noureddin", "Nour Eddin"}),
        ("faith", "نور", "nour", "afghan", {"Nuruddin", "Nur Uddin"}),
        ("god", "رحمت", "rahmat", "afghan", {"Rahmatullah", "Rahmat Ullah"}),
        ("merciful", "عزیز", "aziz", "afghan", {"Azizurrahman", "Aziz Ur Rahman", "Aziz Ur-Rahman"}),
    ],
)
def test_constructs_are_written_as_the_house_makes_them(
    kind: material.Kind, persian: str, latin: str, style: str, wanted: set[str]
) -> None:
    word, rng = material.Word(kind, (persian,), (latin,)), Random(1)
    written = {material.write_latin(rng, word, style, WORDS) for _ in range(60)}
    assert written & wanted
    assert written <= wanted | {text.replace("Abdor", "Abdor-").replace("- ", "-") for text in wanted} | {
        "Abdol-Rahim",
        "Abdor-Rahim",
    }


# -------------------------------------------------------------------------------- the lists


def test_the_command_makes_the_same_list_whatever_the_hash_seed(tmp_path: Path) -> None:
    outs = [tmp_path / f"{seed}.tsv" for seed in "01"]
    for out in outs:
        subprocess.run(
            [sys.executable, "-m", "benchmarks.lists.kinds", "official", "200", str(out), "--seed", "3"],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": out.stem},
            check=True,
            capture_output=True,
        )
    one, two = (out.read_bytes() for out in outs)
    assert one == two
    rows = [line.split("\t") for line in one.decode().splitlines()]
    assert rows[1:] == [list(row) for row in kinds.make_kind("official", 200, seed=3)]


@pytest.mark.parametrize("kind", EVERY)
def test_a_list_has_as_many_mentions_as_asked_in_both_scripts(kind: str) -> None:
    rows = kinds.make_kind(kind, 400, seed=1)
    persian, latin = task.sides(rows)
    assert (len(rows), len(persian) + len(latin)) == (400, 400)
    assert min(len(persian), len(latin)) > 100
    assert all(row.name == " ".join(row.name.split()) and row.person for row in rows)
    assert rows != kinds.make_kind(kind, 400, seed=2)
    mentions = Counter(row.person for row in rows)
    assert 0.15 < sum(count == 1 for count in mentions.values()) / len(mentions) < 0.5


def share_of(rows: list[Row], *signs: str) -> float:
    return sum(any(sign in row.name for sign in signs) for row in rows) / len(rows)


def test_official_lists_have_what_registers_have() -> None:
    persian, latin = task.sides(kinds.make_kind("official", 4000, seed=1))
    assert share_of(latin, ", ") > 0.15
    assert share_of(persian, "، ") > 0.05
    assert share_of(persian, "عبد ال", "ابو ال", " الله", " الدین") > 0.08
    assert share_of(persian, "فرزند", "ولد", "نام پدر", " بن ", "دختر") > 0.05
    assert share_of(latin, "s/o", "son of", "d/o", " bin ", "father's name") > 0.05
    assert share_of(latin, "a.k.a.", "alias", "also known as") > 0.02
    assert share_of(persian, "معروف به", "مشهور به", "ملقب به") > 0.02
    assert share_of(persian, "انجنیر", "داکتر", "پوهاند", "مولوی", "حاجی") > 0.02


def test_authors_have_initials_and_refugees_lack_names() -> None:
    _, authors = task.sides(kinds.make_kind("authors", 2000, seed=1))
    last = [row.name.replace(",", " ").split()[-1] for row in authors]
    assert sum(word.isupper() and len(word) <= 3 for word in last) / len(last) > 0.15
    assert share_of(authors, ".") > 0.2
    persian, latin = task.sides(kinds.make_kind("refugees", 2000, seed=1))
    assert share_of(latin, "FNU", "LNU", "XXX", "Unknown") > 0.03
    assert share_of(persian, "نامشخص") > 0.01
    assert share_of(latin, "s/o", "son of", "d/o", " bin ") > 0.05
    assert sum(len(row.name.split()) == 1 for row in persian) / len(persian) > 0.02


def test_sons_and_daughters_are_told_apart() -> None:
    daughter, son = (kinds.Person((next(w for w in WORDS.given if w.gender == gender),)) for gender in "fm")
    said = [
        {kinds.father_of(Random(seed), person, "Karim", persian=False) for seed in range(40)}
        for person in (daughter, son)
    ]
    assert said[0] == {" d/o Karim", " daughter of Karim", " (father's name: Karim)"}
    assert said[1] == {" s/o Karim", " son of Karim", " bin Karim", " (father's name: Karim)"}


def test_namesakes_come_in_twos_that_share_all_words_but_one() -> None:
    drawn = list(islice(kinds.draw_namesakes(Random(1), WORDS), 400))
    for one, two in zip(drawn[::2], drawn[1::2], strict=True):
        words, others = (Counter((*person.given, *person.family)) for person in (one, two))
        assert (words - others).total() <= 1
        assert words.total() == others.total()
    different = sum(one.letters != two.letters for one, two in zip(drawn[::2], drawn[1::2], strict=True))
    assert different > 190


def test_no_two_persons_have_the_same_words() -> None:
    persons: dict[str, set[str]] = defaultdict(set)
    for row in kinds.make_kind("press-polish", 1500, seed=1):
        persons[row.name].add(row.person)
    assert sum(len(bearers) > 1 for bearers in persons.values()) <= 0.01 * len(persons)
    numbers = [int(row.person) for row in kinds.make_kind("press", 300, seed=1)]
    assert all(after - before == 1 for before, after in pairwise(sorted(set(numbers))))


# --------------------------------------------------------------------------------- the task

SMALL = [
    Row("1", "علی کریمی"), Row("1", "Ali Karimi"), Row("2", "حسن عزیزی"), Row("2", "Hassan Azizi"),
    Row("3", "زهرا دری"), Row("4", "Mina Sadri"),
]  # fmt: skip


def test_the_library_and_a_peer_are_measured_alike() -> None:
    persian, latin = task.sides(SMALL)
    assert task.with_partner(persian, latin) == [0, 1]
    library = task.figures_of_library(Options().libraries((0.0,)).__next__()[1], [SMALL, SMALL])
    assert (library["f1"], library["ten"], library["mentions"]) == (1, 1, 12)
    peer = task.figures_of_peer(Peer(ROMANISERS[0], JARO_WINKLER), SMALL)
    assert (peer["ten"], peer["mentions"]) == (1, 6)
    assert "error" not in peer


def test_of_partners_that_tie_half_come_first() -> None:
    persian = [Row("0", "علی")]
    latin = [Row(str(number), f"Ali {number}") for number in range(22)]
    tied = np.zeros((1, 22), np.float32)
    assert task.found_by_score(tied, persian, latin) == [False]  # 21 others: 10.5 of them before it
    assert task.found_by_score(tied[:, :20], persian, latin[:20]) == [True]
    tied[0, 0] = 1
    assert task.found_by_score(tied, persian, latin) == [True]


def test_all_kinds_are_measured_by_default_and_by_style_all_languages() -> None:
    assert task.kinds_of(by_style=False) == tuple(kinds.KINDS)
    assert task.kinds_of(by_style=True) == tuple(kinds.languages())
    options = Options(sizes=(40,), unknown=(0.0,), only=("namematch",), kinds=("official", "press-dutch"))
    assert [row.setting[0] for row in task.measure(options)] == ["official", "press-dutch"]
