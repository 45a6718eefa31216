"""A name in, all the names that it may be compared by out: itself, its aliases, each person of its cell."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from typing import Final

from ..text.constructs import is_kunya
from .compounds import LONGEST_NAME
from .name import Name, Role, Token
from .patronymics import tokens_without_father

MOST_FACES: Final = 12  # of a name; two names of so many are compared 144 times


def faces(name: Name) -> tuple[Name, ...]:
    """*name*, and what else it may be: the other persons of its cell, its aliases, one of a single word with
    the given part and with the surname (Maryam Karimi, née Ahmadi, is Maryam Ahmadi), but for a by-name that
    thousands have (Abu Yasir), and the name without bin and the father's; at most ``MOST_FACES``.

    >>> from .parse import parse_name
    >>> [" ".join(t.text for t in face.tokens) for face in faces(parse_name("Maryam Karimi (née Ahmadi)"))]
    ['maryam karimi', 'maryam ahmadi', 'ahmadi karimi']
    """
    others = tuple(islice(_other_names(name), MOST_FACES - 1))
    return (name, *others)


def has_faces(name: Name) -> bool:
    """Whether *name* may be another than it says first."""
    if name.aliases or name.persons:
        return True
    return name.father is not None and bool(_beside_father(name))


def _beside_father(name: Name) -> tuple[Token, ...]:
    """A name without bin and the father's name; or a single word with the name of the father that stands
    apart: Farhad s/o Rahim is Farhad bin Rahim."""
    if len(name.tokens) == 1 and name.father is not None:
        return _linked((*name.tokens, *name.father.tokens))
    return tokens_without_father(name.tokens)


def _other_names(name: Name) -> Iterator[Name]:
    if name.father is not None and (tokens := _beside_father(name)):
        yield replace(name, tokens=tokens, aliases=(), father=None, notes=(), persons=())
    for other in (*name.persons[1:], *name.aliases):
        alone = len(other.tokens) == 1 < len(name.tokens) and other in name.aliases
        if 0 < len(other.tokens) <= LONGEST_NAME and not alone:
            yield other
    for alias in name.aliases:
        if len(alias.tokens) == 1 < len(name.tokens) and not is_kunya(alias.tokens[0].text):
            yield from _with_alias(name, alias.tokens[0])


def _with_alias(name: Name, word: Token) -> Iterator[Name]:
    """*name* with *word* for its surname, and with *word* for its given part."""
    given = next((k for k, t in enumerate(name.tokens) if t.role is Role.FAMILY), len(name.tokens))
    for tokens in (
        (*name.tokens[:given], replace(word, role=Role.FAMILY)),
        (replace(word, role=Role.GIVEN), *name.tokens[given:]),
    ):
        if len(tokens) > 1:
            yield replace(
                name,
                tokens=_linked(tokens),
                optional_titles=(),
                aliases=(),
                father=None,
                notes=(),
                persons=(),
            )


def _linked(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """*tokens* of which each may join the next, where both are of one script."""
    joins = [one.script is two.script for one, two in pairwise(tokens)] + [False]
    return tuple(replace(token, joins=join) for token, join in zip(tokens, joins, strict=True))
