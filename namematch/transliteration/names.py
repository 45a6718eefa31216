"""A name in one script in, its spellings in the other out, each with a probability.

A word of the vocabulary has its own spelling, a word made of known parts theirs. Any other is
spelled letter by letter (``speller``).
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Final

from ..errors import NameMatchError, quoted
from ..model.vocabulary import Vocabulary, shipped_vocabulary
from ..text.constructs import without_gaps
from ..text.letters import latin_letters, persian_letters
from ..text.normalize import clean_text, normalize_name
from .ahead import Ahead
from .directions import TOKENS, WayToSpell, is_written_in
from .graphones import Graphones, shipped_graphones
from .headings import heading_parts, latin_ordinals
from .in_use import SpellingsInUse
from .scheme_reading import SchemeReader, scheme_words, schemes_of
from .search import NARROW, WIDE, Width
from .speller import Speller
from .spelling import Spelling, best_products
from .title_forms import persian_titles
from .to_latin import ToLatin
from .to_persian import ToPersian
from .written_marks import has_marks, marked_words

PLAIN: Final = 1.2  # odds to the second spelling at which one is enough from a narrow search
MOST_MODELS: Final = 2  # of graphones that a vocabulary keeps ready for use


def transliterate(
    text: str,
    *,
    script: str | None = None,
    scheme: str = "press",
    style: str = "english",
    vocabulary: Vocabulary | None = None,
    graphones: Graphones | None = None,
) -> str:
    """Spell *text* in the other script: Persian tokens in Latin letters, Latin ones in Persian.

    The direction is each token's own, the order of the words stays as written. Digits,
    punctuation and other scripts pass in normal form (``clean_text``). Persian words have the half-space and
    hamza of a careful writer. A half-space joins
    (Alireza, Karimizadeh), a space parts (Karimi Zadeh), a hyphen is kept in Latin and is a
    half-space in Persian. The words of an Arabic construct are one word, wherever they are parted
    (Abdul Karim, عبد الکریم). ``''`` gives ``''``.

    *script*, ``"latin"`` or ``"persian"``, is the one to write all in: words of that script stay as they are.

    *scheme* says how Latin letters are written: as the ``press`` of a language does, its
    *style*, or by ``bgn-pcgn``, ``ala-lc``, ``din-31635``, ``iso-233-3``, ``ijmes``, ``ijmes-dari``,
    ``odni-ic`` or ``un-2012``; of them *style* changes nothing. The vowels of known words are facts, and
    those that *text* writes (صبّاح). Latin tokens are read by the same *scheme*, letter by letter; without
    one, by that whose marks they have. Dates, ordinals and trades in a Latin heading, ordinals behind a
    Persian name, and titles, are written by tables; what ties names in speech (Nasir-i Khusraw) is not
    written. A word longer than any name is spelled in stretches, a very long one letter by letter.

    Words are spelled as *vocabulary* says, and its channel tells which of them a Latin token
    is; other words by *graphones*. Both are the package's unless given. A word without a Latin
    spelling, such as ``Reconciliation.vocabulary`` has of its list, is found for a Latin token
    and is spelled letter by letter in Latin.

    Raises ``NameMatchError`` for what is not text, a *scheme* not in ``SCHEMES``, a *style* not in
    ``STYLES`` or another *script*.

    >>> transliterate("غفور فتاحیان"), transliterate("Ghafoor Fattahian")
    ('Ghafour Fattahian', 'غفور فتاحیان')
    >>> transliterate("غفور فتاحیان", scheme="ala-lc"), transliterate("شیرین", style="german")
    ('Ghafūr Fattāḥiyān', 'Schirin')
    >>> transliterate("Ṣādiq Hidāyat"), transliterate("Nāṣer od-Dīn", scheme="din-31635")
    ('صادق هدایت', 'ناصرالدین')
    >>> transliterate("Hassan عزیزی", script="latin"), transliterate("Hassan عزیزی", script="persian")
    ('Hassan Azizi', 'حسن عزیزی')
    >>> from namematch import Word, read_words
    >>> own = Vocabulary((*read_words(), Word("شوارتز", "Schwartz", family=1.0)))
    >>> transliterate("شوارتز"), transliterate("شوارتز", vocabulary=own)
    ('Shavartez', 'Schwartz')
    """
    chunks = _chunks(text, 1, WayToSpell.of(scheme, style, script), vocabulary, graphones)
    return "".join(found[0].text for found in chunks)


def spellings(
    text: str,
    *,
    n: int = 5,
    script: str | None = None,
    scheme: str = "press",
    style: str = "english",
    vocabulary: Vocabulary | None = None,
    graphones: Graphones | None = None,
) -> list[Spelling]:
    """Give the *n* most probable spellings of *text* in the other script, best first.

    With *script* ``"latin"`` they are all in Latin letters: the spellings that people use for the same name,
    in whichever script it is given; by a *scheme* or the *style* of a language, what that makes of the words
    that it most probably is. With ``"persian"`` Persian words stay. The other options are those of
    ``transliterate``. Probabilities are of the whole text, the product over its tokens, and sum to at most 1;
    of two as probable the first by code points is first. In the English-language press, spellings that sound
    alike are apart (Nouri, Noori). ``''`` gives one spelling, ``''``. Raises ``NameMatchError`` for *n* < 1,
    and as ``transliterate`` does.

    >>> [spelling.text for spelling in spellings("نوری", n=3)]
    ['Nouri', 'Nuri', 'Noori']
    >>> [spelling.text for spelling in spellings("Hussain", n=3, script="latin")]
    ['Hossein', 'Hosseyn', 'Hussein']
    >>> spellings("Hussain", n=1, script="latin", style="german")[0].text
    'Hussein'
    """
    if n < 1:
        raise NameMatchError(f"n is {n}, at least 1 spelling can be asked for")
    way = WayToSpell.of(scheme, style, script).of_spellings()
    return best_products(_chunks(text, n, way, vocabulary, graphones), n)


def _chunks(
    text: object,
    n: int,
    way: WayToSpell,
    vocabulary: Vocabulary | None,
    graphones: Graphones | None,
) -> Iterator[tuple[Spelling, ...]]:
    """The *n* best spellings of each piece of a *text*."""
    if not isinstance(text, str):
        raise NameMatchError(f"text={quoted(text)} is not text")
    return _transliterator(vocabulary, graphones).chunks_of_heading(text, n, way)


def cleaned_text(text: str) -> str:
    """*text* as its tokens are looked for: clean, each construct as one word."""
    return without_gaps(clean_text(text))


class Transliterator:
    """Spells the tokens of texts in the other script by a vocabulary, its channel and graphones.

    What it spelled last it remembers; two threads may ask it at once.
    """

    def __init__(self, vocabulary: Vocabulary, graphones: Graphones, ahead: Ahead | None = None) -> None:
        speller = Speller(graphones, vocabulary.channel, ahead)
        self.to_latin = ToLatin(vocabulary, speller)
        self.to_persian = ToPersian(vocabulary, speller, ahead)
        self._reader = SchemeReader(vocabulary, self.to_latin, self.to_persian)
        self._in_use = SpellingsInUse(vocabulary, self.to_latin, self.to_persian)
        self._spelled = ahead.spelled if ahead is not None else {}

    def chunks(self, clean: str, n: int, way: WayToSpell) -> Iterator[tuple[Spelling, ...]]:
        """Yield the *n* best spellings of each token of a clean text, and the stretches between."""
        end = 0
        for match in TOKENS.finditer(clean):
            yield (Spelling(clean[end : match.start()], 1.0),)
            end = match.end()
            token = normalize_name(match.group())
            title = _title(token, clean, end) or _ordinal(token, clean, match.start())
            if way.in_use and not title:
                found = self._in_use.spell(way.writing, token, is_persian=match.lastgroup == "persian")
                yield found[:n] or (Spelling(match.group(), 1.0),)
                continue
            if match.lastgroup == way.script:
                yield (Spelling(match.group(), 1.0),)
                continue
            if title:
                yield (Spelling(title, 1.0),)
                end += match.lastgroup == "latin" and clean.startswith(".", end)
                continue
            is_persian = match.lastgroup == "persian"
            found = self._spelled.get(token) or self.spelled(token, n, way.writing, is_persian=is_persian)
            yield found[:n] or (Spelling(match.group(), 1.0),)
        yield (Spelling(clean[end:], 1.0),)

    def spelled(self, token: str, n: int, scheme: str, *, is_persian: bool) -> tuple[Spelling, ...]:
        """The spellings of a token in normal form, best first; ``()`` where it has no letter."""
        found = self.spell(NARROW, token, scheme, is_persian=is_persian) if n == 1 else ()
        return found if is_plain(found) else self.spell(WIDE, token, scheme, is_persian=is_persian)

    def spell(self, width: Width, token: str, scheme: str, *, is_persian: bool) -> tuple[Spelling, ...]:
        """The spellings of a token in normal form that a search of *width* finds, best first; ``()`` where it
        has no letter."""
        return (
            self.to_latin.spell(scheme, width, token) if is_persian else self.to_persian.spell(width, token)
        )

    def chunks_of_heading(self, text: str, n: int, way: WayToSpell) -> Iterator[tuple[Spelling, ...]]:
        """``chunks`` of a text in which dates, numerals and trades may stand beside names."""
        if is_written_in(text, way.script) and not way.in_use:
            yield (Spelling(text, 1.0),)
            return
        if has_marks(text) and way.script != "persian" and not way.in_use:
            yield from self._with_marks(text, n, way)
            return
        if way.script == "latin":  # no word is read by a scheme, no date becomes Persian
            yield from self.chunks(cleaned_text(text), n, way)
            return
        parts, reading = list(heading_parts(text)), way.reading
        if reading is None:
            reading = self._reader.best_scheme(" ".join(part for part, is_name in parts if is_name))
        if reading is None and parts == [(text, True)]:
            yield from self.chunks(cleaned_text(text), n, way)
            return
        for part, is_name in parts:
            if not is_name:
                yield (Spelling(part, 1.0),)
            elif reading is None:
                yield from self._between(part, n, way)
            else:
                yield from self.chunks_of_scheme(part, n, way._replace(reading=reading))

    def chunks_of_scheme(self, text: str, n: int, way: WayToSpell) -> Iterator[tuple[Spelling, ...]]:
        """``chunks`` of a text whose Latin words a scheme wrote, the one by which they are read."""
        end = 0
        for word in scheme_words(text):
            yield from self._between(text[end : word.start], n, way)
            written = text[word.start : word.end]
            if title := _title(normalize_name(written), text, word.end):
                yield (Spelling(title, 1.0),)
                end = word.end + text.startswith(".", word.end)
                continue
            found = self._reader.spell(way.reading, written, word.parts) if way.reading else ()
            yield from [found[:n]] if found else self._between(written, n, way)
            end = word.end
        yield from self._between(text[end:], n, way)

    def _with_marks(self, text: str, n: int, way: WayToSpell) -> Iterator[tuple[Spelling, ...]]:
        """The chunks of a Persian text in which vowels are written."""
        end, width = 0, NARROW if n == 1 else WIDE
        for word in marked_words(text):
            spelled = self.to_latin.spell_marked(way.writing, width, word)
            if spelled == self.to_latin.spell(way.writing, width, word.token):
                continue  # as without marks: it may be one with the word after it
            yield from self._between(text[end : word.start], n, way)
            yield spelled[:n]
            end = word.end
        yield from self._between(text[end:], n, way)

    def _between(self, stretch: str, n: int, way: WayToSpell) -> Iterator[tuple[Spelling, ...]]:
        """The chunks of what no scheme wrote, with the spaces around it."""
        clean = cleaned_text(stretch)
        if stretch[:1].isspace():
            yield (Spelling(" ", 1.0),)
        yield from self.chunks(clean, n, way) if clean else ()
        if clean and stretch[-1:].isspace():
            yield (Spelling(" ", 1.0),)


def is_one_name(text: str) -> bool:
    """Whether all of a *text* is spelled as one name, and not by a published scheme (``chunks_of_heading``).

    >>> is_one_name("Ali Karimi"), is_one_name("Karimi, Ali, 1950-"), is_one_name("Ṣādiq Hidāyat")
    (True, False, False)
    """
    return list(heading_parts(text)) == [(text, True)] and not (schemes_of(text) or has_marks(text))


def _title(token: str, clean: str, end: int) -> str | None:
    """The Persian title that a Latin *token* of a text is, which ends at *end* there; None for no title."""
    follows = re.match(r"\.? *[^\W\d_]", clean[end:])
    return persian_titles().get(latin_letters(token)) if follows and not persian_letters(token) else None


def _ordinal(token: str, clean: str, start: int) -> str | None:
    """The numeral for a Persian *token* that begins at *start*, where it is an ordinal behind a Persian word
    (شاه عباس اول, Shah Abbas I); None for none."""
    behind = start > 1 and clean[start - 1] == " " and persian_letters(clean[start - 2])
    return latin_ordinals().get(token) if behind else None


def is_plain(found: tuple[Spelling, ...]) -> bool:
    """Whether the first spelling is so much better that a wide search would find no other."""
    return bool(found) and found[0].probability >= PLAIN * sum(x.probability for x in found[1:2])


def _transliterator(vocabulary: Vocabulary | None, graphones: Graphones | None) -> Transliterator:
    """That of a vocabulary and graphones; the vocabulary keeps it."""
    words = shipped_vocabulary() if vocabulary is None else vocabulary
    return words.derived(_by_graphones)(shipped_graphones() if graphones is None else graphones)


def _by_graphones(vocabulary: Vocabulary) -> Callable[[Graphones], Transliterator]:
    """Makes the transliterators of *vocabulary*, each once."""
    return lru_cache(maxsize=MOST_MODELS)(partial(Transliterator, vocabulary))
