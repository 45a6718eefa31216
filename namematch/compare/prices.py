"""What a difference of structure costs, in bits, beside the doubt about the words.

Plain loops and functions on numbers are compiled for lists and indexes, so that these compute with these
very lines; ``word_price`` takes floats or arrays alike.
"""

import math
from collections.abc import Callable, Sequence
from math import log2
from typing import NamedTuple

from ..arrays.dtypes import Numbers
from ..arrays.sums import sum_in_order
from ..names.name import Name, Role
from ..names.titles import is_seldom_title, is_title
from ..policy import Policy
from ..text.letters import is_initial
from ..text.scripts import ScriptedText
from .alignment import BitsRow
from .calibration import SHORT_LIST

FREE, WORD, INITIAL = range(3)  # kinds of tokens
OTHER_KIND, TITLED, PAIR = range(3)  # kinds of names, as ``surname_kind`` tells them


def among_others(doubt: float, others: float) -> float:
    """*doubt*, in bits, where there are 2 ** *others* times as many who might be meant.

    No doubt stays none, however many there are; more than 1,000 bits of either are as many as 1,000. These
    functions give the same last bit in plain and in compiled loops.

    >>> among_others(0.0, 10.0), among_others(1.0, 0.0), among_others(1.0, 3.0) > 3
    (0.0, 1.0, True)
    """
    return math.log2(1 + (math.exp2(min(doubt, 1000.0)) - 1) * math.exp2(min(others, 1000.0)))


class NamesakeRules(NamedTuple):
    """What ``namesake_bits`` needs of a policy: *enough* bits of rarity of the rest of a name, from which a
    word of it is doubted no more, and the *least* bits."""

    enough: float
    least: float

    @classmethod
    def of(cls, policy: Policy) -> "NamesakeRules":
        """The words of a short list are doubted more whatever the rest is: its near-namesakes are brothers
        and colleagues, as many as strangers in a list of ``policy.relatives`` names.

        >>> NamesakeRules.of(Policy(population=1_000_000)).least
        0.0
        """
        least = log2(policy.relatives / max(policy.population or 2, SHORT_LIST))
        return cls(-log2(policy.crowd), max(0.0, least))


def namesake_bits(rarities: BitsRow, first: int, count: int, rules: NamesakeRules) -> float:
    """How many times more people than ``policy.crowd`` have a name's words but *count* from *first*, as bits.

    Who is named Ali has a hundred namesakes with each surname that is nearly the same, where who is named
    Changiz has one. A plain loop, which is compiled for lists.
    """
    rest = 0.0
    for i in range(len(rarities)):
        rest += rarities[i]
    for i in range(first, first + count):
        rest -= rarities[i]
    return float(max(rules.least, rules.enough - rest))


def token_kinds(name: Name) -> list[int]:
    """What each of ``tokens_of(name)`` is: ``FREE``, a title or a particle; a ``WORD``, that tells people
    apart, so that two left over on both sides contradict each other, as Sher Agha and Sher Khan do, whichever
    of these each could do without; or an ``INITIAL``, which does too.

    >>> from ..names.parse import parse_name
    >>> token_kinds(parse_name("Seyed Ali al-K. Karimi"))
    [0, 1, 0, 2, 1]
    """
    titles = _titles_of(name)
    named = [token.role != Role.PARTICLE for token in name.tokens]
    sure = sum(word and not title for word, title in zip(named, titles, strict=True))
    free = sure > 1 or (sure == 1 and sum(named) <= 2)  # noqa: PLR2004 Nasim Agha
    # Said Ali Karimi is no Sajjad Ali Karimi, though each may be Seyed.
    found = [WORD if is_seldom_title(token.text) else FREE for token in name.optional_titles]
    for i, (token, word, title) in enumerate(zip(name.tokens, named, titles, strict=True)):
        if not word or (title and free and i == 0):
            found.append(FREE)
        else:
            found.append(INITIAL if is_initial(token.text) else WORD)
    return found


def _titles_of(name: Name) -> list[bool]:
    """Whether each token of *name* may be a title where it stands."""
    following = [*(token.text for token in name.tokens[1:]), ""][: len(name.tokens)]
    places = enumerate(zip(name.tokens, following, strict=True))
    return [is_title(token.text, first=i == 0, following=text) for i, (token, text) in places]


def skip_prices(
    name: Name, policy: Policy, share_given: Callable[[ScriptedText], float], rarities: Sequence[float]
) -> list[float]:
    """Bits for leaving each of ``tokens_of(name)`` over: a given name costs more, a title nothing, and the
    last surname less where hardly anybody has the other words.

    *share_given* tells how often a token is a given name, in [0, 1]; *rarities* are ``token_rarities``.
    """
    prices = policy.prices
    titles = _titles_of(name)
    names = sum(t.role != Role.PARTICLE for t in name.tokens)
    sure = sum(t.role != Role.PARTICLE and not title for t, title in zip(name.tokens, titles, strict=True))
    found = [0.0] * len(name.optional_titles)
    for i, (token, title) in enumerate(zip(name.tokens, titles, strict=True)):
        if token.role == Role.PARTICLE:
            found.append(prices.particle)
        elif sure > 0 and title and (sure > 1 or names <= 2):  # noqa: PLR2004 Nasim Agha
            found.append(prices.title)
        elif names <= 2:  # noqa: PLR2004 half of the name
            found.append(prices.only_pair)
        elif i > 0 and is_initial(token.text):
            found.append(prices.left_initial)
        else:
            share = 1.0 if i == 0 else share_given((token.text, token.script))
            last = i == len(name.tokens) - 1
            rest = sum_in_order(rarities) - rarities[-1]
            surname = surname_price(rest, prices.family, rare_bits(policy)) if last else prices.family
            found.append(float(word_price(share, surname, policy)))
    return found


def surname_kind(name: Name) -> int:
    """``TITLED``: a title and one word, which is a surname then (Ayatollah Dadgar). ``PAIR``: two words, by
    one of which a TITLED name may mean the same person (Hassan Dadgar)."""
    words = [token for token in name.tokens if token.role != Role.PARTICLE]
    if len(words) == 1:
        return TITLED if name.titles else OTHER_KIND
    if len(words) != 2 or words[0] is not name.tokens[0]:  # noqa: PLR2004 a pair
        return OTHER_KIND
    if not is_title(words[0].text, first=True):
        return PAIR
    return OTHER_KIND if is_title(words[1].text, first=False) else TITLED


def is_beside_a_title(name: Name, other: Name) -> bool:
    """Whether *name* is a given name and a surname, and the *other* one a title and a surname."""
    return surname_kind(name) == PAIR and surname_kind(other) == TITLED


def beside_a_title(skips: Sequence[float], name: Name, other: Name, policy: Policy) -> list[float]:
    """``skip_prices`` of *name* against the *other* one: the given name of a pair costs less where the other
    has a title in its place."""
    found = list(skips)
    if is_beside_a_title(name, other):
        first = len(name.optional_titles)
        found[first] = min(found[first], policy.prices.titled)
    return found


def word_price(share: Numbers, surname: Numbers, policy: Policy) -> Numbers:
    """Bits for a word that is left over, in a *share* of all cases a given name, else at the price of a
    *surname*."""
    bits: Numbers = share * policy.prices.given + (1 - share) * surname
    return bits


def surname_price(rest: float, family: float, rare: float) -> float:
    """Bits for a last surname that is left over where the *rest* of the name has so many bits of rarity:
    those of the *family*, and less where fewer people than one in 2 ** *rare* have the rest."""
    return among_others(family, min(0.0, rare - rest))


def rare_bits(policy: Policy) -> float:
    """``policy.rare`` in bits of rarity."""
    return -log2(policy.rare)
