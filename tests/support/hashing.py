"""Hashes in plain Python: the slow twin."""

BITS = (1 << 64) - 1


def slow_hash(data: bytes) -> int:
    """FNV-1a of 64 bits, stirred as MurmurHash3 does."""
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & BITS
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        value = (value ^ value >> 33) * factor & BITS
    return value ^ value >> 33
