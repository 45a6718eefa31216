"""What a batch looks for, and with what means."""

from dataclasses import dataclass

import numpy as np

from ..policy import Policy
from ..progress import Progress


@dataclass(frozen=True, slots=True)
class Wanted:
    """Pairs of at most *most* bits of doubt by the rules of *policy*, looked for by so many *threads*, which
    tell *progress*."""

    most: float
    policy: Policy
    threads: int
    progress: Progress

    @property
    def whole(self) -> bool:
        """Whether all words of a name may be one word of another: that leaves a single word to agree."""
        return self.most >= self.policy.prices.single + self.policy.prices.join

    @property
    def odds(self) -> float:
        """The odds at *most* bits, before the prior: what one word must be better than another by."""
        return float(1.0 / np.expm1(self.most * np.log(2)) / self.policy.prior)
