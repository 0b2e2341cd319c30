"""Files that we sign, judged by others: poppler's pdfsig and OpenSSL (Debian: poppler-utils, openssl)."""

import io
import shutil
import subprocess

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from motcua.signing.door import sign_pdf
from tests.unit.signing.made import NOW

needs_pdfsig = pytest.mark.skipif(
    not shutil.which("pdfsig"), reason="pdfsig (poppler-utils) is not installed"
)
needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")


@pytest.fixture
def released(paper, config) -> bytes:
    pdf = paper
    for alias in ("leader", "agency"):
        pdf = sign_pdf(
            pdf=pdf,
            key=f"file:{alias}",
            reason="Ký",
            location="",
            signer_name=alias,
            field=alias,
            visible=True,
            now=NOW,
            config=config,
        )
    return pdf


def _pdfsig(pdf, tmp_path):
    file = tmp_path / "released.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, check=True).stdout.decode()


@needs_pdfsig
def test_pdfsig_finds_both_signatures_intact(released, tmp_path):
    said = _pdfsig(released, tmp_path)
    assert said.count("Signature Type: ETSI.CAdES.detached") == 2
    assert said.count("Signature Validation: Signature is Valid.") == 2
    assert said.count("Total document signed") == 1


@needs_pdfsig
def test_pdfsig_sees_a_changed_byte(released, tmp_path):
    changed = bytearray(released)
    changed[40] ^= 1
    assert "Digest Mismatch" in _pdfsig(bytes(changed), tmp_path)


def _parts(pdf, tmp_path, *, kind):
    """The CMS values of a kind, cut to their length, each with the bytes that it signs."""
    for number, signature in enumerate(PdfFileReader(io.BytesIO(pdf)).embedded_signatures):
        if signature.sig_object_type == kind:
            start, length, resume, rest = (int(value) for value in signature.byte_range)
            cms = bytes(signature.pkcs7_content)
            value, content = tmp_path / f"{number}.der", tmp_path / f"{number}.bin"
            value.write_bytes(cms[: 4 + int.from_bytes(cms[2:4], "big")])
            content.write_bytes(pdf[start : start + length] + pdf[resume : resume + rest])
            yield value, content


def _openssl(*arguments):
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, check=False)
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


@needs_openssl
def test_openssl_verifies_each_signature_up_to_the_root(released, config, tmp_path):
    parts = list(_parts(released, tmp_path, kind="/Sig"))
    assert len(parts) == 2
    root = config.authority_dir / "root.pem"
    for value, content in parts:
        command = ["cms", "-verify", "-cades", "-inform", "DER", "-in", value, "-binary", "-content", content]
        command += ["-CAfile", root, "-purpose", "any", "-attime", int(NOW.timestamp()), "-out", "/dev/null"]
        code, said = _openssl(*command)
        assert code == 0, said
        content.write_bytes(content.read_bytes() + b"\n")
        assert _openssl(*command)[0] != 0


@needs_openssl
def test_openssl_verifies_the_archive_time_stamps(released, config, tmp_path):
    parts = list(_parts(released, tmp_path, kind="/DocTimeStamp"))
    assert len(parts) == 2
    for value, content in parts:
        command = ["ts", "-verify", "-token_in", "-in", value, "-data", content]
        command += ["-CAfile", config.authority_dir / "root.pem", "-attime", int(NOW.timestamp())]
        code, said = _openssl(*command)
        assert code == 0, said
        content.write_bytes(content.read_bytes()[:-1])
        assert _openssl(*command)[0] != 0


@needs_openssl
def test_openssl_accepts_the_certificates_and_the_revocation_list(config, tmp_path):
    root = config.authority_dir / "root.pem"
    code, said = _openssl(
        "crl", "-inform", "DER", "-in", config.authority_dir / "root.crl", "-CAfile", root, "-noout"
    )
    assert code == 0 and "verify OK" in said
    code, said = _openssl("verify", "-x509_strict", "-attime", int(NOW.timestamp()), "-CAfile", root, root)
    assert code == 0, said
