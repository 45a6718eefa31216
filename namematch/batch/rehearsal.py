"""The names on which compiled loops are rehearsed: few, but a list of any kind runs nothing else."""

from typing import Final

# Fictional. Two scripts and more, titles, initials, words joined and parted, slips, aliases, fathers.
NAMES: Final = (
    "غفور فتاحیان", "Ghafoor Fattahian", "FATTAHIAN, Ghafour", "Gafur Fettahian", "Dr. Ghafour Fatahian",
    "علیرضا کریمی", "Ali Reza Karimi", "Ali-Reza KARIMI", "A. R. Karimi", "سید علی رضا کریمی",
    "Seyed Mohammad Hossein Tavangar", "سید محمد حسین توانگر", "M. H. Tavangar", "Tavangar Mohammad Hosein",
    "عبدالرحمن نوری زاده", "Abd al-Rahman Nourizadeh", "Abdurrahman Nuri Zadeh", "عبد الرحمان نوری\u200cزاده",
    "Hassan Azizi son of Reza", "Hassan Azizi (alias Kamran Zand)", "حسن عزیزی فرزند رضا", "Kamran Zand",
    "Karman Zand", "Farida Keshtkar Nouri Zand", "Farida Zand", "Ҳусейн Каримӣ", "حسین کریمی", "王小明", "",
    "Ayatollah Dadgar", "Hassan Dadgar", "Nezamoddin Habibollahi", "نظام الدین حبیب اللهی", "Bakhtiar",
)  # fmt: skip
