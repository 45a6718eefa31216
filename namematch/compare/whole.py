"""Two texts of more words than any name has in, what they have in common out: everything or nothing."""

from ..names.name import Name
from ..policy import Policy
from .comparison import Aligned


def as_a_whole(left: Name, right: Name, policy: Policy) -> tuple[Aligned, ...]:
    """A text of more words than any name has: identical, or nothing in common."""
    words, others = ([t.text for t in name.tokens] for name in (left, right))
    if words == others:
        return tuple(Aligned(t, t, "identical", "", 0.0) for t in words)
    price = policy.prices.only_pair
    return (
        *(Aligned(t, "", "left over", "", price) for t in words),
        *(Aligned("", t, "left over", "", price) for t in others),
    )
