"""Who may bring pages in and take them out."""

from typing import Any

from foundation.transfer.transfer import PageTransfer


def may_transfer(user: Any, kind: type[PageTransfer]) -> bool:
    """Whether this person may add, change and publish everywhere that such pages stand."""
    parents = list(kind.parent_model.objects.all())
    testers = [page.permissions_for_user(user) for page in parents]
    return bool(testers) and all(
        tester.can_add_subpage() and tester.can_publish_subpage() and tester.can_edit() for tester in testers
    )
