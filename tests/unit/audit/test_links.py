import datetime as dt
import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.audit import rules

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.floats()
    | st.decimals()
    | st.uuids()
    | st.datetimes()
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10
)


@given(values)
def test_data_survives_being_written_and_read(value):
    plain = rules.plain(value)
    assert json.loads(rules.canonical(plain)) == plain
    assert rules.plain(plain) == plain
    assert b"\0" not in rules.canonical(plain) and b"\\u0000" not in rules.canonical(plain)


def test_what_is_not_data_is_refused():
    with pytest.raises(TypeError, match="object"):
        rules.plain({"x": object()})


def test_the_bytes_of_a_link_never_change():
    moment = dt.datetime(2026, 3, 12, 15, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    body = rules.entry_bytes(
        subject="dossier", subject_id=uuid.UUID(int=1), at=moment, actor_id=uuid.UUID(int=2),
        actor_name="Đỗ Hạnh", acting_for="", action="dossier.accepted", data={"b": 1, "a": [True, None]},
    )  # fmt: skip
    assert body.decode() == (
        '["dossier","00000000-0000-0000-0000-000000000001","2026-03-12T08:30:00.000000+00:00",'
        '"00000000-0000-0000-0000-000000000002","Đỗ Hạnh","","dossier.accepted",{"a":[true,null],"b":1}]'
    )
    digest = rules.entry_hash(b"\x01" * 32, 2, body)
    assert digest.hex() == "c50cb0ac239f77b5534419238c70a1dacefd725a46b214d46a9e331fa408deda"
    assert rules.entry_hash(b"\x01" * 32, 3, body) != digest
