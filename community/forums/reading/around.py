"""What stands beside a topic: what it is about, what came of it, what is like it, and following it."""

from dataclasses import dataclass
from zlib import crc32

from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from community.forums.models import Topic
from community.forums.moderating.to_knowledge import may_make_knowledge
from community.forums.permissions import may_moderate
from community.forums.reading.facts import Facts
from community.forums.reading.pages import links_to
from community.forums.similar import Similar, similar_to
from community.members.following import kind_of
from community.members.follows.buttons import FollowButton, button_of
from community.themes.queries import tags_by_address
from foundation.cards import Card
from foundation.generation import current_generation, per_generation
from foundation.listing import Link

FOLLOWABLE = "onderwerp"  # how following names a topic
SIMILAR_FOR = 600  # seconds for which what is alike is remembered: looking for it takes as long as the whole page
MOST_SIMILAR = 4
TAG_PARAMETER = "trefwoord"  # of the search page


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The column beside a topic."""

    about: tuple[Card, ...]
    outcomes: tuple[Card, ...]
    similar: tuple[Card, ...]
    tags: tuple[Link, ...]
    follow: FollowButton | None
    moderate: str = ""  # addresses for who may
    to_knowledge: str = ""


def side_of(request: HttpRequest, topic: Topic, facts: Facts) -> Side:
    """The column beside a topic; no query when all of it is remembered."""
    pages = links_to((topic.about_id, *facts.outcome_ids))
    named = {page.url for page in pages.values()}
    return Side(
        about=tuple(page for page in (pages.get(topic.about_id or 0),) if page),
        outcomes=tuple(pages[pk] for pk in facts.outcome_ids if pk in pages),
        similar=tuple(card for card in similar_cards(topic) if card.url not in named),
        tags=tag_links(facts),
        follow=follow_button(request, topic, facts),
        moderate=reverse("moderate_topic", args=(topic.pk,)) if may_moderate(request.user) else "",
        to_knowledge=(
            reverse("topic_to_knowledge", args=(topic.pk,)) if may_make_knowledge(request.user, topic) else ""
        ),
    )


def similar_cards(topic: Topic) -> tuple[Card, ...]:
    """What everybody may read that is about the same."""
    language = get_language() or ""
    key = f"similar:{current_generation()}:{topic.pk}:{crc32(topic.title.encode())}:{language}"
    known: tuple[Card, ...] | None = cache.get(key)
    if known is None:
        found = similar_to(topic.title, to=None, most=MOST_SIMILAR, without=topic.pk)
        known = tuple(Card(title=each.title, url=each.url, kind=each.kind, notes=notes_of(each)) for each in found)
        cache.set(key, known, SIMILAR_FOR)
    return known


def notes_of(similar: Similar) -> tuple[str, ...]:
    """What is said below something alike."""
    if not similar.is_topic:
        return ()
    words = ngettext("%(n)s answer", "%(n)s answers", similar.answers) % {"n": similar.answers}
    return (words, _("answered")) if similar.is_answered else (words,)


def tag_links(facts: Facts) -> tuple[Link, ...]:
    """The tags of a topic, each leading to all that has it."""
    names = tags_by_pk() if facts.tag_ids else {}
    known = [names[pk] for pk in facts.tag_ids if pk in names]
    return tuple(Link(name, f"{reverse('search')}?{TAG_PARAMETER}={slug}") for slug, name in known)


@per_generation
def tags_by_pk() -> dict[int, tuple[str, str]]:
    """Slug and name of all tags by primary key."""
    return {pk: (slug, name) for pk, slug, name in tags_by_address().values()}


def follow_button(request: HttpRequest, topic: Topic, facts: Facts) -> FollowButton | None:
    """The button to follow the topic; visitors get one to where they sign in."""
    kind = kind_of(FOLLOWABLE)
    if kind is None:
        return None
    back = topic.get_absolute_url()
    if request.user.is_authenticated:
        return button_of(kind, topic.pk, follows=facts.follows, back=back)
    login = redirect_to_login(back, reverse("account_login")).url
    return button_of(kind, topic.pk, follows=False, back=back, login_url=login)
