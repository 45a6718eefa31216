"""The distinct tokens of a list as numbers; and patterns as arrays, which give the tokens of many texts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from ..arrays.dtypes import Longs
from ..arrays.ragged import starts_of, stretches
from ..arrays.ranking import text_ranks
from ..arrays.strings import Texts, parts
from ..text.scripts import Script
from .name import Name, Role, Token
from .patterns import Pattern
from .splitting import SplitTexts
from .titles import without_title

_SORTED_SCRIPTS: Final = sorted(Script)
_SORTED_ROLES: Final = sorted(Role)


def token_places(tokens: Sequence[Token]) -> Longs:
    """The place of each token, all different, in the order of their texts, scripts, roles and joins."""
    texts, kinds = (
        Texts.of(token.text for token in tokens),
        np.array(list(map(token_kind, tokens)), np.int64),
    )
    place = np.empty(len(tokens), np.int64)
    place[np.lexsort((kinds, text_ranks(texts, np.zeros_like(kinds))))] = np.arange(len(tokens))
    return place


def token_kind(token: Token) -> int:
    """All of a token but its text, as a number; in the order of script, role and joins."""
    # A place in a short list is found faster than a member of an enumeration is hashed.
    return (
        2 * (len(_SORTED_ROLES) * _SORTED_SCRIPTS.index(token.script) + _SORTED_ROLES.index(token.role))
        + token.joins
    )


class Tokens:
    """The distinct tokens in the order in which they first come, and the number of each."""

    def __init__(self) -> None:
        self.listed: list[Token] = []
        self._numbers: list[dict[str, int]] = [
            {} for _ in range(2 * len(_SORTED_SCRIPTS) * len(_SORTED_ROLES))
        ]

    @classmethod
    def then(cls, tokens: Sequence[Token], others: Iterable[Token]) -> "Tokens":
        """*tokens*, each once, to be asked for the numbers of *others*, and of none but these."""
        found, texts = cls(), {token.text for token in others}
        found.listed.extend(tokens)
        for number, token in enumerate(tokens):
            if token.text in texts:
                found._numbers[token_kind(token)][token.text] = number
        return found

    def alike(self, texts: Iterable[str], shown: Token) -> list[int]:
        """The numbers of the tokens that *texts* are, being what *shown* is; new ones where not known."""
        numbers, listed = self._numbers[token_kind(shown)], self.listed
        found: list[int] = []
        for text in texts:
            number = numbers.setdefault(text, len(listed))
            if number == len(listed):
                listed.append(Token(text, shown.script, shown.role, shown.joins))
            found.append(number)
        return found

    def numbers(self, tokens: Iterable[Token]) -> list[int]:
        """The numbers of *tokens*."""
        return [number for token in tokens for number in self.alike((token.text,), token)]

    def of_names(self, names: Iterable[Name]) -> tuple[Longs, Longs]:
        """The tokens of *names*, optional ones first, as numbers, and how many each has."""
        found: list[int] = []
        lengths: list[int] = []
        for name in names:
            tokens = name.optional_titles + name.tokens
            found += self.numbers(tokens)
            lengths.append(len(tokens))
        return np.array(found, np.int64), np.array(lengths, np.int64)


@dataclass(frozen=True, eq=False, slots=True)
class Shapes:
    """Patterns as arrays: the tokens of pattern *p* are entries ``starts[p]:starts[p] + lengths[p]``, each a
    *fixed* token or, where that is -1, the word at a *place*, made a token as one of *kinds* tells: being
    what that token is, cut from its title or whole."""

    starts: Longs
    lengths: Longs
    fixed: Longs
    place: Longs
    kind: Longs
    kinds: list[tuple[Token, bool]]

    @classmethod
    def of(cls, patterns: Sequence[Pattern], tokens: Tokens) -> Self:
        numbers: dict[tuple[int, bool], int] = {}
        kinds: list[tuple[Token, bool]] = []
        entries: list[tuple[int, int, int]] = []
        for pattern in patterns:
            entries += [(number, 0, 0) for number in tokens.numbers(pattern.optional_titles)]
            for k, (place, token) in enumerate(zip(pattern.places, pattern.tokens, strict=True)):
                number = numbers.setdefault((token_kind(token), k == pattern.cut), len(kinds))
                if number == len(kinds):
                    kinds.append((token, k == pattern.cut))
                entries.append((-1, place, number))
        lengths = np.array([len(x.optional_titles) + len(x.places) for x in patterns], np.int64)
        columns = np.array(entries, np.int64).reshape(-1, 3).T
        return cls(starts_of(lengths)[:-1], lengths, columns[0], columns[1], columns[2], kinds)

    def tokens(self, split: SplitTexts, starts: Longs, pattern: Longs, tokens: Tokens) -> Longs:
        """The tokens of texts, one text after the other; the words of each begin at *starts*."""
        words = len(split.spelled)
        ends = np.cumsum(self.lengths[pattern])
        key = np.empty(ends[-1] if len(ends) else 0, np.int64)
        for part in parts(len(pattern)):
            lengths = self.lengths[pattern[part]]
            entry = stretches(self.starts[pattern[part]], lengths)
            word = split.word[np.repeat(starts[part], lengths) + self.place[entry]]
            found = np.where(self.fixed[entry] < 0, self.kind[entry] * words + word, -1 - self.fixed[entry])
            key[ends[part][-1] - len(found) : ends[part][-1]] = found
        number = np.full((len(self.kinds), words), -1, np.int64)
        number.ravel()[key[key >= 0]] = 0
        for row, (shown, cut) in zip(number, self.kinds, strict=True):
            new = np.flatnonzero(row == 0)
            texts = map(split.spelled.__getitem__, new.tolist())
            row[new] = tokens.alike(map(without_title, texts) if cut else texts, shown)
        # A fixed token f stands at -1 - f.
        numbers: Longs = np.append(number, np.arange(int(self.fixed.max(initial=-1)), -1, -1))[key]
        return numbers
