"""Settings that contradict each other are told at start-up, not by the first visitor."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error

from motcua.kernel.addresses import read_proxies


def proxies(app_configs: Sequence[AppConfig] | None, **_options: Any) -> list[CheckMessage]:
    """Proxies can be read; with TLS in front somebody must be believed about it, or every page redirects to itself."""
    try:
        read_proxies(settings.MOTCUA_TRUSTED_PROXIES)
    except ValueError as error:
        return [Error(f"MOTCUA_TRUSTED_PROXIES: {error}", id="motcua.E001")]
    if settings.HTTPS and not settings.MOTCUA_TRUSTED_PROXIES:
        hint = "Set MOTCUA_TRUSTED_PROXIES to the addresses of the proxy that speaks TLS."
        return [Error("MOTCUA_HTTPS=1 without a trusted proxy in front.", hint=hint, id="motcua.E002")]
    return []
