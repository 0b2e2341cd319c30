from django.db import migrations


class Migration(migrations.Migration):
    """Tries to sign in are counted where all tries are counted: `kernel.throttle`."""

    stage = "after"  # the release before this one still counts here

    dependencies = [("accounts", "0001_initial"), ("kernel", "0002_trycount")]

    operations = [migrations.DeleteModel(name="SignInCount")]
