"""PKCS#11: keys that never leave a hardware module (or SoftHSM2)."""

import threading
from dataclasses import dataclass

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key
from pkcs11 import Attribute, KeyType, ObjectClass
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters
from pyhanko.sign.pkcs11 import PKCS11Signer

from motcua.signing.config import SigningConfig
from motcua.signing.errors import UnknownKey


@dataclass(frozen=True, slots=True)
class _Login:
    session: pkcs11.Session
    busy: threading.Lock


# One login for each token and process: opening a session costs more than a signature.
_logins: dict[tuple[str, str], _Login] = {}
_opening = threading.Lock()


def signer(token: str, label: str, config: SigningConfig) -> tuple[PKCS11Signer, threading.Lock]:
    """A signer for the key `label` and the lock that guards its session. Raises UnknownKey."""
    login = _login(token, config)
    made = PKCS11Signer(
        login.session, cert_label=label, key_label=label, embed_roots=False, use_raw_mechanism=True
    )
    try:
        with login.busy:
            assert made.signing_cert is not None  # reads certificate and key handle, which are then kept
    except pkcs11.PKCS11Error as error:
        raise UnknownKey(f"token {token!r} has no usable key {label!r}: {error!r}") from error
    return made, login.busy


def forget(token: str, config: SigningConfig) -> None:
    """Drop the login after a failure; the next use opens a new one."""
    _logins.pop((config.pkcs11_module, token), None)


def has_key(token: str, label: str, config: SigningConfig) -> bool:
    """Whether the token holds a private key with this label."""
    login = _login(token, config)
    with login.busy:
        return any(
            login.session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.LABEL: label})
        )


def generate(token: str, label: str, config: SigningConfig) -> ec.EllipticCurvePublicKey:
    """Make a P-256 key pair inside the token."""
    login = _login(token, config)
    with login.busy:
        parameters = login.session.create_domain_parameters(
            KeyType.EC, {Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}, local=True
        )
        public, _private = parameters.generate_keypair(store=True, label=label)
        key = load_der_public_key(encode_ec_public_key(public))
    assert isinstance(key, ec.EllipticCurvePublicKey)
    return key


def store_certificate(token: str, label: str, certificate: x509.Certificate, config: SigningConfig) -> None:
    """Put the certificate beside its key, under the same label."""
    login = _login(token, config)
    with login.busy:
        login.session.create_object(
            {
                Attribute.CLASS: ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                Attribute.TOKEN: True,
                Attribute.LABEL: label,
                Attribute.SUBJECT: certificate.subject.public_bytes(),
                Attribute.VALUE: certificate.public_bytes(Encoding.DER),
            }
        )


def _login(token: str, config: SigningConfig) -> _Login:
    with _opening:
        place = (config.pkcs11_module, token)
        if place not in _logins:
            if not config.pkcs11_module:
                raise UnknownKey("no PKCS#11 module is configured")
            try:
                session = (
                    pkcs11.lib(config.pkcs11_module)
                    .get_token(token_label=token)
                    .open(rw=True, user_pin=config.pkcs11_pin)
                )
            except (pkcs11.PKCS11Error, RuntimeError) as error:
                raise UnknownKey(f"the token {token!r} cannot be opened: {error!r}") from error
            _logins[place] = _Login(session, threading.Lock())
        return _logins[place]
