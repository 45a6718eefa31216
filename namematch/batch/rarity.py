"""The names of a list in, how rare each token is out: ``compare.rarity`` for a whole list."""

import numpy as np

from ..arrays.dtypes import Floats
from ..compare.rarity import RARITY_INITIAL
from ..names.name import Role
from ..names.table import NameTable
from ..text.letters import is_initial
from .read_spellings import ReadSpellings
from .spellings import Spelled


def token_rarities(names: NameTable, spelled: Spelled, read: ReadSpellings) -> Floats:
    """``compare.rarity.token_rarities`` of all names, (tokens,)."""
    owner = np.repeat(np.arange(len(names)), np.diff(spelled.starts))
    optional = np.arange(len(owner)) - spelled.starts[owner] < names.optional[owner]
    particle = np.array([t.role == Role.PARTICLE for t in names.tokens], np.bool_)[spelled.token]
    initial = np.array([is_initial(t.text) for t in names.tokens], np.bool_)[spelled.token]
    of_words = np.where(initial, RARITY_INITIAL, read.rarity[spelled.spelling[:, 0]])
    return np.where(optional | particle, 0.0, of_words)
