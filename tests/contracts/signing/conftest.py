import pytest
import typst

from motcua.signing.door import SigningConfig
from tests.unit.signing.made import new_authority


@pytest.fixture
def config(tmp_path) -> SigningConfig:
    return new_authority(tmp_path / "keys")


@pytest.fixture
def paper() -> bytes:
    return typst.compile(b'#set page("a4")\nVan ban', ignore_system_fonts=True)
