"""Password hashing."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Argon2id (RFC 9106) with OWASP's first parameters: 19 MiB, two passes, one lane.

    Django's own (100 MiB, eight lanes) would let a handful of simultaneous sign-ins fill a small server's
    memory.
    """

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1
