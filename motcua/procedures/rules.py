"""Hashes that name contents."""

import hashlib
import json
from typing import Any


def content_hash(value: Any) -> str:
    """SHA-256 of the canonical JSON: keys in order, no blanks. ValueError for what no database holds."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    if "\\u0000" in text:
        raise ValueError("NUL in a text")
    return hashlib.sha256(text.encode()).hexdigest()
