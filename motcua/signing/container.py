"""The bytes that no signature covers: the gap in the byte range, and the envelope of the signature in it.

Readers are lenient about both. A file could be marked there, or lose its time stamp, and still look signed; so what is
not covered must at least be exactly what the standards prescribe (ISO 32000-2, 12.8.1; RFC 5652, section 5).
"""

import re
from typing import Final

from asn1crypto import cms, core, x509
from pyhanko.sign.validation import EmbeddedPdfSignature

_ONE_CASE: Final = re.compile(rb"<(?:[0-9a-f]*|[0-9A-F]*)>")
_CONSTRUCTED: Final = 0x20


def gap_is_clean(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether the gap in the byte range holds one well-formed signature and, behind it, nothing but zeros."""
    start, length, resume, _rest = (int(number) for number in signature.byte_range)
    gap = pdf[start + length : resume]
    if start != 0 or not _ONE_CASE.fullmatch(gap) or len(gap) % 2:
        return False
    content = bytes.fromhex(gap[1:-1].decode())
    try:
        end = _end_of(content, 0, len(content))
    except ValueError:
        return False
    return not content[end:].strip(b"\0")


def envelope_is_regular(signed_data: cms.SignedData, signer: x509.Certificate) -> bool:
    """Whether the unsigned parts of a signature are what its signed parts imply (RFC 5652, 5.1 and 5.3)."""
    (info,) = signed_data["signer_infos"]
    by_serial = info["sid"].name == "issuer_and_serial_number"
    plain = signed_data["encap_content_info"]["content_type"].native == "data"
    # The name of the issuer is compared byte for byte: looser comparison would let its encoding vary.
    named = not by_serial or info["sid"].chosen["issuer"].dump() == signer.issuer.dump()
    return (
        named
        and info["version"].native == ("v1" if by_serial else "v3")
        and (signed_data["version"].native == ("v1" if plain and by_serial else "v3"))
        and all(_is_fully_known(part) for part in (signed_data, info))
        and _same_digest(signed_data, info)
        and _time_stamp_is_known(info)
    )


def _is_fully_known(sequence: core.Sequence) -> bool:
    """Whether every byte belongs to a field of the standard; asn1crypto passes over what it does not know."""
    known = sum(len(sequence[name].dump()) for name, *_rest in sequence._fields)
    return known == len(sequence.contents)


def _same_digest(signed_data: cms.SignedData, info: cms.SignerInfo) -> bool:
    algorithms = [*signed_data["digest_algorithms"], info["digest_algorithm"]]
    return len({one["algorithm"].native for one in algorithms}) == 1 and all(
        isinstance(one["parameters"], core.Null | core.Void) or one["parameters"].native is None
        for one in algorithms
    )


def _time_stamp_is_known(info: cms.SignerInfo) -> bool:
    """Unsigned attributes exist for the time stamp; one that hides behind another name is no accident."""
    names = {attribute["type"].native for attribute in info["unsigned_attrs"]}
    return not names or "signature_time_stamp_token" in names


def _end_of(content: bytes, start: int, limit: int) -> int:
    """Where the DER value at `start` ends (ITU-T X.690). Raises ValueError when it is not well-formed."""
    if limit - start < 2 or content[start] == 0:
        raise ValueError("no value")
    first = content[start + 1]
    body = start + 2
    length = first
    if first >= 0x80:
        count = first & 0x7F
        length = int.from_bytes(content[body : body + count], "big")
        body += count
        if not count or length < 0x80 or not content[start + 2]:
            raise ValueError("not the shortest form of a length")
    end = body + length
    if end > limit:
        raise ValueError("longer than what holds it")
    if content[start] & _CONSTRUCTED:
        position = body
        while position < end:
            position = _end_of(content, position, end)
    return end
