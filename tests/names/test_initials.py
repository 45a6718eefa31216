"""Initials written as one word, and Latin letters by their Persian names."""

import pytest

from namematch.names.parse import parse_name

READ = [
    ("Karimi AR", "a r", "karimi"),
    ("Karimi MR", "m r", "karimi"),
    ("Karimi, MR", "m r", "karimi"),
    ("Karimi, M.-R.", "m r", "karimi"),
    ("Karimi A. R.", "a r", "karimi"),
    ("SMH Karimi", "s m h", "karimi"),
    ("KARIMI SMH", "s m h", "karimi"),
    ("کریمی م. ر.", "م ر", "کریمی"),
    ("جان ام. هیل", "جان m", "هیل"),
    ("جی. اچ. هیل", "j h", "هیل"),
    # No initials: a title, a name in capitals, a particle, a given name and the initial of a surname.
    ("KARIMI MR", "", "karimi"),
    ("MR Karimi", "", "karimi"),
    ("Ali Karimi MD", "ali", "karimi"),
    ("LI Wei", "li", "wei"),
    ("ALI Karimi", "karimi", "ali"),
    ("AL KARIMI Ali", "ali", "al karimi"),
    ("Ali K.", "ali", "k"),
    ("AR", "", "ar"),
    ("ام هیل", "ام", "هیل"),
]


@pytest.mark.parametrize(("text", "given", "family"), READ)
def test_initials_are_read(text: str, given: str, family: str) -> None:
    name = parse_name(text)
    assert (name.given, name.family) == (given, family)
