"""A name in one script in, its spellings in the other out, each with a probability.

A word of the lexicon has its own spelling, a word made of known parts theirs. Any other is
spelled letter by letter (``graphones``).
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from ..errors import NameMatchError
from ..text.normalize import PERSIAN_LETTERS, ZWNJ, clean_text, normalize_name
from .schemes import column
from .speller import NARROW, WIDE
from .spelling import Spelling, best_products
from .to_latin import spell_in_latin
from .to_persian import spell_in_persian

PLAIN: Final = 1.2  # odds to the second spelling at which one is enough from a narrow search

_TOKENS = re.compile(
    rf"(?P<persian>[{PERSIAN_LETTERS}]+(?:[{ZWNJ}-][{PERSIAN_LETTERS}]+)*)"
    r"|(?P<latin>'?[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0259\u1e00-\u1eff\u0300-\u036f]"
    r"(?:['-]?[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0259\u1e00-\u1eff\u0300-\u036f])*'?)"
)


def transliterate(text: str, *, scheme: str = "press", style: str = "english") -> str:
    """Spell *text* in the other script: Persian tokens in Latin letters, Latin ones in Persian.

    The direction is each token's own, the order of the words stays as written. Digits,
    punctuation and other scripts pass in normal form (``clean_text``). A half-space joins
    (Alireza, Karimizadeh), a space parts (Karimi Zadeh), a hyphen is kept in Latin and is a
    half-space in Persian. ``''`` gives ``''``.

    *scheme* says how Latin letters are written: as the ``press`` of a language does, its
    *style*, or by ``bgn-pcgn``, ``ala-lc``, ``din-31635`` or ``iso-233-3``, which restore every
    vowel and tell apart every letter; of them *style* changes nothing. Latin tokens are
    spelled in Persian whatever the scheme.

    Raises ``NameMatchError`` for a *scheme* not in ``SCHEMES`` or a *style* not in ``STYLES``.

    >>> transliterate("غفور فتاحیان"), transliterate("Ghafoor Fattahian")
    ('Ghafour Fattahian', 'غفور فتاحیان')
    >>> transliterate("غفور فتاحیان", scheme="ala-lc"), transliterate("شیرین", style="german")
    ('Ghafūr Fattāḥiyān', 'Schirin')
    """
    return "".join(found[0].text for found in _chunks(clean_text(text), 1, column(scheme, style)))


def spellings(text: str, *, n: int = 5, scheme: str = "press", style: str = "english") -> list[Spelling]:
    """Give the *n* most probable spellings of *text* in the other script, best first.

    *scheme* and *style* are those of ``transliterate``. Probabilities are of the whole text,
    the product over its tokens, and sum to at most 1; of two as probable the first by code
    points is first. In the English-language press, spellings that sound alike are apart
    (Nouri, Noori). ``''`` gives one spelling, ``''``. Raises ``NameMatchError`` for *n* < 1, and
    as ``transliterate`` does.

    >>> [spelling.text for spelling in spellings("نوری", n=3)]
    ['Nouri', 'Nuri', 'Noori']
    """
    if n < 1:
        raise NameMatchError(f"n is {n}, at least 1 spelling can be asked for")
    return best_products(_chunks(clean_text(text), n, column(scheme, style)), n)


def _chunks(clean: str, n: int, scheme: str) -> Iterator[tuple[Spelling, ...]]:
    """Yield the *n* best spellings of each token, and as they are the stretches between."""
    end = 0
    for match in _TOKENS.finditer(clean):
        yield (Spelling(clean[end : match.start()], 1.0),)
        token = normalize_name(match.group())
        spell = partial(spell_in_latin, scheme) if match.lastgroup == "persian" else spell_in_persian
        found = spell(NARROW, token) if n == 1 else ()
        if not _is_plain(found):
            found = spell(WIDE, token)
        yield found[:n] or (Spelling(match.group(), 1.0),)
        end = match.end()
    yield (Spelling(clean[end:], 1.0),)


def _is_plain(found: tuple[Spelling, ...]) -> bool:
    """Whether the first spelling is so much better that a wide search would find no other."""
    return bool(found) and found[0].probability >= PLAIN * sum(x.probability for x in found[1:2])
