"""The private PostgreSQL of the embedded default: where it lives and how it is reached."""

from pathlib import Path


def url(var_dir: Path) -> str:
    """The connection address that the last start of the private server wrote down; empty before the first."""
    note = var_dir / "postgres.url"
    return note.read_text().strip() if note.exists() else ""
