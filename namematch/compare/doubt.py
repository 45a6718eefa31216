"""Odds in, doubt out: bits that speak against two words being one."""

import numpy as np

from ..arrays.dtypes import Numbers
from ..policy import Policy


def doubt_of(odds: Numbers, policy: Policy) -> Numbers:
    """Bits of doubt: minus log2 of the probability with these *odds*, at most ``policy.most_doubt``."""
    bits: Numbers = np.minimum(np.log2(1 + 1 / np.maximum(odds, 1e-30)), policy.most_doubt)
    return bits
