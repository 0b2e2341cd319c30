"""A short storm; `make fault` makes the long one."""

from tests.fault.storm import installation, rage


def test_nothing_acknowledged_is_lost_and_nothing_happens_twice() -> None:
    with installation() as place:
        findings, crowd = rage(place, kills=6, seed=11)
    assert findings.wrong == []
    assert sum(place.killed.values()) == 6
    assert len(crowd.ledger.filed) > 2 and len(crowd.ledger.acts) > 2
    assert "500" not in crowd.ledger.answers
