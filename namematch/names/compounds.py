"""The tokens of a name in, the runs of them that may be one word out: Ali Reza, Alireza."""

from collections.abc import Sequence
from typing import Final, TypeVar

from ..arrays.dtypes import Bools
from ..text.letters import is_initial
from ..text.scripts import ScriptedText
from .name import Name, Token

Truth = TypeVar("Truth", bool, Bools)  # of a rule for one and for many

WIDEST: Final = 4  # tokens that one token of the other side may stand for: abd ol hossein zadeh
LONGEST_NAME = 60  # tokens; a longer text is no name, and is compared as a whole


def tokens_of(name: Name) -> tuple[Token, ...]:
    """What is aligned: first the titles that may be words of the name, then its tokens.

    Seyed Khosravi, one word with its title, is سید خسروی رضوی with one word more.
    """
    return name.optional_titles + name.tokens


def are_linked(joins: Truth, word: Truth, next_word: Truth, same_script: Truth) -> Truth:
    """Whether neighbours may be one word, of truth values or arrays of them: where the text leaves it open
    (``Token.joins``), both are of one script, and neither is an initial, for S. Reza is no name of one word.
    """
    linked: Truth = joins & word & next_word & same_script
    return linked


def spans(tokens: Sequence[Token], widest: int) -> list[tuple[int, int, ScriptedText]]:
    """(start, length, joined token) of each run of up to *widest* tokens that may be one word: each is linked
    with the next one.

    >>> from .parse import parse_name
    >>> [text for _, _, (text, _) in spans(parse_name("Ali Reza K").tokens, WIDEST)]
    ['ali', 'alireza', 'reza', 'k']
    """
    word = [not is_initial(token.text) for token in tokens]
    found = []
    for start, (first, *others) in enumerate(tokens[at : at + widest] for at in range(len(tokens))):
        text, before = first.text, first
        found.append((start, 1, (text, first.script)))
        for length, token in enumerate(others, 2):
            last = start + length - 1
            if not are_linked(before.joins, word[last - 1], word[last], before.script is token.script):
                break
            text, before = text + token.text, token
            found.append((start, length, (text, first.script)))
    return found
