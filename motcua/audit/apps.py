from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "motcua.audit"
    label = "audit"

    def ready(self) -> None:
        from motcua.audit import looks, retention

        eraser = retention.Eraser(looks.old_looks, looks.forget_looks)
        retention.register_eraser("audit.look", eraser)
