import dataclasses
import stat

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from motcua.signing.door import UnknownKey, enrol, load_key, verify_pdf
from tests.unit.signing.made import AGENCY, NOW


def test_loaded_key_is_kept_until_its_file_changes(config):
    first = load_key("file:agency", config)
    assert load_key("file:agency", config) is first
    file = config.keys_dir / "agency.p12"
    file.touch()
    assert load_key("file:agency", config) is not first


def test_certificate_is_for_signing_with_p_256(config):
    certificate = x509.load_der_x509_certificate(load_key("file:leader", config).certificate)
    assert isinstance(certificate.public_key().curve, ec.SECP256R1)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.content_commitment and not usage.key_cert_sign
    assert "O=" + AGENCY in certificate.subject.rfc4514_string()


def test_long_name_of_an_agency_is_cut_in_the_certificate_and_whole_for_readers(config, paper, sign):
    name = "Trung tâm Phục vụ hành chính công phường Bến Ngự, thành phố Sông Xanh"
    key = enrol(alias="long", common_name=name, organisation=name, kind="agency", now=NOW, config=config)
    certificate = x509.load_der_x509_certificate(load_key(key, config).certificate)
    (common_name,) = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    assert len(common_name.value.encode()) <= 64 and common_name.value.endswith("…")
    (found,) = verify_pdf(sign(paper, key=key), config=config).signatures
    assert found.signer == name


def test_key_files_belong_to_the_owner_alone(config):
    for file in [
        config.keys_dir / "leader.p12",
        config.authority_dir / "root.key",
        config.authority_dir / "tsa.p12",
    ]:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_enrolling_again_keeps_the_key(config):
    before = (config.keys_dir / "agency.p12").read_bytes()
    enrol(alias="agency", common_name="X", organisation="X", kind="agency", now=NOW, config=config)
    assert (config.keys_dir / "agency.p12").read_bytes() == before


@pytest.mark.parametrize(
    "reference",
    ["file:nobody", "file:../leader", "file:authority/tsa", "leader", "", "pkcs11:token", "pkcs11:token/key"],
)
def test_unknown_references_are_refused(reference, config):
    with pytest.raises(UnknownKey):
        load_key(reference, config)


def test_wrong_passphrase_opens_nothing(config):
    other = dataclasses.replace(config, passphrase="sai")
    with pytest.raises(UnknownKey):
        load_key("file:leader", other)
    with pytest.raises(UnknownKey):
        enrol(alias="new", common_name="X", organisation="X", kind="person", now=NOW, config=other)


@pytest.mark.parametrize("alias", ["../x", "a/b", "A", ""])
def test_alias_is_a_plain_name(alias, config):
    with pytest.raises(ValueError, match="alias"):
        enrol(alias=alias, common_name="X", organisation="X", kind="person", now=NOW, config=config)
