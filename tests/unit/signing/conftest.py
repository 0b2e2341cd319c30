"""One authority and two keys for all tests of the room; signed files are made once."""

from collections.abc import Callable

import pytest
import typst

from motcua.signing.door import SigningConfig, sign_pdf
from tests.unit.signing.made import AGENCY, NOW, new_authority


@pytest.fixture(scope="session")
def config(tmp_path_factory) -> SigningConfig:
    return new_authority(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="session")
def paper() -> bytes:
    return typst.compile(
        b'#set page("a4")\nQuy\xe1\xba\xbft \xc4\x91\xe1\xbb\x8bnh', ignore_system_fonts=True
    )


@pytest.fixture(scope="session")
def sign(config) -> Callable[..., bytes]:
    def made(pdf: bytes, **given) -> bytes:
        field = given.get("field", "leader")
        values = {
            "key": "file:leader",
            "reason": "Ký duyệt",
            "location": "Bến Ngự",
            "signer_name": "Hoàng Minh Tuấn",
            "field": field,
            "visible": False,
            "now": NOW,
            "config": config,
        }
        return sign_pdf(pdf=pdf, **{**values, **given})

    return made


@pytest.fixture(scope="session")
def signed(paper, sign) -> bytes:
    return sign(paper, level="B-T")


@pytest.fixture(scope="session")
def archived(paper, sign) -> bytes:
    return sign(paper)


@pytest.fixture(scope="session")
def released(archived, sign) -> bytes:
    """Signed by the leader, then by the agency."""
    return sign(archived, key="file:agency", signer_name=AGENCY, field="agency", visible=True)
