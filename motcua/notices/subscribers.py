"""What this room does when it is asked by others."""

from motcua.audit.door import Eraser, register_eraser
from motcua.notices import erasing


def connect() -> None:
    """Say how old messages are erased; called once at start-up."""
    register_eraser("notices.message", Eraser(erasing.old_messages, erasing.forget_messages))
