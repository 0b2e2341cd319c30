"""What a file is, and whether policy takes it: run in a confined process, without language or settings."""

import json
from collections.abc import Collection
from typing import IO

from motcua.files import foreign, sniffing
from motcua.files.names import check_name, extension_in
from motcua.files.policy import Policy
from motcua.files.unfit import Unfit


def inspect(stream: IO[bytes], *, name: str, allowed: Collection[str] | None, policy: Policy) -> bytes:
    """`{"kind": …}` or `{"reason": …, "details": …}` as JSON."""
    try:
        return json.dumps({"kind": kind_of(stream, name=name, allowed=allowed, policy=policy)}).encode()
    except Unfit as unfit:
        return json.dumps({"reason": unfit.reason, "details": unfit.details}).encode()


def kind_of(stream: IO[bytes], *, name: str, allowed: Collection[str] | None, policy: Policy) -> str:
    """The media type of a seekable stream. Raises Unfit.

    `name` is what the file is called: its extension, if it has one, must fit. `allowed` narrows the kinds.
    """
    check_name(name, policy)
    kind = sniffing.sniff(stream, name=extension_in(name), allowed=allowed, policy=policy)
    foreign.look_for_others(stream, kind, policy)
    return kind
