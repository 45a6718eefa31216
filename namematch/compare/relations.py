"""What words of two names have to do with each other, and how a person is told of it.

Each relation stands here once, so that an explanation and the reason of a review say the same.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

Relation = Literal[
    "identical",
    "spelling",
    "slip",
    "short form",
    "initial",
    "similar",
    "different",
    "left over",
    "particle",
    "title",
    "surname first",
    "other order",
    "one word",
    "alias",
    "father",
    "other father",
    "father not told",
    "other generation",
    "two people",
    "turned text",
    "within",
    "unread",
]


class Wording(NamedTuple):
    """How a relation is put, for someone who knows no statistics.

    *line* stands beside the two words in an explanation; *reason* stands alone, and names them. ``{word}``
    is the Persian word that both render, ``{words}`` are the words of both sides.
    """

    line: str
    reason: str
    wordless: str = ""  # the line where no such word is known

    def explained(self, word: str) -> str:
        """The line of an explanation.

        >>> WORDINGS["spelling"].explained("علی"), WORDINGS["spelling"].explained("")
        ('spells علی', 'another spelling')
        """
        return self.line.format(word=word) if word or not self.wordless else self.wordless

    def reasoned(self, left: str, right: str) -> str:
        """The reason why two names are in doubt.

        >>> WORDINGS["slip"].reasoned("karmi", "کریمی"), WORDINGS["left over"].reasoned("khani", "")
        ('a slip of the pen: karmi / کریمی', 'missing on the other side: khani')
        """
        return self.reason.format(words=" / ".join(filter(None, (left, right))))


# What cells say beside the words of their names.
OF_CELLS: Final[frozenset[Relation]] = frozenset(
    {"alias", "father", "other father", "father not told", "other generation", "two people", "turned text"}
)
TWO_PEOPLE: Final = "two people in one cell"

WORDINGS: Final[Mapping[Relation, Wording]] = {
    # A word written the same is in doubt where it is joined (Ali Reza, Alireza).
    "identical": Wording("written the same", "{words}"),
    "spelling": Wording("spells {word}", "spelled otherwise: {words}", "another spelling"),
    "slip": Wording("a slip for {word}", "a slip of the pen: {words}", "a slip of the pen"),
    "short form": Wording("short form", "a short form: {words}"),
    "initial": Wording("initial", "an initial for a word: {words}"),
    "similar": Wording("looks alike", "look alike: {words}"),
    "different": Wording("does not fit", "do not fit: {words}"),
    "left over": Wording("missing on the other side", "missing on the other side: {words}"),
    "particle": Wording("particle, missing on the other side", "missing on the other side: {words}"),
    # Of the titles only one that may be a word of the surname (Seyed Zafari) is in doubt.
    "title": Wording("title, does not count", "{words}"),
    "surname first": Wording("the words stand in turned order", "the words stand in turned order"),
    "other order": Wording("the words stand in another order", "the words stand in another order"),
    "one word": Wording("only one word in common", "only one word in common"),
    "alias": Wording("also known as {word}", "an alias: {words}"),
    "father": Wording("the father's name, the same", "the father's name: {words}"),
    "other father": Wording("the father's name, another", "two fathers: {words}"),
    "father not told": Wording("the father's name, does not count", "{words}"),
    "other generation": Wording("another bearer of the name", "two bearers of one name: {words}"),
    "two people": Wording("two people in one cell", TWO_PEOPLE),
    "turned text": Wording("letters in visual order", "letters in visual order"),
    "within": Wording("the one name stands in the other", "the one name stands in the other"),
    "unread": Wording("in a script that is not read", "in a script that is not read: {words}"),
}
