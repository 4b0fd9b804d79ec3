"""PostgreSQL finds documents by their index, always.

Its planner does not know what it costs to unpack a tsvector: left alone it reads all of them where a word stands in
many documents, which takes ten times as long as the index does.
"""

from typing import Any

from django.db import migrations

MAKE = """
CREATE FUNCTION search_found(wanted tsquery) RETURNS TABLE (document_id bigint, labels text, head tsvector)
LANGUAGE sql STABLE SET enable_seqscan TO off AS
$$ SELECT t.document_id, t.labels, t.head FROM search_searchtext t WHERE t.vector @@ wanted $$
"""
UNMAKE = "DROP FUNCTION search_found"


def make(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKE)


def unmake(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(UNMAKE)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_places_within_documents")]
    operations = [migrations.RunPython(make, unmake)]
