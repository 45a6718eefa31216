"""Two names in, one number out: ``compare_names`` as a scorer of other libraries."""

from ..model.vocabulary import Vocabulary
from ..names.mentions import NameLike
from ..policy import Policy
from .calibration import MOST_BITS
from .names import compare_names


def probability(
    left: NameLike,
    right: NameLike,
    *,
    score_cutoff: float | None = 0.0,
    policy: Policy = Policy(),
    vocabulary: Vocabulary | None = None,
) -> float:
    """The probability in [0, 1] that both spell one name: ``compare_names(left, right).probability``.

    0.0 below *score_cutoff*, as scorers of rapidfuzz have it, whose ``process.extract``, ``extractOne`` and
    ``cdist`` take this function for one (``scorer_kwargs`` hands on the other options); and for a name
    without any word: None, NaN, an empty text. For two columns ``compare_pairs`` is a hundred times as fast.
    Raises NameMatchError for what is no name.

    >>> round(probability("Ali Karimi", "علی کریمی"), 2), probability("Ali Karimi", None)
    (0.98, 0.0)
    >>> probability("Ali Karimi", "علی کریمی", score_cutoff=0.99)
    0.0
    """
    found = compare_names(left, right, policy=policy, vocabulary=vocabulary)
    nothing = found.bits <= -MOST_BITS or (score_cutoff is not None and found.probability < score_cutoff)
    return 0.0 if nothing else found.probability
