"""One at a time: what concerns the people of an initiative is decided by one transaction after another."""

from community.initiatives.models import Initiative


def hold(initiative_pk: int) -> None:
    """Let nobody else decide about the people of this initiative until the transaction ends.

    A weak lock: rows that point at the initiative can be made meanwhile. SQLite has one writer at a time anyway.
    """
    Initiative.objects.select_for_update(of=("self",), no_key=True).order_by().values_list("pk").get(pk=initiative_pk)
