import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0002_profile_privacy_messages"),
    ]

    operations = [
        migrations.CreateModel(
            name="BlockedMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(auto_now_add=True)),
                (
                    "blocked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocked_by",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocked_members",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "blocked member",
                "verbose_name_plural": "blocked members",
            },
        ),
        migrations.AddConstraint(
            model_name="blockedmember",
            constraint=models.UniqueConstraint(
                models.F("user"), models.F("blocked"), name="member_blocks_a_member_once"
            ),
        ),
        migrations.AddField(
            model_name="participation",
            name="is_muted",
            field=models.BooleanField(default=False, verbose_name="no mail about new messages"),
        ),
        migrations.AddField(
            model_name="participation",
            name="left",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="conversation",
            name="latest",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AlterField(
            model_name="conversation",
            name="started",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AlterField(
            model_name="message",
            name="sent",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["author", "sent"], name="messages_of_an_author"),
        ),
    ]
