from django.apps import AppConfig
from django.core.checks import register

from motcua.site import checks, logs


class SiteConfig(AppConfig):
    name = "motcua.site"
    label = "site"

    def ready(self) -> None:
        logs.configure()
        register(checks.proxies)
