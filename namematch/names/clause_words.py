"""The words of ``data/clauses.tsv`` in, ready to be found in a text: add a new one there.

Some kinds need more than the table: which words are given names tells two persons with a comma between from
a surname with given names, and which words are names when read backwards tells a text that a PDF turned.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from ..text.scripts import SCRIPT_OF_LETTER, Script
from ..text.tables import read_table
from .words import word_kinds

MOST_GENERATIONS: Final = 8  # of bearers of one name that are counted
_GENERATION: Final = "generation "  # and a number
CLAUSE_KINDS: Final = (
    *("alias", "birth", "father", "relative", "son", "son after", "daughter after", "and", "others"),
    *("nobody", "nothing", "date", "note", "place", "label", "number"),
    *(f"{_GENERATION}{number}" for number in range(1, MOST_GENERATIONS + 1)),
)
# No letter beside, nor one behind an apostrophe, which is a letter of the word.
_NOT_BEFORE, _NOT_AFTER = r"(?<![^\W\d_])(?<![^\W\d_]')", r"(?!'?[^\W\d_])"
_SLASHED: Final = frozenset({"alias", "father", "relative", "nobody"})  # n/a, s/o
_QUIET: Final = frozenset({"date", "note", "son", "number"})  # found by a sign beside them, or by their role
_SHORTEST_TURNED: Final = 3  # letters of a name that is known when it is turned


@cache
def clause_words() -> dict[str, str]:
    """The words or phrases of clauses.tsv and their kinds; what counts a bearer is a ``generation``."""
    return {word: "generation" if kind.startswith(_GENERATION) else kind for word, kind in _clause_rows()}


@cache
def generations() -> dict[str, int]:
    """The words that count the bearers of a name: {word: number}."""
    return {
        word: int(kind.removeprefix(_GENERATION))
        for word, kind in _clause_rows()
        if kind.startswith(_GENERATION)
    }


@cache
def _clause_rows() -> list[tuple[str, str]]:
    """Read clauses.tsv: (word or phrase, its kind)."""
    columns = ("word", "script", "kind")
    rows = read_table(
        "clauses", columns, as_written=("script",), unique=("word",), one_of={"kind": CLAUSE_KINDS}
    )
    return [(word, kind) for word, _script, kind in rows]


@cache
def words_of_kind(*kinds: str) -> frozenset[str]:
    """The words and phrases of *kinds*."""
    return frozenset(word for word, kind in clause_words().items() if kind in kinds)


@cache
def pattern_of(*kinds: str) -> str:
    """A regular expression for any word or phrase of *kinds*, longest first, standing for itself: spaces,
    half-spaces and hyphens within it are one, and dots may be left out."""
    phrases = sorted(words_of_kind(*kinds), key=lambda phrase: (-len(phrase), phrase))
    written = (
        "".join({" ": "[\\s\u200c-]+", ".": r"\.?\s?"}.get(c, re.escape(c)) for c in phrase)
        for phrase in phrases
    )
    return f"{_NOT_BEFORE}(?:{'|'.join(written)}){_NOT_AFTER}"


@cache
def matcher_of(pattern: str, *kinds: str) -> re.Pattern[str]:
    """*pattern* with ``WORD`` standing for the words of *kinds*, whatever their case."""
    return re.compile(pattern.replace("WORD", pattern_of(*kinds)), re.IGNORECASE)


@cache
def clause_triggers() -> Mapping[str, frozenset[str]]:
    """The words without which no clause begins, unless a sign begins it, and the kinds of clauses that each
    may begin: the longest word of each phrase that is no name, and names turned round."""
    found: dict[str, frozenset[str]] = dict.fromkeys(turned_names(), frozenset())
    found["b"] = frozenset()  # b. is a scholar's ibn
    names = given_names() | surnames()
    for phrase, kind in clause_words().items():
        words = _words(phrase)
        if kind not in _QUIET and "/" not in phrase and words:
            trigger = max(words, key=lambda word: (word not in names, len(word), word))
            found[trigger] = found.get(trigger, frozenset()) | {kind}
    return found


def kinds_in(words: Iterable[str], signs: str) -> frozenset[str]:
    """The kinds of clauses that a text of these *words* with these *signs* may have, and more."""
    triggers = clause_triggers()
    found = _SLASHED if "/" in signs else frozenset()
    return found.union(*(triggers[word] for word in words if word in triggers))


@cache
def remark_words() -> frozenset[str]:
    """The words that make a remark of what stands behind a comma."""
    return frozenset(word for phrase in words_of_kind("note", "birth") for word in _words(phrase))


def _words(phrase: str) -> list[str]:
    """The words of a phrase as ``split_words`` gives them."""
    parted = "".join(c if c.isalpha() or c == "'" else " " for c in phrase)
    return [word.strip("'") for word in parted.split()]


@cache
def given_names() -> frozenset[str]:
    """The given names of the lexicon, in both scripts, casefolded."""
    return frozenset(
        _all_spellings(read_table("given", _GIVEN_COLUMNS, optional=("variants",), as_written=("latin",)))
    )


@cache
def surnames() -> frozenset[str]:
    """The surnames of the lexicon, as ``given_names``."""
    return frozenset(
        _all_spellings(read_table("family", _FAMILY_COLUMNS, optional=("variants",), as_written=("latin",)))
    )


_GIVEN_COLUMNS: Final = ("persian", "latin", "frequency", "gender", "variants")
_FAMILY_COLUMNS: Final = ("persian", "latin", "frequency", "variants")


def _all_spellings(rows: Iterable[tuple[str, ...]]) -> Iterable[str]:
    for persian, latin, *_rest, variants in rows:
        yield from (persian, latin.casefold(), *variants.split())


@cache
def turned_names() -> frozenset[str]:
    """Persian names of the lexicon written backwards, less those that are words as they stand."""
    known = persian_words()
    turned = (word[::-1] for word in known if len(word) >= _SHORTEST_TURNED)
    return frozenset(word for word in turned if word not in known)


@cache
def persian_words() -> frozenset[str]:
    """Persian words that are names, titles or parts of names."""
    listed = given_names() | surnames() | word_kinds("titles").keys() | word_kinds("compounds").keys()
    listed |= word_kinds("particles").keys() | clause_words().keys()
    return frozenset(word for word in listed if SCRIPT_OF_LETTER[word[0]] is Script.PERSIAN)
