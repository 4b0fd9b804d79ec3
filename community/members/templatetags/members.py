"""What a member sees around their own pages, and what they can do with the things of others."""

from typing import Any

from django import template
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from community.members.following import Followable, kind_of
from community.members.follows.buttons import FollowButton, button_of
from community.members.queries import is_following_source
from community.themes.queries import tags_by_address
from foundation.listing import Link

register = template.Library()

TAG_PARAMETER = "trefwoord"  # of lists that can be filtered by tag


@register.simple_tag(takes_context=True)
def mine_links(context: template.Context) -> list[Link]:
    """The pages of a member's own, with the one that is shown."""
    request: HttpRequest = context["request"]
    links = (
        (_("Overview"), "my_page"),
        (_("My profile"), "my_profile"),
        (_("My initiatives"), "my_initiatives"),
        (_("Notifications"), "notifications"),
        (_("Messages"), "conversations"),
        (_("What I follow"), "my_follows"),
        (_("Logging in"), "my_account"),
        (_("My data"), "my_data"),
    )
    addresses = [(title, reverse(name)) for title, name in links]
    accounts = reverse("account_login").removesuffix("login/")  # allauth's pages belong to ours about logging in
    path = reverse("my_account") if request.path.startswith(accounts) else request.path
    here = max((url for _title, url in addresses if path.startswith(url)), key=len, default="")
    return [Link(title, url, current=url == here) for title, url in addresses]


@register.inclusion_tag("components/follow_button.html", takes_context=True)
def follow_button(context: template.Context, kind: str, thing: Any) -> dict[str, Any]:
    """The button to follow a thing: {% follow_button "thema" page %}.

    Visitors get a link to where they sign in, and no form token, so that their page can be kept for everybody.
    """
    known = kind_of(kind)
    source = known.source(thing).pk if known and thing.pk else None
    return {"button": button_for(context.get("request"), known, source)}


@register.inclusion_tag("components/follow_tag.html", takes_context=True)
def follow_asked_tag(context: template.Context) -> dict[str, Any]:
    """The button to follow the tag that a list is filtered by; nothing where it is not."""
    request: HttpRequest | None = context.get("request")
    asked = request.GET.getlist(TAG_PARAMETER) if request else []
    tag = tags_by_address().get(asked[0]) if len(asked) == 1 else None
    return {"button": button_for(request, kind_of("trefwoord"), tag[0] if tag else None)}


def button_for(request: HttpRequest | None, kind: Followable | None, pk: int | None) -> FollowButton | None:
    """The button for who asks; None without a request or a thing."""
    if request is None or kind is None or pk is None:
        return None
    back = request.get_full_path()
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return button_of(kind, pk, follows=is_following_source(user, kind, pk), back=back)
    return button_of(
        kind, pk, follows=False, back=back, login_url=redirect_to_login(back, reverse("account_login")).url
    )
