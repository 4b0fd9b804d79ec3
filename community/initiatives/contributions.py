"""What initiatives show on the pages of other apps."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.initiatives.cards import cards_of
from community.initiatives.models import Membership
from community.initiatives.queries import counts_by_theme, directory_url, public_initiatives
from community.initiatives.wording import initiatives_counted
from community.members.models import User
from community.themes.counting import counts_in_themes
from community.themes.models import Theme
from community.themes.queries import badges, source_id_of
from foundation.cards import Section
from foundation.gathering import contributes_to
from foundation.locales import active_locale_id

SHOWN = 6

counts_in_themes(counts_by_theme, initiatives_counted, order=10)


@contributes_to("member")
def initiatives_of_member(member: User, *, request: HttpRequest) -> Section:
    """The public initiatives that somebody belongs to."""
    belonging = Membership.objects.filter(user_id=member.pk).values("initiative__translation_key")
    found = public_initiatives(active_locale_id()).filter(translation_key__in=belonging)
    return Section(
        title=_("Belongs to"), style="rows", items=tuple(cards_of(found.order_by("title", "pk")[:SHOWN])), order=10
    )


@contributes_to("theme")
def initiatives_of_theme(theme: Theme, *, request: HttpRequest) -> Section:
    """The newest initiatives of this theme."""
    theme_id = source_id_of(theme)
    badge = badges(theme.locale_id).get(theme_id)
    found = public_initiatives(theme.locale_id).filter(theme_links__theme_id=theme_id)
    return Section(
        title=_("Initiatives"),
        style="rows",
        items=tuple(cards_of(found.order_by("-first_published_at", "-pk")[:SHOWN])),
        more_url=f"{directory_url(theme.locale_id)}?thema={badge.slug}" if badge else "",
        more_text=_("All initiatives of this theme"),
        order=30,
    )
