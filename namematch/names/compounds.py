"""The tokens of a name in, the runs of them that may be one word out: Ali Reza, Alireza."""

from collections.abc import Sequence

from ..text.letters import is_initial
from ..text.scripts import ScriptedText
from .name import Name, Token

LONGEST_NAME = 60  # tokens; a longer text is no name, and is compared as a whole


def tokens_of(name: Name) -> tuple[Token, ...]:
    """What is aligned: first the titles that may be words of the name, then its tokens.

    Seyed Khosravi, one word with its title, is سید خسروی رضوی with one word more.
    """
    return name.optional_titles + name.tokens


def spans(tokens: Sequence[Token], widest: int) -> list[tuple[int, int, ScriptedText]]:
    """(start, length, joined token) of each run of up to *widest* tokens that may be joined."""
    found = []
    for i, first in enumerate(tokens):
        text, script = first.text, first.script
        found.append((i, 1, (text, script)))
        before = first
        for p in range(2, min(widest, len(tokens) - i) + 1):
            token = tokens[i + p - 1]
            if not before.joins or token.script is not script:
                break
            if is_initial(before.text) or is_initial(token.text):  # S. Reza is no name of one word
                break
            text += token.text
            found.append((i, p, (text, script)))
            before = token
    return found
