import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest
from django.contrib.auth import hashers

from motcua.accounts.door import (
    SYSTEM,
    Account,
    Actor,
    ConfirmFirst,
    SignInFailed,
    account,
    accounts,
    actor_by_token,
    actor_of,
    authenticate,
    change_account,
    create_account,
    delegate,
    delegations_of,
    hash_password,
    issue_token,
    revoke_delegation,
    revoke_token,
    set_active,
    set_password,
    tokens_of,
)
from motcua.accounts.hashers import Argon2id
from motcua.accounts.models import ApiToken
from motcua.audit.door import history
from motcua.directory.door import Role, add_person, appoint, create_agency, end_position
from motcua.kernel.errors import Conflict, Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 12, 1, 30, tzinfo=dt.UTC)
TODAY = dt.date(2026, 3, 12)
DAY = dt.timedelta(days=1)
PASSWORD = "nước chảy đá mòn"
BY_SYSTEM = {"actor": SYSTEM, "now": NOW}


ARGON2ID = "motcua.accounts.hashers.Argon2id"


@pytest.fixture(autouse=True)
def argon2id(settings):
    settings.PASSWORD_HASHERS = [ARGON2ID]


@pytest.fixture(scope="module")
def password_hash():
    """One hash for all: each costs as much as it should."""
    return Argon2id().encode(PASSWORD, "muối của bài kiểm tra")


@pytest.fixture
def citizen(password_hash):
    return create_account(
        username="001190000123", name="Trần Thị Lan", kind="citizen", personal_id="001190000123",
        password_hash=password_hash, **BY_SYSTEM,
    )  # fmt: skip


class Office:
    """A province with one commune, and officials in both."""

    def __init__(self, password_hash):
        self.password_hash = password_hash
        self.province = self.agency("H99", "province", None)
        self.commune = self.agency("H99.100", "commune", self.province)
        self.chair, self.chair_position, self.chair_account = self.official("Phạm Chủ Tịch", Role.LEADER)
        self.vice, self.vice_position, self.vice_account = self.official("Ngô Phó", Role.CASE_OFFICER)
        _, _, self.province_admin = self.official("Vũ Tỉnh", Role.ADMINISTRATOR, self.province)
        _, _, self.commune_admin = self.official("Lý Xã", Role.ADMINISTRATOR)

    def agency(self, identifier, kind, parent):
        return create_agency(
            identifier=identifier, name=identifier, kind=kind, level=kind, parent_id=parent, **BY_SYSTEM
        )

    def official(self, name, role, agency=None):
        person = add_person(name=name, **BY_SYSTEM)
        position = appoint(
            person_id=person,
            agency_id=agency or self.commune,
            role=role,
            valid_from=TODAY - 30 * DAY,
            **BY_SYSTEM,
        )
        made = create_account(
            username=f"u{person}", name=name, kind="official", person_id=person,
            password_hash=self.password_hash, **BY_SYSTEM,
        )  # fmt: skip
        return person, position, made


@pytest.fixture
def office(password_hash):
    return Office(password_hash)


def sign_in(username="001190000123", password=PASSWORD, address="203.0.113.7", now=NOW):
    return authenticate(username=username, password=password, address=address, now=now)


def test_the_right_password_signs_in(citizen):
    assert sign_in(username=" 001190000123 ").id == citizen
    (entry,) = [entry for entry in history("account", citizen) if entry.action == "account.signed_in"]
    assert (entry.actor_name, entry.data) == ("Trần Thị Lan", {"address": "203.0.113.7", "by": "password"})


def test_all_failures_sound_alike_and_are_kept(citizen):
    said = set()
    for username, password in (
        ("001190000123", "sai mật khẩu"),
        ("khong.co", PASSWORD),
        ("001190000123", ""),
    ):
        with pytest.raises(SignInFailed) as failure:
            sign_in(username=username, password=password)
        said.add((str(failure.value), failure.value.code, failure.value.status))
    set_active(account_id=citizen, active=False, **BY_SYSTEM)
    with pytest.raises(SignInFailed) as failure:
        sign_in()
    said.add((str(failure.value), failure.value.code, failure.value.status))
    assert len(said) == 1
    failed = [entry for entry in history("account", citizen) if entry.action == "account.sign_in_failed"]
    assert len(failed) == 3


def test_an_unknown_username_costs_the_same_work(citizen, monkeypatch, django_assert_num_queries):
    verified = []
    verify = Argon2id.verify
    monkeypatch.setattr(Argon2id, "verify", lambda self, *given: verified.append(1) or verify(self, *given))
    with pytest.raises(SignInFailed):
        sign_in(username="khong.co")  # the first time makes the hash that nothing fits
    for username in ("001190000123", "khong.co"):
        verified.clear()
        with django_assert_num_queries(4), pytest.raises(SignInFailed):
            sign_in(username=username, password="sai mật khẩu", address="203.0.113.9")
        assert verified == [1]


def test_a_hash_of_former_times_is_renewed(citizen, settings):
    Account.objects.filter(id=citizen).update(
        password=hashers.PBKDF2PasswordHasher().encode(PASSWORD, "muoi" * 6, iterations=1)
    )
    settings.PASSWORD_HASHERS = [ARGON2ID, "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    sign_in()
    renewed = Account.objects.get(id=citizen).password
    assert renewed.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    sign_in()
    assert Account.objects.get(id=citizen).password == renewed


def test_a_machine_does_not_sign_in(password_hash):
    create_account(username="may.1", name="Máy", kind="machine", password_hash=password_hash, **BY_SYSTEM)
    with pytest.raises(SignInFailed):
        sign_in(username="may.1")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"username": "có dấu"}, "username"),
        ({"name": " "}, "name"),
        ({"kind": "vua"}, "kind"),
        ({"kind": "official"}, "person_id"),
        ({"personal_id": "12345"}, "personal_id"),
        ({"password": "ngắn"}, "password"),
        ({"password": "aaaaaaaaaaaa"}, "password"),
        ({"password": "Trần Thị Lan"}, "password"),
    ],
)
def test_an_account_with_faults_is_refused(change, field):
    given = {"username": "lan.tran", "name": "Trần Thị Lan", "kind": "citizen", **change}
    with pytest.raises(Invalid) as refusal:
        create_account(**given, **BY_SYSTEM)
    assert list(refusal.value.fields) == [field]


def test_usernames_and_citizens_are_unique(citizen):
    given = {"name": "Trần Thị Lan", "kind": "citizen", **BY_SYSTEM}
    with pytest.raises(Conflict):
        create_account(username="001190000123", **given)
    with pytest.raises(Conflict):
        create_account(username="lan", personal_id="001190000123", **given)
    assert actor_of(citizen, now=NOW) is not None  # the transaction goes on


def test_a_clear_password_never_lands_in_the_place_of_a_hash():
    with pytest.raises(ValueError, match="hash"):
        create_account(username="lan", name="Lan", kind="citizen", password_hash="mật khẩu rõ", **BY_SYSTEM)


def test_without_a_password_nobody_signs_in():
    made = create_account(username="vneid.1", name="Lan", kind="citizen", **BY_SYSTEM)
    with pytest.raises(SignInFailed):
        sign_in(username="vneid.1", password="")
    me = actor_of(made, now=NOW)
    with pytest.raises(ConfirmFirst):
        set_password(account_id=made, password=PASSWORD, actor=me, now=NOW)
    set_password(account_id=made, password=PASSWORD, actor=replace(me, confirmed_at=NOW), now=NOW)
    assert sign_in(username="vneid.1").id == made


def test_a_new_password_needs_the_old_one_and_ends_sessions(citizen):
    me = actor_of(citizen, now=NOW)
    before = Account.objects.get(id=citizen).get_session_auth_hash()
    with pytest.raises(Invalid) as refusal:
        set_password(account_id=citizen, password="tre già măng mọc", actor=me, now=NOW, current="không phải")
    assert list(refusal.value.fields) == ["current"]
    set_password(account_id=citizen, password="tre già măng mọc", actor=me, now=NOW, current=PASSWORD)
    assert Account.objects.get(id=citizen).get_session_auth_hash() != before
    assert sign_in(password="tre già măng mọc").id == citizen


def test_who_may_manage_an_account(office, citizen):
    province_admin = actor_of(office.province_admin, now=NOW)
    commune_admin = actor_of(office.commune_admin, now=NOW)
    chair = actor_of(office.chair_account, now=NOW)
    set_active(account_id=office.vice_account, active=False, actor=commune_admin, now=NOW)
    set_active(account_id=citizen, active=False, actor=province_admin, now=NOW)
    set_active(account_id=office.commune_admin, active=False, actor=province_admin, now=NOW)
    for actor, target in (
        (commune_admin, office.province_admin),
        (commune_admin, citizen),
        (chair, office.vice_account),
        (chair, citizen),
        (None, citizen),
    ):
        with pytest.raises(NotAllowed):
            set_active(account_id=target, active=True, actor=actor, now=NOW)
        with pytest.raises(NotAllowed):
            set_password(account_id=target, password="tre già măng mọc", actor=actor, now=NOW)
        with pytest.raises(NotAllowed):
            issue_token(account_id=target, name="x", scopes=["x"], actor=actor, now=NOW)
        with pytest.raises(NotAllowed):
            change_account(account_id=target, phone="1", actor=actor, now=NOW)
    with pytest.raises(NotAllowed):
        create_account(username="moi", name="Mới", kind="citizen", actor=chair, now=NOW)


def test_nobody_takes_over_an_account_that_acts_beyond_their_territory(office):
    commune_admin = confirmed_actor(office.commune_admin)
    given = {"account_id": office.vice_account, "actor": commune_admin, "now": NOW}
    set_password(password="tre già măng mọc", **given)
    _head, position, _account = office.official("Đinh Giám Đốc", Role.LEADER, office.province)
    made = delegate(
        position_id=position, to_person_id=office.vice, from_date=TODAY, until_date=TODAY, ground="Nghỉ",
        actor=SYSTEM, now=NOW,
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        set_password(password="nước chảy đá mòn hơn", **given)
    revoke_delegation(delegation_id=made, actor=SYSTEM, now=NOW)
    set_password(password="nước chảy đá mòn hơn", **given)


def test_keys_are_for_machines_and_given_by_who_proved_to_be_it(office):
    admin = confirmed_actor(office.province_admin)
    machine = create_account(username="may.9", name="Máy", kind="machine", **BY_SYSTEM)
    given = {"name": "x", "scopes": ["x"], "now": NOW}
    for person in (office.vice_account, office.province_admin):
        with pytest.raises(NotAllowed):
            issue_token(account_id=person, actor=admin, **given)
    for stale in (None, NOW - dt.timedelta(minutes=16)):
        with pytest.raises(ConfirmFirst):
            issue_token(account_id=machine, actor=replace(admin, confirmed_at=stale), **given)
    assert issue_token(account_id=machine, actor=admin, **given).startswith("mc_")


def confirmed_actor(account_id):
    return replace(actor_of(account_id, now=NOW), confirmed_at=NOW)


def test_an_actor_has_the_seats_held_today(office, django_assert_num_queries):
    with django_assert_num_queries(2):
        chair = actor_of(office.chair_account, now=NOW)
    (seat,) = chair.seats
    assert (seat.agency_id, seat.agency_path, seat.role, seat.acting_for) == (
        office.commune, "H99/H99.100", Role.LEADER, ""
    )  # fmt: skip
    assert chair.holds("leader") and chair.holds(Role.LEADER, agency_id=office.commune)
    assert not chair.holds(Role.LEADER, agency_id=office.province) and not chair.holds(Role.ADMINISTRATOR)
    assert chair.agency_ids() == chair.agency_ids("leader") == {office.commune}
    end_position(position_id=office.chair_position, on=TODAY - DAY, **BY_SYSTEM)
    assert actor_of(office.chair_account, now=NOW).seats == ()


def test_a_citizen_is_an_actor_at_the_price_of_one_statement(citizen, django_assert_num_queries):
    with django_assert_num_queries(1):
        actor = actor_of(citizen, now=NOW)
    assert (actor.kind, actor.personal_id, actor.seats, actor.scopes) == ("citizen", "001190000123", (), None)


def test_rights_end_at_once(citizen):
    set_active(account_id=citizen, active=False, **BY_SYSTEM)
    assert actor_of(citizen, now=NOW) is None
    assert actor_of(UUID(int=1), now=NOW) is None


def handed_over(office, **change):
    given = {
        "position_id": office.chair_position, "to_person_id": office.vice, "from_date": TODAY,
        "until_date": TODAY + DAY, "ground": "Nghỉ phép", "actor": actor_of(office.chair_account, now=NOW),
        "now": NOW,
    }  # fmt: skip
    return delegate(**{**given, **change})


def test_a_delegate_acts_with_both_names_for_as_long_as_it_lasts(office, django_assert_num_queries):
    handed_over(office)
    with django_assert_num_queries(2):
        vice = actor_of(office.vice_account, now=NOW)
    assert [(seat.role, seat.acting_for) for seat in vice.seats] == [
        ("case_officer", ""),
        ("leader", "Phạm Chủ Tịch"),
    ]
    acting = vice.on(vice.seat(Role.LEADER))
    assert (acting.name, acting.acting_for, vice.acting_for) == ("Ngô Phó", "Phạm Chủ Tịch", "")
    chair = actor_of(office.chair_account, now=NOW)
    assert chair.holds(Role.LEADER) and chair.seats[0].acting_for == ""
    for days, leads in ((-1, False), (0, True), (1, True), (2, False)):
        assert actor_of(office.vice_account, now=NOW + days * DAY).holds(Role.LEADER) is leads
    # 12 March in Vietnam begins at 17:00 on 11 March, UTC.
    assert actor_of(office.vice_account, now=dt.datetime(2026, 3, 11, 17, tzinfo=dt.UTC)).holds(Role.LEADER)


def test_a_revoked_delegation_ends_at_once(office):
    made = handed_over(office)
    with pytest.raises(NotAllowed):
        revoke_delegation(delegation_id=made, actor=actor_of(office.vice_account, now=NOW), now=NOW)
    revoke_delegation(delegation_id=made, actor=actor_of(office.chair_account, now=NOW), now=NOW)
    assert not actor_of(office.vice_account, now=NOW).holds(Role.LEADER)
    (view,) = delegations_of(office.vice)
    assert (view.holder_name, view.to_name, view.revoked_at) == ("Phạm Chủ Tịch", "Ngô Phó", NOW)
    assert [entry.action for entry in history("position", office.chair_position)] == [
        "position.delegated",
        "position.delegation_revoked",
    ]


def test_a_delegated_position_ends_with_its_holder(office):
    handed_over(office)
    end_position(position_id=office.chair_position, on=TODAY - DAY, **BY_SYSTEM)
    assert not actor_of(office.vice_account, now=NOW).holds(Role.LEADER)


def test_who_may_delegate(office):
    for allowed in (office.commune_admin, office.province_admin):
        handed_over(office, actor=actor_of(allowed, now=NOW))
    for refused in (actor_of(office.vice_account, now=NOW), None):
        with pytest.raises(NotAllowed):
            handed_over(office, actor=refused)
        with pytest.raises(NotAllowed):
            handed_over(office, actor=refused, to_person_id=office.chair)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"until_date": TODAY - DAY}, "until_date"),
        ({"from_date": TODAY - 3 * DAY, "until_date": TODAY - DAY}, "until_date"),
        ({"ground": " "}, "ground"),
    ],
)
def test_a_delegation_with_faults_is_refused(office, change, field):
    with pytest.raises(Invalid) as refusal:
        handed_over(office, **change)
    assert list(refusal.value.fields) == [field]
    with pytest.raises(Invalid):
        handed_over(office, to_person_id=office.chair)
    with pytest.raises(NotFound):
        handed_over(office, to_person_id=UUID(int=1))


@pytest.fixture
def machine():
    return create_account(username="truc.lien.thong", name="Trục liên thông", kind="machine", **BY_SYSTEM)


def test_a_key_opens_what_its_scopes_say_and_is_not_kept(machine):
    token = issue_token(account_id=machine, name="Đồng bộ", scopes=["dossiers.read"], **BY_SYSTEM)
    assert token.startswith("mc_") and len(token) > 40
    actor = actor_by_token(token, now=NOW)
    assert (actor.id, actor.kind, actor.scopes) == (machine, "machine", {"dossiers.read"})
    assert token not in str(ApiToken.objects.values_list().get())
    assert token not in str(history("account", machine))
    for wrong in ("", "mc_", token[:-1], token[3:], token + "x"):
        assert actor_by_token(wrong, now=NOW) is None


def test_a_key_stops_working(machine):
    given = {"account_id": machine, "name": "Đồng bộ", "scopes": ["x"], **BY_SYSTEM}
    token = issue_token(**given, lifetime=DAY)
    assert actor_by_token(token, now=NOW + DAY - dt.timedelta(seconds=1))
    assert actor_by_token(token, now=NOW + DAY) is None
    revoke_token(token_id=tokens_of(machine)[0].id, **BY_SYSTEM)
    assert actor_by_token(token, now=NOW) is None
    other = issue_token(**given)
    set_active(account_id=machine, active=False, **BY_SYSTEM)
    assert actor_by_token(other, now=NOW) is None
    with pytest.raises(Invalid):
        issue_token(**{**given, "scopes": []})


def test_the_last_use_of_a_key_is_noted_to_the_hour(machine, django_assert_num_queries):
    token = issue_token(account_id=machine, name="Đồng bộ", scopes=["x"], **BY_SYSTEM)
    actor_by_token(token, now=NOW)
    with django_assert_num_queries(2):
        actor_by_token(token, now=NOW + dt.timedelta(minutes=59))
    assert tokens_of(machine)[0].last_used_at == NOW
    actor_by_token(token, now=NOW + dt.timedelta(hours=2))
    assert tokens_of(machine)[0].last_used_at == NOW + dt.timedelta(hours=2)


def test_a_key_cannot_make_another_key(machine):
    token = issue_token(account_id=machine, name="Đồng bộ", scopes=["x"], **BY_SYSTEM)
    with pytest.raises(NotAllowed):
        issue_token(
            account_id=machine, name="Nữa", scopes=["all"], actor=actor_by_token(token, now=NOW), now=NOW
        )


def test_accounts_are_listed_and_changed(citizen, machine):
    page = accounts(size=1)
    assert [one.username for one in page.items] == ["001190000123"]
    assert [one.username for one in accounts(size=1, cursor=page.next).items] == ["truc.lien.thong"]
    assert [one.id for one in accounts(kind="machine", q="TRUC").items] == [machine]
    change_account(account_id=citizen, phone="0912345678", actor=actor_of(citizen, now=NOW), now=NOW)
    assert account(citizen).phone == "0912345678"
    assert "0912345678" not in str(history("account", citizen))
    with pytest.raises(NotFound):
        account(UUID(int=1))


def test_one_hash_serves_many_accounts():
    encoded = hash_password(PASSWORD)
    for number in range(3):
        create_account(
            username=f"dan.{number}", name=f"Dân {number}", kind="citizen", password_hash=encoded, **BY_SYSTEM
        )
    assert sign_in(username="dan.2").name == "Dân 2"


def test_the_system_is_an_actor():
    assert isinstance(SYSTEM, Actor) and SYSTEM.kind == "system" and SYSTEM.seats == ()
