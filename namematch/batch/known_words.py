"""Words in, a vocabulary that has read them out: for those who then compare names one by one.

What ``Vocabulary`` makes of a word alone takes it a hundred times as long as of a word among thousands.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from ..arrays.sums import sum_in_order
from ..model.blocks import Blocks
from ..model.lexicon import readable_letters
from ..model.plain_forward import WIDTH
from ..model.reading import LatinReading, PersianReading
from ..model.usual import shipped_usual
from ..model.vocabulary import Vocabulary
from ..progress import silent
from ..text.letter_arrays import letters_of
from ..text.scripts import Script, ScriptedText
from ..text.short_forms import short_form
from .readings import PreparedWords, read_latin, read_persian

FEWEST_WORDS = 256  # fewer are read one by one


@contextmanager
def known_words(words: Iterable[ScriptedText], vocabulary: Vocabulary, *, threads: int) -> Iterator[None]:
    """While the ``with`` block runs, *vocabulary* has read *words* and their short forms already.

    >>> from namematch import shipped_vocabulary
    >>> with known_words([("karimi", Script.LATIN)], shipped_vocabulary(), threads=1):
    ...     shipped_vocabulary().latin("karimi").letters
    'karimi'
    """
    letters: dict[Script, dict[str, None]] = {Script.LATIN: {}, Script.PERSIAN: {}}
    for word in dict.fromkeys(words):
        if text := readable_letters(word):
            letters[word[1]].update(dict.fromkeys(filter(None, (text, short_form(text)))))
    latin, persian = list(letters[Script.LATIN]), list(letters[Script.PERSIAN])
    if len(latin) + len(persian) < FEWEST_WORDS:
        yield
        return
    prepared, ahead = PreparedWords.of(vocabulary), vocabulary.ahead
    ahead.update(_latin(latin, prepared, threads))
    ahead.update(_persian(persian, prepared))
    try:
        yield
    finally:
        for text in (*latin, *persian):
            ahead.pop(text, None)


def _latin(texts: Sequence[str], prepared: PreparedWords, threads: int) -> dict[str, LatinReading]:
    """``Vocabulary.latin`` of each of *texts*."""
    blocks, found, usual = Blocks.of(letters_of(texts)), {}, shipped_usual()
    r = read_latin(texts, prepared, blocks, threads=threads, progress=silent)
    word, starts = r.word.astype(np.int32), r.starts.tolist()
    columns = (
        r.ending.tolist(),
        r.unknown.tolist(),
        r.itself.tolist(),
        zip(*(x.tolist() for x in r.best), strict=True),
    )
    bounds = (
        starts,
        starts[1:],
        r.ids.starts.tolist(),
        r.ids.starts[1:].tolist(),
        *(x.tolist() for x in (r.symbols.starts, r.symbols.starts[1:])),
    )
    for letters, ending, unknown, itself, best, a, b, c, d, e, f in zip(
        texts, *columns, *bounds, strict=False
    ):
        words, joint = word[a:b], r.joint[a:b]
        mass = dict(zip(words.tolist(), joint.tolist(), strict=True))
        sounds: dict[int, float] = {}
        fits: dict[int, float] = {}
        for sound, share, fit in zip(r.sound[a:b].tolist(), mass.values(), r.fit[a:b].tolist(), strict=True):
            sounds[sound] = sounds.get(sound, 0.0) + share
            fits[sound] = max(fits.get(sound, 0.0), fit)
        found[letters] = LatinReading(
            letters, ending, r.ids.values[c:d].reshape(-1, WIDTH), r.symbols.values[e:f],
            sum_in_order(mass.values()) + unknown, unknown, words, joint, usual.token(letters), itself, best,
            mass, sounds, fits,
        )  # fmt: skip
    return found


def _persian(texts: Sequence[str], prepared: PreparedWords) -> dict[str, PersianReading]:
    """``Vocabulary.persian`` of each of *texts*."""
    vocabulary, found = prepared.vocabulary, {}
    r = read_persian(texts, prepared)
    typo_word, bounds = r.typo_word.astype(np.int32), r.typo_starts.tolist()
    columns = (
        x.tolist() for x in (r.ending, r.word, r.sound, r.prior, r.symbols.starts, r.symbols.starts[1:])
    )
    for letters, key, a, b, ending, word, sound, prior, c, d in zip(
        texts, r.keys, bounds, bounds[1:], *columns, strict=False
    ):
        found[letters] = PersianReading(
            letters, ending, r.symbols.values[c:d], key, word, sound, prior,
            *vocabulary.spellings_of(word), typo_word[a:b], r.typo[a:b],
        )  # fmt: skip
    return found
