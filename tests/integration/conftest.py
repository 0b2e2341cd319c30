"""Fixtures for tests that need a database."""

import pytest
from django.db import connection


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Transactional tests empty all tables at their end, which the audit trail refuses to anyone else."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER IF EXISTS audit_entry_never_emptied ON audit_entry")
        cursor.execute("DROP TRIGGER IF EXISTS audit_seal_never_emptied ON audit_seal")
