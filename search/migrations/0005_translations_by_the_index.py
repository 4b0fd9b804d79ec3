"""Whether a document stands there in another language is looked up by its group and the language at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0004_found_by_the_index"),
    ]

    operations = [
        migrations.AlterField(
            model_name="searchdocument",
            name="group",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="searchdocument",
            index=models.Index(fields=["group", "language"], name="search_document_by_group"),
        ),
    ]
