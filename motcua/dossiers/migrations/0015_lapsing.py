from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0013_revising"),
    ]

    operations = [
        migrations.AddField(
            model_name="supplement",
            name="answer_by",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="supplement",
            index=models.Index(
                condition=models.Q(("answered_at", None)), fields=["answer_by"], name="supplement_open"
            ),
        ),
    ]
