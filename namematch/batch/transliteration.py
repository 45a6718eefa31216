"""Texts in, the spellings of each in the other script out: ``transliteration.names`` for lists.

Each distinct word is spelled once, by the very code that spells one; what that asks of vocabulary, graphones
and channel is worked out ahead for some thousand words together, compiled (``transliteration.ahead``).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import numpy as np

from ..arrays.lockless import cached_property
from ..arrays.ragged import Ragged
from ..model.blocks import Blocks
from ..model.compiled_forward import likelihood_of_pairs
from ..model.lexicon import LONGEST_TOKEN
from ..model.symbols import substrings_of, symbols_of
from ..model.vocabulary import Vocabulary
from ..progress import silent
from ..text.letter_arrays import letters_of
from ..text.letters import latin_letters
from ..text.normalize import normalize_name
from ..transliteration.ahead import Ahead, Meanings, Proposals
from ..transliteration.graphones import Graphones
from ..transliteration.names import TOKENS, Transliterator, cleaned_text, is_plain, tokens_of
from ..transliteration.pieces import fold_spelling
from ..transliteration.schemes import ENGLISH
from ..transliteration.search import NARROW, WIDE, Width
from ..transliteration.speller import cheapest_texts, probability_of_ways
from ..transliteration.spelling import Spelling
from .graphones import GraphoneLattices
from .readings import PreparedWords, read_latin

TOKENS_A_BLOCK: Final = 2048  # whose searches are worked out at once: some megabytes
# A loop in plain Python spells so many words while the compiled ones are being loaded.
FEWEST: Final = 256


@dataclass(frozen=True)
class TokenSpeller:
    """Spells tokens in normal form by a vocabulary and graphones, many at a time."""

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
        while block := list(islice(following, TOKENS_A_BLOCK)):
            found: dict[str, tuple[Spelling, ...]] = {}
            many = len(block) >= FEWEST
            for width in (NARROW, WIDE) if n == 1 else (WIDE,):
                left = [token for token in block if not is_plain(found.get(token, ()))]
                if many and left:
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
            words = dict.fromkeys(letters for token in tokens for letters in _latin_words(token))
            known = [letters for letters in words if 0 < len(letters) <= LONGEST_TOKEN]
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
            total = float(of_word.sum()) + unknown  # added up as ``Vocabulary`` does
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
    """Spells texts by a vocabulary and graphones in one scheme, and remembers every word that it spelled."""

    def __init__(
        self, vocabulary: Vocabulary, graphones: Graphones, *, scheme: str = ENGLISH, threads: int = 1
    ) -> None:
        self._tokens = TokenSpeller(vocabulary, graphones, threads)
        self._scheme = scheme
        self._known: dict[str, str] = {}

    def spell(self, texts: Iterable[str]) -> list[str]:
        """``transliterate`` of each of *texts*."""
        cleaned = list(map(cleaned_text, texts))
        self._learn({token: kind for text in cleaned for kind, token in tokens_of(text)})
        known = self._known
        return [TOKENS.sub(lambda found: known[found.group()], text) for text in cleaned]

    def _learn(self, tokens: Mapping[str, str]) -> None:
        """Spell those *tokens* that are not known yet, as written, each with the name of its script."""
        for script in ("persian", "latin"):
            normal = {
                token: normalize_name(token)
                for token, kind in tokens.items()
                if kind == script and token not in self._known
            }
            words = dict.fromkeys(normal.values())
            spelled = dict(self._tokens.spell(words, 1, self._scheme, persian=script == "persian"))
            for token, word in normal.items():
                self._known[token] = spelled[word][0].text if spelled[word] else token


def _likelihoods(symbols: Ragged, ids: Ragged, counts: np.ndarray, table: np.ndarray) -> list[float]:
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
