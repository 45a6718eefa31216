"""How often words are written as a token in, how well each fits it beside the others out; and the odds that
a word is meant that does not fit best.

A frequent word is often misspelled, and so may be likelier for a token than the rare word whose own spelling
that is: of those who write Pejman a tenth would be Peyman. But whoever is called Pejman writes it just so,
and no list holds its rare names as seldom as all names together do. So a word that fits a token worse than
another one does is doubted for that, however frequent it is. Functions on numbers take floats or arrays.
"""

from typing import Final

import numpy as np

from ..arrays.dtypes import Numbers
from .forward import NONE

UNFORESEEN: Final = 0.01  # how often any word is written in any way
MORE_OFTEN: Final = 1.25  # odds at most of a word that fits half as well as another one


def terms_of_fit(written: Numbers, priors: Numbers) -> tuple[Numbers, Numbers]:
    """How often a word is *written* so, P(b | w), by itself and weighed by its frequency, P(w), to the power
    of 3/8: a frequent word fits better than a rare one. The power is one of square roots, which have the same
    last bit for one word and for many."""
    often: Numbers = written + UNFORESEEN
    fourth = np.sqrt(np.sqrt(priors))
    return often, often * (fourth * np.sqrt(fourth))


def fit_of(written: Numbers, priors: Numbers, known: Numbers, best: tuple[Numbers, Numbers]) -> Numbers:
    """How well a word fits a token beside the one that fits it best, which has 1; *best* has the greatest
    terms of the token's words. To be frequent helps a word, to be rare does not harm it; and a word that
    has no romanisation, so that its own spelling is not *known* (1.0, else 0.0), fits.

    >>> best = terms_of_fit(0.5, 0.0001)
    >>> float(fit_of(0.5, 0.0001, 1.0, best)), round(float(fit_of(0.005, 0.001, 1.0, best)), 2)
    (1.0, 0.07)
    """
    often, weighed = terms_of_fit(written, priors)
    beside: Numbers = np.minimum(1.0, np.maximum(often / best[0], weighed / best[1]))
    fit: Numbers = np.maximum(beside, 1.0 - known)
    return fit


def unforeseen(best: Numbers, other: Numbers) -> Numbers:
    """How well any word at all fits two tokens at least, whose own words do so at *best*: two that nobody
    knows may be one word still."""
    fit: Numbers = UNFORESEEN**2 / (best * other)
    return fit


def most_odds_of(fit: Numbers) -> Numbers:
    """Odds at most that the word is meant which fits so well.

    >>> float(most_odds_of(0.5)), float(most_odds_of(1.0)) > 1e9
    (1.25, True)
    """
    odds: Numbers = MORE_OFTEN * fit / np.maximum(1.0 - fit, NONE)
    return odds
