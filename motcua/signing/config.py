"""Where keys, trust anchors and the time-stamp authority are found."""

from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class SigningConfig:
    """The settings of the room. `keys_dir` belongs to the service's account alone (mode 0700)."""

    keys_dir: Path
    passphrase: str = field(repr=False)
    tsa_url: str = ""  # RFC 3161 over HTTP; empty: the time-stamp authority of `keys_dir`
    pkcs11_module: str = ""
    pkcs11_pin: str = field(default="", repr=False)

    @property
    def authority_dir(self) -> Path:
        """The demonstration authority: root, time-stamp key, revocation list."""
        return self.keys_dir / "authority"

    @property
    def trusted_dir(self) -> Path:
        """Trust anchors as PEM or DER, with revocation lists (*.crl) beside them."""
        return self.keys_dir / "trusted"

    @property
    def holders_dir(self) -> Path:
        """One file for each holder, named by its identifier: the reference of the key in use."""
        return self.keys_dir / "holders"


def configured() -> SigningConfig:
    """The configuration of the running service (docs/settings.md)."""
    return SigningConfig(
        keys_dir=Path(settings.MOTCUA_KEYS_DIR),
        passphrase=settings.MOTCUA_KEY_PASSPHRASE,
        tsa_url=settings.MOTCUA_TSA_URL,
        pkcs11_module=settings.MOTCUA_PKCS11_MODULE,
        pkcs11_pin=settings.MOTCUA_PKCS11_PIN,
    )
