from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "motcua.console"
    label = "console"

    def ready(self) -> None:
        from motcua.console import catalogue_files
        from motcua.kernel import progress

        progress.register_kind(catalogue_files.KIND, catalogue_files.take_over)
