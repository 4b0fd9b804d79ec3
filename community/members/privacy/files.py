"""Files that go when what they belong to is really gone."""

from typing import Any

from django.db import transaction


def delete_after_commit(file: Any) -> None:
    """Delete the file of a file field once this transaction is through; a rollback leaves it."""
    if not file:
        return
    storage, name = file.storage, file.name
    transaction.on_commit(lambda: storage.delete(name), robust=True)
