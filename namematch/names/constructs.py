"""The words of a text in, the same with those of one construct as one word out: Abdul Karim, Abd al-Karim.

What is one is told by ``text.constructs``. A title of several words (آیت الله) stays what it is.
"""

from typing import Final

from ..text.constructs import TELLING, write_joins
from ..text.scripts import Script
from .title_table import TitleTable
from .titles import kind_of_title
from .words import WrittenWord, split_words, word_of

_SCRIPT_PLACES: Final = {script: place for place, script in enumerate(Script)}


def construct_words(clean: str, titles: TitleTable) -> list[WrittenWord]:
    """Part clean text into words, wherever it parts those of a construct; *titles* are those known.

    >>> from .title_table import shipped_titles
    >>> [word.text for word in construct_words("Abdul Karim Nour al-Din", shipped_titles())]
    ['abdulkarim', 'nouraldin']
    """
    words = split_words(clean, titles)
    return _joined(words, titles) if any(word.construct & TELLING for word in words) else words


def _joined(words: list[WrittenWord], titles: TitleTable) -> list[WrittenWord]:
    joins = [False] * len(words)
    write_joins([w.construct for w in words], list(map(_group, words)), 0, len(words), joins)
    found: list[WrittenWord] = []
    run: list[WrittenWord] = []
    for word, joined in zip(words, joins, strict=True):
        run.append(word)
        if not joined:
            found += run if len(run) == 1 else one_word(run, titles)
            run = []
    return found


def one_word(run: list[WrittenWord], titles: TitleTable) -> list[WrittenWord]:
    """The words of a construct as one; as they are where they are a title."""
    text = "".join(word.text for word in run)
    if kind_of_title(text):
        return run
    return [word_of(text, run[0].script, titles, upper_case=run[0].upper_case)]


def _group(word: WrittenWord) -> int:
    """Words of a construct are of one script, all of them in capitals or none: Abdul RAHMAN is two names."""
    return 2 * _SCRIPT_PLACES[word.script] + word.upper_case
