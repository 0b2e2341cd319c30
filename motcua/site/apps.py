from django.apps import AppConfig

from motcua.site import logs


class SiteConfig(AppConfig):
    name = "motcua.site"
    label = "site"

    def ready(self) -> None:
        logs.configure()
