"""Texts of every kind that reading a name goes by, as hypothesis draws them."""

from hypothesis import strategies as st

from namematch.names.compounds import LONGEST_NAME

KINDS = (
    "Ali ALI KARIMI MR SMH AH ام. "
    "Karimi karimi Reza-Ali Seyed Seyedhassan SEYED Dr. Mirza Haj al-Karimi al bin Zadeh "
    "Hodjatoleslam Khan Said Molla "
    "zadeh Abd Gholam A. AR van der Karimi, Ali, PhD, , - ... 12 Али 'Ala o'Brien Sa\u2019id Şükrü "
    "عبد عبدال الکریم الدین ابو ال Abdul Abd al-Din Uddin ur Rahman ABDUL Allah "
    "ام. بی كريمي کریمی حسيني سید سیدعلی دکتر علی\u200cرضا زاده بن ابن آقای علیRezaی ی\u064e \u200f\u202b"
)


WORDS = KINDS.split()


SIGNS = st.sampled_from([*WORDS, "\n", "\t", "", "\ud83d", "\u0301", "\u200c"])


TEXTS = st.lists(SIGNS, max_size=7).map(" ".join)


LISTS = st.lists(TEXTS | st.text(max_size=12), max_size=12)


LONG = [
    "Seyed " + "ab " * LONGEST_NAME,
    "Sayyed " + "ab cd " * LONGEST_NAME,
    "Ali Ali Karimi",
    "a b c d",
    "Gh. Ali",
]
