"""Passwords that are shown once: random, and easy to read out over a counter."""

import secrets

# Without l, 1, o, 0: they are mistaken for each other. 16 of 31 signs: 79 random bits.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_password() -> str:
    """A password such as `k7fm-x2pq-9hdw-bn4t`."""
    return "-".join("".join(secrets.choice(_SIGNS) for _place in range(4)) for _group in range(4))
