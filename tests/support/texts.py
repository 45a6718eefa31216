"""Texts of every kind that reading a name goes by, as hypothesis draws them."""

from hypothesis import strategies as st

from namematch.names.compounds import LONGEST_NAME

KINDS = (
    "Ali ALI KARIMI MR SMH AH ام. "
    "Karimi karimi Reza-Ali Seyed Seyedhassan SEYED Dr. Mirza Haj al-Karimi al bin Zadeh "
    "Hodjatoleslam Khan Said Molla "
    "zadeh Abd Gholam A. AR van der Karimi, Ali, PhD, , - ... 12 Али 'Ala o'Brien Sa\u2019id Şükrü "
    "عبد عبدال الکریم الدین ابو ال Abdul Abu'l Abd al-Din Uddin ur Rahman ABDUL Allah "
    "ام. بی كريمي کریمی حسيني سید سیدعلی دکتر علی\u200cرضا زاده بن ابن آقای علیRezaی ی\u064e \u200f\u202b"
)


# What begins a clause of a cell, and words that may stand in one.
CLAUSE_KINDS = (
    "s/o D/O son of فرزند پسر ولد نام پدر: Hassan حسن qızı oğlu اوغلی bin b. a.k.a. alias (née Ahmadi) "
    '"Mimi" معروف به @ / ; & and و et al. FNU N/A نامشخص Unknown Herat -Herat هرات ,Herat (Kabul) '
    "(footballer) born 1920-1985 1) a) a,b III Jr. سوم ali@example.org P<IRNKARIMI<<ALI<<< "
    "KARIMI/ALIMR A l i ع ل ی یمیرک یلع "
    "\ufef0\ufee0\ufecb name: نام: ] « » x'farzand aliفرزند فرزند-حسن ,شاعر"
)


WORDS = KINDS.split()


CLAUSES = CLAUSE_KINDS.split()


SIGNS = st.sampled_from([*WORDS, *CLAUSES, "\n", "\t", "", "\ud83d", "\u0301", "\u200c"])


TEXTS = st.lists(SIGNS, max_size=7).map(" ".join)


LISTS = st.lists(TEXTS | st.text(max_size=12), max_size=12)


LONG = [
    "Seyed " + "ab " * LONGEST_NAME,
    "Sayyed " + "ab cd " * LONGEST_NAME,
    "Ali Ali Karimi",
    "a b c d",
    "Gh. Ali",
]
