from django.db import migrations, models

import motcua.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("deadlines", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="LegalSetting",
            fields=[
                ("id", models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=40)),
                ("valid_from", models.DateField()),
                ("value", models.JSONField()),
                ("ground", models.CharField(max_length=500)),
                ("confirmed", models.BooleanField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key", "valid_from"), name="legal_setting_once")
                ],
            },
        ),
    ]
