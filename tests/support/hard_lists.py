"""Policies and lists on which a fast path is held against comparing one by one."""

from random import Random
from typing import Any

import numpy as np

from namematch.compare.calibration import calibrated_bits
from namematch.policy import Policy, Prices
from tests.support.noisy_names import Groups, noisy_name, spellings

ALMOST = 1e-6  # bits by which the two paths may differ


def policy_of(doubt: float, population: int, **values: Any) -> Policy:
    """A policy whose review cutoff is at *doubt* bits, whatever the calibration."""
    review = float(calibrated_bits(np.asarray(doubt), population))
    return Policy(review=review, same=39.0, population=population, **values)


# Structure costs little, yet two names with nothing in common stay above 13 bits.
LITTLE = Prices(
    turned=0.2, other_order=0.4, join=0.5, particle=0.1, title=0.2, family=3.0, given=4.0, only_pair=5.5,
    single=2.5, initial=0.5, prefix=2.0,
)  # fmt: skip


NOTHING = Prices(turned=0.0, other_order=0.0, join=0.0, particle=0.0, initial=0.0, prefix=0.0)


POLICIES = [
    Policy(population=2),
    Policy(population=100_000),
    policy_of(12.9, 40),
    policy_of(9.0, 20_000),
    policy_of(12.5, 50, prices=LITTLE),
    policy_of(12.9, 50, prices=NOTHING),
    policy_of(12.9, 2, prior=0.05, epsilon=0.01),
    policy_of(7.9, 300, most_doubt=8.0),
    policy_of(2.0, 10),
]


def few_words(seed: int) -> tuple[Groups, Groups]:
    random = Random(seed)
    given, family = (random.sample(groups, 4) for groups in spellings())
    return given, family


# Compounds, their parts and what may be taken for one, few enough to meet all the time.
PARTS = """
ali reza alireza علی رضا علیرضا abd ol hossein abdol abdolhossein عبد ال حسین عبدال عبدالحسین
zadeh زاده hosseinzadeh al bin ibn ol-din shams shamsodin شمس الدین a r h ع ا karim abdolkarim رحمان
عبدالرحمان sadegh sadeq سادق صادق karimi karami کریمی کرمی ahmad mohammad محمد rezai رضائی رضایی
አሊ ሬዛ አሊሬዛ 김 x z zz sh ء ئ آ
"""


def list_of_300() -> list[str]:
    """Names of few words in many spellings, one in ten of them noisy."""
    random, given, family = Random(300), *few_words(3)
    noisy = [noisy_name(random, given, family) for _ in range(30)]
    words = [[word for group in groups for word in group] for groups in (given, family)]
    return noisy + [" ".join(map(random.choice, words)) for _ in range(270)]
