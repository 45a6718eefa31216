"""Texts in, the spellings of each in the other script out: ``transliteration.names`` for lists.

Each distinct word is spelled once, by the very code that spells one; what that asks of vocabulary, graphones
and channel is worked out ahead for some thousand words together, compiled (``transliteration.ahead``).
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, TypeVar

import numpy as np

from ..arrays.choice import runs_compiled
from ..arrays.dtypes import Floats, Longs
from ..arrays.lockless import cached_property
from ..arrays.ragged import Ragged
from ..arrays.running import kernels_for
from ..arrays.sums import sum_in_order
from ..errors import NameMatchError, quoted
from ..model.blocks import Blocks
from ..model.compiled_forward import likelihood_of_pairs
from ..model.lexicon import LONGEST_TOKEN
from ..model.symbols import substrings_of, symbols_of
from ..model.vocabulary import Vocabulary, shipped_vocabulary
from ..progress import Progress, counter, silent
from ..text.letter_arrays import letters_of
from ..text.letters import latin_letters
from ..text.normalize import normalize_name
from ..transliteration.ahead import Ahead, Meanings, Proposals
from ..transliteration.directions import BOTH_SCRIPTS, TOKENS, WayToSpell, is_written_in
from ..transliteration.graphones import Graphones, shipped_graphones
from ..transliteration.headings import latin_ordinals
from ..transliteration.names import Transliterator, cleaned_text, is_one_name, is_plain
from ..transliteration.pieces import fold_spelling
from ..transliteration.schemes import ENGLISH, PRESS
from ..transliteration.search import NARROW, WIDE, Width
from ..transliteration.speller import cheapest_texts, probability_of_ways
from ..transliteration.spelling import Spelling, best_products
from ..transliteration.title_forms import persian_titles
from .all_pairs import cores
from .graphones import GraphoneLattices
from .readings import PreparedWords, read_latin
from .rehearsal import NAMES

TEXTS_A_BLOCK: Final = 8192
TOKENS_TOGETHER: Final = 2048  # whose searches are worked out at once: some megabytes

OfText = TypeVar("OfText")


@dataclass(frozen=True)
class TokenSpeller:
    """Spells tokens in normal form by a vocabulary and graphones: many at a time where loops run compiled,
    for in plain Python they win nothing by it."""

    vocabulary: Vocabulary
    graphones: Graphones
    threads: int
    _ahead: Ahead = field(default_factory=Ahead)

    def spell(
        self, tokens: Iterable[str], n: int, scheme: str, *, persian: bool
    ) -> Iterator[tuple[str, tuple[Spelling, ...]]]:
        """Yield each token with its *n* best spellings, best first; ``()`` where it has no letter. *persian*
        says of which script the tokens are."""
        following = iter(tokens)
        transliterator = Transliterator(self.vocabulary, self.graphones, self._ahead)
        while block := list(islice(following, TOKENS_TOGETHER)):
            found: dict[str, tuple[Spelling, ...]] = {}
            for width in (NARROW, WIDE) if n == 1 else (WIDE,):
                left = [token for token in block if not is_plain(found.get(token, ()))]
                if runs_compiled() and left:
                    self._look_ahead(left, width, transliterator, persian=persian)
                for token in left:
                    found[token] = transliterator.spell(width, token, scheme, is_persian=persian)
                self._ahead.forget()
            yield from ((token, found[token][:n]) for token in block)

    def _look_ahead(
        self, tokens: Sequence[str], width: Width, transliterator: Transliterator, *, persian: bool
    ) -> None:
        if persian:
            words = transliterator.to_latin.searched(tokens, width)
            self._read(words, width)
        else:
            latin = dict.fromkeys(letters for token in tokens for letters in _latin_words(token))
            known = [letters for letters in latin if 0 < len(letters) <= LONGEST_TOKEN]
            self._mean(known)
            if width is NARROW:
                known = [letters for letters in known if not transliterator.to_persian.sure_word(letters)]
            self._write(known, width)

    def _mean(self, words: Sequence[str]) -> None:
        """Work out what folded Latin *words* may stand for."""
        prepared, blocks = PreparedWords.of(self.vocabulary), Blocks.of(letters_of(words))
        found = read_latin(words, prepared, blocks, threads=self.threads, progress=silent)
        word, joint, starts = found.word.astype(np.int32), found.joint, found.starts.tolist()
        for letters, unknown, first, last in zip(
            words, found.unknown.tolist(), starts, starts[1:], strict=False
        ):
            of_word = joint[first:last]
            total = sum_in_order(of_word.tolist()) + unknown  # added up as ``Vocabulary`` does
            self._ahead.meanings[letters] = Meanings(word[first:last], of_word, total)

    def _read(self, words: Sequence[str], width: Width) -> None:
        """Search the ways to read Persian *words*."""
        found = self._lattices.readings(words, width, self.threads)
        for letters, ways in zip(words, found, strict=True):
            self._ahead.readings[letters, width] = [way for way, _, _ in ways]
            self._ahead.letter_costs.update((text, cost) for _, text, cost in ways)

    def _write(self, words: Sequence[str], width: Width) -> None:
        """Search the ways to write folded Latin *words*, and how the channel renders each."""
        found = self._lattices.writings(list(map(fold_spelling, words)), width, self.threads)
        proposed = [cheapest_texts(((text, cost) for text, cost, _, _ in ways), width) for ways in found]
        symbols = symbols_of(letters_of([text for texts, _ in proposed for text in texts]))
        ids = substrings_of(letters_of(words), self.vocabulary.channel)
        counts = np.array([len(texts) for texts, _ in proposed], np.int64)
        rendered, first = _likelihoods(symbols, ids, counts, self.vocabulary.channel.persian), 0
        for letters, (texts, costs), ways in zip(words, proposed, found, strict=True):
            last, said = first + len(texts), {text: cost for text, _, _, cost in ways}
            probability = probability_of_ways(joint for _, _, joint, _ in ways)
            self._ahead.proposals[letters, width] = Proposals(
                texts, costs, [said[text] for text in texts], rendered[first:last], probability
            )
            first = last

    @cached_property
    def _lattices(self) -> GraphoneLattices:
        return GraphoneLattices.of(self.graphones)


class TextSpeller:
    """Spells texts by a vocabulary and graphones in one *way*, a scheme, style and script, and remembers
    every word that it spelled.

    Loops run as suits a list of *size* texts (``arrays.running``)."""

    def __init__(
        self,
        vocabulary: Vocabulary | None = None,
        graphones: Graphones | None = None,
        *,
        way: tuple[str, str, str | None] = (PRESS, ENGLISH, None),
        n: int = 1,
        threads: int = 1,
        size: int,
    ) -> None:
        words = shipped_vocabulary() if vocabulary is None else vocabulary
        model = shipped_graphones() if graphones is None else graphones
        self._ahead = Ahead()
        self._tokens = TokenSpeller(words, model, threads, self._ahead)
        self._transliterator = Transliterator(words, model, self._ahead)
        self._way = WayToSpell.of(*way)
        self._n, self._size = n, size
        self._best: dict[str, str] = {}  # of each token but titles

    def spell(self, texts: Iterable[str]) -> list[str]:
        """``transliterate`` of each of *texts*."""
        listed = list(texts)
        cleaned = list(map(cleaned_text, listed))
        self._learn(cleaned)
        return [self._spell(text, clean) for text, clean in zip(listed, cleaned, strict=True)]

    def _spell(self, text: str, clean: str) -> str:
        best = self._best
        if is_written_in(text, self._way.script):
            return text
        if self._way.reading is None and is_one_name(text):
            try:
                return TOKENS.sub(lambda found: best[found.group()], clean)
            except KeyError:  # a title is one where a word follows, an ordinal where one stands before
                pass
        return "".join(found[0].text for found in self._chunks(text, self._way))

    def spellings(self, texts: Iterable[str]) -> list[list[Spelling]]:
        """The *n* best spellings of each of *texts*, as ``transliteration.names.spellings`` has them."""
        listed = list(texts)
        way = self._way.of_spellings()
        if not way.in_use:
            self._learn(map(cleaned_text, listed))
        return [best_products(self._chunks(text, way), self._n) for text in listed]

    def _chunks(self, text: str, way: WayToSpell) -> Iterator[tuple[Spelling, ...]]:
        return self._transliterator.chunks_of_heading(text, self._n, way)

    def _learn(self, texts: Iterable[str]) -> None:
        """Spell those tokens of clean *texts* that are not known yet."""
        with kernels_for(self._size, rehearse_spelling):
            self._learn_words(texts)

    def _learn_words(self, texts: Iterable[str]) -> None:
        known, titles, numerals = self._ahead.spelled, persian_titles(), latin_ordinals()
        found = {match.group(): match.lastgroup for text in texts for match in TOKENS.finditer(text)}
        for script in BOTH_SCRIPTS:
            tokens = [token for token, kind in found.items() if kind == script and token not in self._best]
            if script == self._way.script:
                self._best.update(zip(tokens, tokens, strict=True))
                continue
            words = dict(zip(tokens, map(normalize_name, tokens), strict=True))
            new = dict.fromkeys(word for word in words.values() if word not in known)
            known.update(self._tokens.spell(new, self._n, self._way.writing, persian=script == "persian"))
            for token, word in words.items():
                if word not in numerals and (script == "persian" or latin_letters(word) not in titles):
                    self._best[token] = known[word][0].text if known[word] else token


def transliterate_many(
    texts: Iterable[str],
    *,
    script: str | None = None,
    scheme: str = "press",
    style: str = "english",
    vocabulary: Vocabulary | None = None,
    graphones: Graphones | None = None,
    threads: int | None = None,
    progress: Progress = silent,
) -> list[str]:
    """``transliterate`` of each of *texts*, in their order: a word that many have is spelled once, and new
    words some thousand at a time.

    *progress* is told stage, done and total. An empty list gives one. Raises ``NameMatchError`` for a row
    that is no text, which it names, and as ``transliterate`` does.

    >>> transliterate_many(["غفور فتاحیان", "Ghafoor Fattahian", ""])
    ['Ghafour Fattahian', 'غفور فتاحیان', '']
    """
    listed = _proved_texts(texts)
    speller = TextSpeller(
        vocabulary, graphones, way=(scheme, style, script), threads=cores(threads), size=len(listed)
    )
    with kernels_for(len(listed), rehearse_spelling, progress):
        return _of_each(listed, speller.spell, progress)


def spellings_many(
    texts: Iterable[str],
    *,
    n: int = 5,
    script: str | None = None,
    scheme: str = "press",
    style: str = "english",
    vocabulary: Vocabulary | None = None,
    graphones: Graphones | None = None,
    threads: int | None = None,
    progress: Progress = silent,
) -> list[list[Spelling]]:
    """``spellings`` of each of *texts*, in their order: the *n* most probable ones, best first, as
    ``transliterate_many`` makes the first one. Raises ``NameMatchError`` for *n* < 1 too.

    >>> [spelling.text for spelling in spellings_many(["نوری"], n=3)[0]]
    ['Nouri', 'Nuri', 'Noori']
    """
    if n < 1:
        raise NameMatchError(f"n is {n}, at least 1 spelling can be asked for")
    listed = _proved_texts(texts)
    speller = TextSpeller(
        vocabulary, graphones, way=(scheme, style, script), n=n, threads=cores(threads), size=len(listed)
    )
    with kernels_for(len(listed), rehearse_spelling, progress):
        return [list(found) for found in _of_each(listed, speller.spellings, progress)]


def rehearse_spelling() -> None:
    """Run all that runs compiled where many words are spelled, so that it is compiled."""
    speller = TokenSpeller(shipped_vocabulary(), shipped_graphones(), 1)
    found = [match for name in NAMES for match in TOKENS.finditer(name)]
    for script in ("persian", "latin"):
        tokens = [normalize_name(match.group()) for match in found if match.lastgroup == script]
        deque(speller.spell(tokens, 2, ENGLISH, persian=script == "persian"), maxlen=0)


def _proved_texts(texts: Iterable[str]) -> list[str]:
    """The rows of a list of texts, each proved to be one."""
    if isinstance(texts, (str, bytes)) or not isinstance(texts, Iterable):
        raise NameMatchError(f"texts={quoted(texts)} is not a list of texts: put it into a list")
    # Values of pyarrow come one by one as objects of its own.
    listed: list[str] = texts.to_pylist() if hasattr(texts, "to_pylist") else list(texts)
    for row, text in enumerate(listed):
        if not isinstance(text, str):
            raise NameMatchError(f"row {row}: text={quoted(text)} is not text")
    return listed


def _of_each(
    texts: Sequence[str], spell: Callable[[Iterable[str]], list[OfText]], progress: Progress
) -> list[OfText]:
    """What *spell* gives for each text, asked for each distinct one, in blocks."""
    distinct = list(dict.fromkeys(texts))
    advance = counter(progress, "transliterating", len(distinct))
    found: dict[str, OfText] = {}
    for first in range(0, len(distinct), TEXTS_A_BLOCK):
        block = distinct[first : first + TEXTS_A_BLOCK]
        found.update(zip(block, spell(block), strict=True))
        advance(len(block))
    return [found[text] for text in texts]


def _likelihoods(symbols: Ragged, ids: Ragged, counts: Longs, table: Floats) -> list[float]:
    """P(token | word) of each word; each token has so many words, one after the other."""
    token = np.repeat(np.arange(len(counts)), counts)
    every = np.arange(len(token))
    found: list[float] = likelihood_of_pairs(
        every, token, symbols.values, symbols.starts, ids.values, ids.starts, table
    ).tolist()
    return found


def _latin_words(token: str) -> Iterator[str]:
    """The folded letters of a Latin token, and of its parts by hyphens."""
    yield latin_letters(token)
    if "-" in token:
        yield from map(latin_letters, token.split("-"))
