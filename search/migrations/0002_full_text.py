"""The full text index of the database: it follows search_searchtext by itself, so that the two cannot differ."""

from typing import Any

from django.db import migrations

COLUMNS = ("title", "keywords", "summary", "body", "parts", "body_parts", "labels")
NAMES = ", ".join(COLUMNS)
NEW, OLD = (", ".join(f"{row}.{column}" for column in COLUMNS) for row in ("new", "old"))

# Words are letters and digits, labels hold a colon; accents are gone already.
TOKENS = "unicode61 remove_diacritics 0 tokenchars ':-'"
ADD = f"INSERT INTO search_fts(rowid, {NAMES}) VALUES (new.document_id, {NEW});"  # noqa: S608 - our own columns
TAKE = f"INSERT INTO search_fts(search_fts, rowid, {NAMES}) VALUES ('delete', old.document_id, {OLD});"  # noqa: S608 - as above
ON_SQLITE = (
    f"CREATE VIRTUAL TABLE search_fts USING fts5({NAMES}, content='search_searchtext', content_rowid='document_id', "  # noqa: ISC004 - one statement
    f'tokenize="{TOKENS}")',
    f"CREATE TRIGGER search_text_made AFTER INSERT ON search_searchtext BEGIN {ADD} END",
    f"CREATE TRIGGER search_text_gone AFTER DELETE ON search_searchtext BEGIN {TAKE} END",
    f"CREATE TRIGGER search_text_changed AFTER UPDATE ON search_searchtext BEGIN {TAKE} {ADD} END",
)


def weighed(column: str, weight: str) -> str:
    """A column's terms with a weight."""
    return f"setweight(to_tsvector('simple'::regconfig, new.{column}), '{weight}')"


def without_places(column: str) -> str:
    """A column's terms, of which only matters whether they are there: quicker than with their places."""
    return f"coalesce(array_to_tsvector(array_remove(string_to_array(new.{column}, ' '), '')), ''::tsvector)"


HEAD = " || ".join((weighed("title", "A"), weighed("keywords", "B"), weighed("summary", "B"), weighed("parts", "C")))
REST = " || ".join((weighed("body", "D"), without_places("body_parts"), without_places("labels")))
ON_POSTGRESQL = (
    "ALTER TABLE search_searchtext ADD COLUMN head tsvector, ADD COLUMN vector tsvector",
    f"""
    CREATE FUNCTION search_text_vectors() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN new.head := {HEAD}; new.vector := new.head || {REST}; RETURN new; END $$
    """,
    """
    CREATE TRIGGER search_text_vectors BEFORE INSERT OR UPDATE ON search_searchtext
    FOR EACH ROW EXECUTE FUNCTION search_text_vectors()
    """,
    "CREATE INDEX search_text_vector ON search_searchtext USING gin (vector)",
    # Counts go up and down all the time: room beside each row lets that happen in place.
    "ALTER TABLE search_vocabularyword SET (fillfactor = 70)",
)
BACK = {
    "sqlite": (
        "DROP TRIGGER search_text_made",
        "DROP TRIGGER search_text_gone",
        "DROP TRIGGER search_text_changed",
        "DROP TABLE search_fts",
    ),
    "postgresql": (
        "DROP TRIGGER search_text_vectors ON search_searchtext",
        "DROP FUNCTION search_text_vectors",
        "ALTER TABLE search_searchtext DROP COLUMN vector, DROP COLUMN head",
    ),
}


def make(apps: Any, schema_editor: Any) -> None:
    for statement in {"sqlite": ON_SQLITE, "postgresql": ON_POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unmake(apps: Any, schema_editor: Any) -> None:
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, unmake)]
