"""A name with bin, ibn or بن in it in, the name and the father's name that it may be out.

Ali Karimi bin Hassan may be Ali Karimi, whose father is Hassan; Nur Allah ibn Qazi Ali is one name by which a
scholar is known. So the name keeps all its words, and here is what else it may be.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .clause_words import words_of_kind
from .name import Name, Role, Token

_FULL_NAME: Final = 2  # words before bin: given name and surname, so that all that follows is the father's


def place_of_son(tokens: Sequence[Token]) -> int:
    """Where the word for son or daughter stands, with words on both sides; -1 for none.

    Of Ali bin Hassan bin Reza the first one: what follows are Ali's fathers.
    """
    for place in range(1, len(tokens) - 1):
        token = tokens[place]
        if token.role is Role.PARTICLE and token.text in words_of_kind("son"):
            return place if any(t.role is not Role.PARTICLE for t in tokens[:place]) else -1
    return -1


def father_tokens(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words behind bin; ``()`` for a name without it."""
    place = place_of_son(tokens)
    return tuple(tokens[place + 1 :]) if place >= 0 else ()


def tokens_without_father(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """What is left of a name without bin and the father, ``()`` where it has none or a single word is left:
    of a given name alone and several words behind bin, Mohammad bin Salman Al Zavuli, the last ones stay."""
    place = place_of_son(tokens)
    if place < 0:
        return ()
    before, behind = tokens[:place], tokens[place + 1 :]
    words = sum(token.role is not Role.PARTICLE for token in before)
    kept = () if words >= _FULL_NAME else tuple(_behind_first_word(behind))
    left = (*before, *kept)
    if sum(token.role is not Role.PARTICLE for token in left) < _FULL_NAME:
        return ()  # Ali bin Hassan is not Ali, who may be anybody
    return (*left[:-1], replace(left[-1], joins=False))


def _behind_first_word(tokens: Sequence[Token]) -> Sequence[Token]:
    for place, token in enumerate(tokens):
        if token.role is not Role.PARTICLE:
            return tokens[place + 1 :]
    return ()


def with_patronymic(name: Name) -> Name:
    """*name* with its father's name, where one stands behind bin.

    >>> from .parse import parse_name
    >>> name = parse_name("Ali Karimi bin Hassan")
    >>> name.father.text, [token.text for token in name.tokens]
    ('hassan', ['ali', 'karimi', 'bin', 'hassan'])
    """
    for token in name.tokens:
        if token.role is Role.PARTICLE:
            father = father_of_tokens(name.tokens)
            return name if father is None else replace(name, father=father)
    return name


def father_of_tokens(tokens: Sequence[Token]) -> Name | None:
    """The father of a name that has bin in it, as a name."""
    found = father_tokens(tokens)
    if not found:
        return None
    text = " ".join(token.text for token in found)
    return Name(text, found[0].script, found, (), surname_first=False)
