"""Time stamps (RFC 3161): from a configured authority over HTTP, or from the demonstration authority in the process."""

import secrets
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from asn1crypto import cms, core, tsp, x509
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper

from motcua.signing.config import SigningConfig
from motcua.signing.keys import open_file

# Under 2.25 anybody may name an object by a UUID (ITU-T X.667).
POLICY: Final = "2.25.247369703370189724753131483516759803157"
TIMEOUT: Final = 10  # seconds


class LocalTimeStamper(TimeStamper):
    """A time-stamp authority inside the process. It proves order and time to those who trust this installation."""

    def __init__(self, signer: SimpleSigner, at: datetime) -> None:
        super().__init__()
        self._signer = signer
        self._at = at.astimezone(UTC).replace(microsecond=0)

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Answer a request with a token of the given time."""
        certificate = self._signer.signing_cert
        assert certificate is not None
        content = {
            "version": "v1",
            "policy": POLICY,
            "message_imprint": req["message_imprint"],
            "serial_number": secrets.randbits(63) + 1,
            "gen_time": self._at,
            "tsa": x509.GeneralName(name="directory_name", value=certificate.subject),
        }
        if req["nonce"].native is not None:
            content["nonce"] = req["nonce"]
        token = await self._signer.async_sign_general_data(
            cms.EncapsulatedContentInfo(
                {"content_type": "tst_info", "content": core.ParsableOctetString(tsp.TSTInfo(content).dump())}
            ),
            digest_algorithm="sha256",
            detached=False,
            use_cades=True,  # names its certificate with ESSCertIDv2 (RFC 5816)
        )
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})


def timestamper(config: SigningConfig, *, now: datetime) -> TimeStamper:
    """The configured authority, or the local one with the time `now`. Raises UnknownKey when there is neither."""
    if config.tsa_url:
        return _outside(config.tsa_url)
    file = config.authority_dir / "tsa.p12"
    return LocalTimeStamper(_local_signer(file, config, file.stat().st_mtime_ns if file.exists() else 0), now)


@lru_cache(maxsize=4)
def _outside(url: str) -> TimeStamper:
    return HTTPTimeStamper(url, timeout=TIMEOUT)


@lru_cache(maxsize=4)
def _local_signer(file: Path, config: SigningConfig, _changed_at: int) -> SimpleSigner:
    return open_file(file, config)
