"""Short forms: what is dropped of a construct, and where nothing may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.text.letters import LATIN, PERSIAN
from namematch.text.short_forms import drops_article, short_form

FORMS = [
    ("abdolkarim", "karim"),
    ("abdurahman", "rahman"),
    ("عبدالکریم", "کریم"),
    ("nezamodin", "nezam"),
    ("شمسالدین", "شمس"),
    ("habibolah", "habib"),
    ("habibulah", "habib"),
    ("حبیباله", "حبیب"),
    ("ziaulhaq", "zia"),
    ("الحسینی", "حسینی"),
    ("alhoseini", "hoseini"),
    # No construct, no article, or nothing that is a name would be left.
    ("karim", ""),
    ("abdolah", ""),
    ("عبدالله", ""),
    ("abdi", ""),
    ("elham", ""),
    ("الهام", ""),
    ("الیاسی", ""),
    ("alborzi", ""),
    ("alavi", ""),
    ("elmi", ""),
    ("aldin", ""),
]


@pytest.mark.parametrize(("letters", "form"), FORMS)
def test_short_forms(letters: str, form: str) -> None:
    assert short_form(letters) == form


@given(
    st.text(PERSIAN, max_size=12) | st.text(LATIN, max_size=12), st.sampled_from(["", "abdol", "ال", "al"])
)
def test_a_short_form_is_part_of_the_long_one(letters: str, prefix: str) -> None:
    form = short_form(prefix + letters)
    assert form in prefix + letters
    assert not form or 3 <= len(form) < len(prefix + letters)
    assert not (form and drops_article(prefix + letters, form)) or (prefix + letters).endswith(form)
