"""What happens a little later than what it follows."""

from django_tasks import task

from search.actions import index
from search.attachments import read_document, things_with
from search.engines.pushing import push_soon


@task()
def index_things(name: str, pks: list[int]) -> None:
    """Bring the documents of these things up to date, and tell the search server where there is one."""
    index(name, pks)
    push_soon()


@task()
def read_attachment(pk: int) -> None:
    """Read the text of an uploaded document, and index what it is attached to."""
    if read_document(pk):
        for name, pks in things_with(pk).items():
            index(name, pks)
        push_soon()


@task()
def push_changes() -> None:
    """Tell the search server what it was not told yet."""
    push_soon()
