"""A title in one script in, how the other writes it out: دکتر is Dr., Mr. is آقای."""

from collections.abc import Mapping
from functools import cache

from ..text.letters import latin_letters, persian_letters
from ..text.normalize import ZWNJ, normalize_name
from ..text.tables import read_table


@cache
def latin_titles() -> Mapping[str, str]:
    """The abbreviation that the English-language press writes, by the letters of a Persian title.

    >>> latin_titles()["دکتر"]
    'Dr'
    """
    return {persian_letters(persian): latin for persian, latin, use in _title_rows() if use == "both"}


@cache
def persian_titles() -> Mapping[str, str]:
    """The Persian title for the folded letters of a Latin one.

    >>> persian_titles()["prof"]
    'پروفسور'
    """
    return {
        latin_letters(normalize_name(latin)): persian.replace("+", ZWNJ)
        for persian, latin, _ in _title_rows()
    }


@cache
def _title_rows() -> list[tuple[str, ...]]:
    return read_table(
        "title_forms", ("persian", "latin", "use"), as_written=("latin",), unique=("latin",),
        one_of={"use": ("both", "read")},
    )  # fmt: skip
