"""Ordinary words, trades and places that names are made of: no names of the lexicon, but known.

They do not compete to explain a token, for few people are called so. They teach how names that
nobody knows are read (Khanjar, dagger: Khanjari), and have a spelling of their own in the press.
"""

from collections.abc import Mapping
from functools import lru_cache

from .letters import persian_letters
from .tables import read_table


@lru_cache(maxsize=1)
def stems() -> Mapping[str, str]:
    """The press spelling of each word of ``data/stems.tsv`` by its Persian letters.

    >>> stems()["خنجر"]
    'Khanjar'
    """
    rows = read_table("stems", ("persian", "latin"), as_written=("latin",), unique=("persian",))
    return {persian_letters(persian): latin for persian, latin in rows}
