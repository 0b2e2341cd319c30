"""Keys in a PKCS#11 token, here SoftHSM2 (Debian: softhsm2)."""

import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from motcua.signing.door import UnknownKey, enrol, load_key, sign_pdf, verify_pdf
from tests.unit.signing.made import NOW

MODULES = [
    Path("/usr/lib/softhsm/libsofthsm2.so"),
    *Path("/usr/lib").glob("*-linux-gnu/softhsm/libsofthsm2.so"),
]
MODULE = next((module for module in MODULES if module.exists()), None)
pytestmark = pytest.mark.skipif(
    MODULE is None or not shutil.which("softhsm2-util"), reason="SoftHSM2 (softhsm2) is not installed"
)


@pytest.fixture(scope="module")
def token(tmp_path_factory):
    """One token for the module: SoftHSM reads its configuration once in a process."""
    home = tmp_path_factory.mktemp("softhsm")
    (home / "tokens").mkdir()
    (home / "softhsm2.conf").write_text(f"directories.tokendir = {home / 'tokens'}\nlog.level = ERROR\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(home / "softhsm2.conf"))
        command = [
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            "tinh",
            "--pin",
            "1234",
            "--so-pin",
            "5678",
        ]
        subprocess.run(command, check=True, capture_output=True)
        yield "tinh"


@pytest.fixture
def config(config, token):
    return replace(config, pkcs11_module=str(MODULE), pkcs11_pin="1234")


def _sign(pdf, key, config, field="agency"):
    return sign_pdf(
        pdf=pdf,
        key=key,
        reason="Phát hành",
        location="",
        signer_name="UBND",
        field=field,
        visible=False,
        now=NOW,
        config=config,
    )


def _enrol(alias, config, token):
    return enrol(
        alias=alias,
        common_name="UBND",
        organisation="UBND",
        kind="agency",
        now=NOW,
        token=token,
        config=config,
    )


def test_key_in_a_token_signs_beside_a_key_in_a_file(paper, config, token):
    key = _enrol("phat-hanh", config, token)
    assert key == "pkcs11:tinh/phat-hanh"
    assert _enrol("phat-hanh", config, token) == key
    assert load_key(key, config) is load_key(key, config)
    both = _sign(_sign(paper, "file:leader", config, field="leader"), key, config)
    found = verify_pdf(both, config=config)
    assert found.verdict == "valid"
    assert [one.signer for one in found.signatures] == ["Hoàng Minh Tuấn", "UBND"]


def test_threads_share_one_session(paper, config, token):
    key = _enrol("nhieu-luong", config, token)
    with ThreadPoolExecutor(4) as pool:
        files = list(pool.map(lambda number: _sign(paper, key, config, field=f"a{number}"), range(8)))
    assert {verify_pdf(file, config=config).verdict for file in files} == {"valid"}


@pytest.mark.parametrize("reference", ["pkcs11:tinh/khong-co", "pkcs11:khong-co/x"])
def test_missing_token_or_key_is_refused(reference, config):
    with pytest.raises(UnknownKey):
        load_key(reference, config)
