"""Constructs: which words are one, in every way to part them, and which are not."""

import pytest

from namematch.names.constructs import construct_words
from namematch.names.parse import parse_name
from namematch.names.table import read_texts
from namematch.names.title_table import shipped_titles
from namematch.text.constructs import is_kunya, without_gaps
from namematch.text.normalize import clean_text

ONE = [
    "Rouhol Amin",
    "Nurul Haq",
    "روح الامین",
    "عبد الصبور", "عبدال صبور", "عبد\u200cالصبور", "عبد ال صبور", "عبدل صبور", "Abdul Sabur",
    "Abd al-Sabur", "Abd-us-Sabur", "ʿAbd aṣ-Ṣabūr", "Abdus Saboor", "Əbdül Səbur", "Ebdul Sebur",
    "Abdoel Saboer", "abd el sabour", "شمس الدین", "شمس ال دین", "Shams al-Din", "Shams ud Din",
    "Shams-od-Din", "Shams Uddin", "Chams Eddine", "Shams El Dine", "سیف الله", "Seif Ollah",
    "Saif Ullah", "Sayf Allāh", "ضیاء الحق", "Zia ul-Haq", "Zia ul Haqq", "عطا الرحمن",
    "Ata-ur-Rahman", "Ata u Rahman", "Ata Urrahman", "ابو طالب", "ابوال حسن", "ابو الحسن",
    "Abu Taleb", "Abu l-Hasan", "Abu'l-Hasan", "Abol Hassan", "Ebul Hasan", "ذو القدر", "Zul Qadr",
    "Dhu al-Qadr", "ام البنین", "Umm al-Banin", "Ummul Banin", "زین العابدین", "Zayn al-Abidin",
    "مهر النساء", "Mehr un-Nisa", "فتح اللهی", "Fath Ollahi", "Abd Allah", "عبد الله",
]  # fmt: skip
SEVERAL = [
    ("Rasul Amin", 2),
    ("Gul Rahman", 2),
    ("علی حسینی", 2), ("Ali al-Hosseini", 3), ("علی ال حسینی", 3), ("Abdul K", 2),
    ("Abdul RAHMAN", 2), ("عبد کریمی", 2), ("Abd Karimi", 2), ("Ali Dini", 2), ("Ella Karimi", 2),
    ("ام لیلا", 2), ("جان ام هیل", 3), ("Md Uddin", 2), ("حبیب الهی", 2), ("Omid Elahi", 2),
    ("آیت الله", 2), ("Hojjat al-Islam", 3), ("Zu Karimi", 2), ("عبد Karim", 2), ("Karim Abd", 2),
    ("الدین کریمی", 2), ("Uddin Karimi", 2),
]  # fmt: skip


@pytest.mark.parametrize("text", ONE)
def test_one_word_wherever_it_is_parted(text: str) -> None:
    assert len(construct_words(clean_text(text), shipped_titles())) == 1
    assert " " not in without_gaps(clean_text(text))


@pytest.mark.parametrize(("text", "count"), SEVERAL)
def test_what_is_no_construct_stays_parted(text: str, count: int) -> None:
    assert len(construct_words(clean_text(text), shipped_titles())) == count


def test_a_list_is_read_like_each() -> None:
    texts = [f"{text} Karimi" for text in ONE] + [text for text, _ in SEVERAL]
    table = read_texts(texts, advance=lambda count: None)
    assert [table.tokens_in(x) for x in range(len(texts))] == [list(parse_name(t).tokens) for t in texts]


def test_a_gap_that_is_none_of_a_name_parts() -> None:
    assert without_gaps("Abdul, Karim") == "Abdul, Karim"
    assert without_gaps("(Abdul Karim) Shams  Uddin") == "(AbdulKarim) Shams  Uddin"
    assert without_gaps("") == ""


@pytest.mark.parametrize(
    ("letters", "is_one"),
    [("abuyasir", True), ("abumahdi", True), ("ابوحامد", True), ("umkulsum", True), ("abolfazl", False),
     ("ابوالفضل", False), ("umid", False), ("امید", False), ("امین", False), ("ahmadi", False)],
)  # fmt: skip
def test_a_by_name_after_a_child(letters: str, is_one: bool) -> None:
    assert is_kunya(letters) == is_one
