from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_unread")]
    operations = [migrations.AddField("account", "erased_at", models.DateTimeField(null=True))]
