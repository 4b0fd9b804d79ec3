"""What of the news stands on "My page"."""

from django.utils.translation import gettext as _

from community.members.my_pages import Part, part_of_my_page
from community.members.requests import MemberRequest
from community.notifications.queries import news_of, shown

SHOWN = 3


@part_of_my_page(order=7)
def new_notifications(request: MemberRequest) -> Part | None:
    """The newest news that somebody did not read."""
    unread = list(news_of(request.user).filter(read=None)[: SHOWN + 1])
    items = shown(unread[:SHOWN], to=request.user)
    if not items:
        return None
    context = {"items": items, "has_more": len(unread) > SHOWN}
    return Part(
        title=_("New notifications"), template="notifications/parts/news.html", context=context, count=len(unread)
    )
