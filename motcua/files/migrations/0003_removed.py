from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0002_parts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Removed",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="blob",
            name="last_stored_at",
            field=models.DateTimeField(null=True),
        ),
    ]
