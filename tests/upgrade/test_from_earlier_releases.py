"""An installation of an earlier release, with its data, becomes one of today."""

import os

import pytest

from tests.upgrade import releases

# Tables that a later release did without: counters of a moment, nothing anyone entered.
GONE = {"accounts_signincount", "directory_stamp"}


@pytest.mark.parametrize("version", releases.VERSIONS)
def test_data_of_an_earlier_release_are_all_there(version: str) -> None:
    name = f"motcua_upgrade_{version.replace('.', '_')}_{os.getpid()}"
    with releases.restored(version, name=name) as address:
        before, numbers = releases.counts(address), releases.owner_numbers(address)
        releases.run("-m", "motcua.site.cli", "manage", "migrate", "--verbosity", "0", address=address)
        after = releases.counts(address)
        verdict = releases.run("-m", "motcua.site.cli", "audit", "verify", address=address)
        seen = releases.look(address)

    assert before["dossiers_dossier"] > 30 and before["audit_entry"] > 400
    assert {table: after.get(table) for table in before if table not in GONE} == {
        table: count for table, count in before.items() if table not in GONE
    }
    assert verdict.startswith(f"whole: {before['audit_entry']} entries")
    assert set(seen["citizen"].values()) == set(seen["clerk"].values()) == {200}
    assert len(seen["citizen"]) > 5 and len(seen["clerk"]) > 30
    for code, dossier in seen["dossiers"].items():
        assert dossier["entries"] and dossier["owner"].endswith(numbers[code][-3:]), code
