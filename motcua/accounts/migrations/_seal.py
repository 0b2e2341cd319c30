from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from motcua.kernel.sealing import seal_columns
from motcua.kernel.secrecy import fingerprint

NAMES = ("personal_id", "tax_code", "phone", "email")


def seal(_: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Seal what lies open in the columns of 0.1.0."""
    seal_columns(
        editor.connection,
        "accounts_account",
        {name: f"accounts.{name}" for name in NAMES},
        also=(
            "personal_id_fingerprint = %s",
            lambda row: [
                fingerprint(row["personal_id"], purpose="accounts.personal_id")
                if row["personal_id"]
                else None
            ],
        ),
    )
