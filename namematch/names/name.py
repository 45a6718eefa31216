"""What a name is once it is read: tokens, each with a script and a role."""

from dataclasses import dataclass
from enum import StrEnum

from ..text.scripts import Script


class Role(StrEnum):
    """What a word is in a name."""

    GIVEN = "given"
    FAMILY = "family"
    PARTICLE = "particle"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a name."""

    text: str  # normal form, casefolded; never empty
    script: Script
    role: Role
    joins: bool  # may be read as one word with the token that follows


@dataclass(frozen=True, slots=True)
class Name:
    """A name as read: tokens in given-family order where the text told it, else as written."""

    text: str  # as the source wrote it, never changed
    script: Script  # of most letters
    tokens: tuple[Token, ...]
    titles: tuple[str, ...]  # normal form, in the order of the text; after a comma last
    surname_first: bool  # the family came first and was put last
    optional_titles: tuple[Token, ...] = ()  # those *titles* that may be words of the name: سید, Mirza
    aliases: tuple["Name", ...] = ()  # other names of the same person, as the cell has them
    father: "Name | None" = None  # his name, or her father's, where the cell tells it
    notes: tuple[str, ...] = ()  # normal form: all else that stands in the cell, words such as née too
    persons: tuple["Name", ...] = ()  # of a cell with several: each, the first of them this name

    @property
    def given(self) -> str:
        """The words of the given part joined by spaces, particles within; ``''`` if none."""
        return _words_of_part(self.tokens, Role.GIVEN)

    @property
    def family(self) -> str:
        """The words of the family part joined by spaces, particles within; ``''`` if none."""
        return _words_of_part(self.tokens, Role.FAMILY)


def _words_of_part(tokens: tuple[Token, ...], role: Role) -> str:
    """Join the words of a part; a particle is in the part of the word that follows it."""
    found: list[str] = []
    particles: list[str] = []
    for token in tokens:
        if token.role is Role.PARTICLE:
            particles.append(token.text)
            continue
        if token.role is role:
            found += [*particles, token.text]
        particles.clear()
    return " ".join(found)
