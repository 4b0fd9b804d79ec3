"""Mails about who belongs to an initiative."""

from typing import Any

from django.urls import reverse

from community.initiatives.models import Initiative, JoinRequest
from community.initiatives.people.names import name_of
from community.initiatives.people.queries import editors_of, owners_of
from community.members.mailing import mail, site_url
from community.members.models import User


def about(initiative: Initiative, **context: Any) -> dict[str, Any]:
    """What every mail about an initiative can name."""
    return {
        "title": initiative.title,
        "page_url": site_url(initiative.url) if initiative.live and initiative.url else "",
        "manage_url": site_url(reverse("initiative_manage", args=(initiative.pk,))),
        "people_url": site_url(reverse("initiative_people", args=(initiative.pk,))),
        **context,
    }


def tell(user: User | None, name: str, initiative: Initiative, **context: Any) -> None:
    """Mail one person; who left the site gets none."""
    if user is not None and user.is_active:
        mail(user, f"initiatives/mail/{name}", about(initiative, first_name=user.first_name, **context))


def tell_owners(name: str, initiative: Initiative, *, but: User | None = None, **context: Any) -> None:
    """Mail all owners, but for the one who did it; where there is none, the editors."""
    for user in owners_of(initiative) or editors_of(initiative):
        if user != but:
            tell(user, name, initiative, **context)


def about_request(request: JoinRequest) -> dict[str, Any]:
    """What a mail about a request can name."""
    return {"who": name_of(request.user), "remark": request.remark}
