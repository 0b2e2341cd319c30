"""An invented authority with a leader's and an agency's key."""

from datetime import UTC, datetime
from pathlib import Path

from motcua.signing.door import SigningConfig, create_authority, enrol

NOW = datetime(2026, 2, 5, 1, 3, 22, tzinfo=UTC)
AGENCY = "Ủy ban nhân dân phường Bến Ngự"


def new_authority(directory: Path, *, now: datetime = NOW) -> SigningConfig:
    config = SigningConfig(keys_dir=directory, passphrase="mật khẩu thử")
    create_authority(now=now, config=config)
    enrol(
        alias="leader",
        common_name="Hoàng Minh Tuấn",
        organisation=AGENCY,
        kind="person",
        now=NOW,
        config=config,
    )
    enrol(alias="agency", common_name=AGENCY, organisation=AGENCY, kind="agency", now=now, config=config)
    return config
