from typing import Any

from django.db import migrations
from django.db.models.functions import Lower


def confirm(apps: Any, _schema: Any) -> None:
    """Accounts of before were made by administrators: their addresses count as confirmed, and are kept in small letters."""
    User, EmailAddress = apps.get_model("members", "User"), apps.get_model("account", "EmailAddress")
    User.objects.exclude(email=Lower("email")).update(email=Lower("email"))
    known = EmailAddress.objects.values("user")
    EmailAddress.objects.bulk_create(
        EmailAddress(user_id=pk, email=email, verified=True, primary=True)
        for pk, email in User.objects.exclude(pk__in=known).values_list("pk", "email")
    )


class Migration(migrations.Migration):
    """Let whoever had an account log in as before."""

    dependencies = [
        ("members", "0004_inactivity_warnings"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(confirm, migrations.RunPython.noop, elidable=True)]
