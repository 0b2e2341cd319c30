from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "motcua.notices"
    label = "notices"

    def ready(self) -> None:
        from motcua.notices import sending, subscribers

        sending.describe_alarms()
        subscribers.connect()
