"""The forum in the search: each topic is found by its title and by what is said in it.

A topic is one thing to be found for each page of it: most have one page, and a reply to a very long one changes only
the last. Of a topic the search shows the best page once, and leads to the post that says what was asked for.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from community.forums.models import Audience, Forum, Post, Topic, TopicTag, Visibility
from community.forums.readers import reader_of
from community.forums.reading.progress import PAGE_SIZE, page_of, post_anchor
from community.forums.writing.text import plain_text
from foundation.audiences import PUBLIC, says_audiences
from foundation.listing import PAGE_PARAMETER
from foundation.searchable import Address, Change, Findable, Following, Searchable, searchable

MOST_PAGES = 1 << 16  # of one topic
MOST_AT_ONCE = 1000  # pages of a forum that others read from now on; more of them follow a little later
# Fields whose change shows; `last_number` is saved when posts were counted anew, because some moved or went.
SHOWN_OF_TOPIC = ("title", "slug", "kind", "theme", "theme_id", "answer", "answer_id")
HIDES_TOPIC = ("visibility", "forum", "forum_id", "last_number")
SHOWN_OF_POST = ("body", "visibility", "topic", "topic_id", "number")


def audience_of(forum: Forum) -> str:
    """Who may find what is said in this forum."""
    if forum.read_by == Audience.EVERYONE:
        return PUBLIC
    return f"{Audience.INITIATIVE}:{forum.initiative_id}" if forum.read_by == Audience.INITIATIVE else forum.read_by


@says_audiences
def audiences(user: Any) -> Iterable[str]:
    """Whose talk this person may find: that of members, of stakeholders, of their own initiatives."""
    reader = reader_of(user)
    initiative_ids: Iterable[int | None] = reader.initiative_ids if reader.is_member else ()
    if reader.is_moderator:
        initiative_ids = Forum.objects.filter(read_by=Audience.INITIATIVE).values_list("initiative_id", flat=True)
    named = [Audience.MEMBERS, Audience.STAKEHOLDERS]
    return (
        *(str(name) for name in named if reader.belongs_to(name, None)),
        *(f"{Audience.INITIATIVE}:{pk}" for pk in initiative_ids),
    )


def key_of(topic_id: int, page: int) -> int:
    """The number under which a page of a topic is found."""
    return topic_id * MOST_PAGES + page - 1


def topic_and_page(key: int) -> tuple[int, int]:
    """The topic and the page that this number stands for."""
    return key // MOST_PAGES, key % MOST_PAGES + 1


def keys_of(topic_id: int, last_number: int) -> list[int]:
    """The numbers of all pages of a topic."""
    return [key_of(topic_id, page) for page in range(1, page_of(last_number) + 1)]


@searchable
class SearchableTopics(Searchable):
    """Topics of all forums, each for those who read its forum."""

    name = "topic"
    slug = "forumonderwerp"
    label = _("Forum topic")
    order = 35
    listens_to = (Topic, Post, Forum, TopicTag)
    has_parts = True

    def pks(self) -> Iterable[int]:
        """All pages of all topics, oldest first."""
        topics = Topic.objects.filter(visibility=Visibility.VISIBLE).order_by("pk")
        for topic_id, last_number in topics.values_list("pk", "last_number").iterator(chunk_size=5000):
            yield from keys_of(topic_id, last_number)

    def findables(self, pks: Collection[int]) -> Iterator[Findable]:
        """These pages, with what is visible on them; three queries."""
        wanted = defaultdict(set)
        for key in pks:
            topic_id, page = topic_and_page(key)
            wanted[topic_id].add(page)
        topics = Topic.objects.filter(pk__in=wanted, visibility=Visibility.VISIBLE).select_related("forum", "answer")
        posts: dict[int, list[Post]] = defaultdict(list)
        for post in posts_on(wanted):
            posts[key_of(post.topic_id, page_of(post.number))].append(post)
        for topic in topics.prefetch_related("tag_links"):
            for page in sorted(wanted[topic.pk]):
                key = key_of(topic.pk, page)
                if posts[key]:
                    yield findable(topic, key, posts[key])

    def addresses(self, pks: Collection[int], *, language: str, audiences: Collection[str]) -> dict[int, Address]:
        """Their topics, of those that are visible in a forum that one of these audiences reads; one query."""
        ids = {topic_and_page(key)[0] for key in pks}
        rows = Topic.objects.filter(pk__in=ids, visibility=Visibility.VISIBLE).select_related("forum")
        topics = {topic.pk: topic for topic in rows if audience_of(topic.forum) in audiences}
        with translation.override(language):
            urls = {pk: reverse("topic", args=(pk, topic.slug)) for pk, topic in topics.items()}
        lang = "" if language == settings.LANGUAGE_CODE else settings.LANGUAGE_CODE
        there = {key for pk, topic in topics.items() for key in keys_of(pk, topic.last_number)}
        return {key: Address(urls[topic_and_page(key)[0]], lang) for key in pks if key in there}

    def address_within(self, url: str, place: int) -> str:
        """Where the post with this number stands; the first one at the beginning."""
        if place == 1:
            return url
        page = page_of(place)
        asked = f"?{PAGE_PARAMETER}={page}" if page > 1 else ""
        return f"{url}{asked}#{post_anchor(place)}"

    def follow(self, change: Change) -> Following:
        """What is hidden, or read by others from now on, goes at once; what comes or changes is indexed later."""
        thing = change.instance
        if isinstance(thing, Topic):
            return follow_topic(thing, change)
        if isinstance(thing, Post):
            return follow_post(thing, change)
        if isinstance(thing, TopicTag):
            return Following(later=[key_of(thing.topic_id, 1)])
        return follow_forum(thing, change)

    def affected_by(self, changed: Any) -> Iterable[int]:
        """Topics that wear this theme or tag."""
        topics = Topic.objects.filter(visibility=Visibility.VISIBLE)
        match changed._meta.label:
            case "themes.Theme":
                found = topics.filter(theme__translation_key=changed.translation_key)
            case "themes.Tag":
                found = topics.filter(tag_links__tag=changed.pk)
            case _:
                return ()
        return [key for pk, last in found.values_list("pk", "last_number") for key in keys_of(pk, last)]


def posts_on(wanted: dict[int, set[int]]) -> Iterable[Post]:
    """The visible posts on these pages of these topics, in their order."""
    numbers = {
        number
        for pages in wanted.values()
        for page in pages
        for number in range((page - 1) * PAGE_SIZE + 1, page * PAGE_SIZE + 1)
    }
    posts = Post.objects.filter(topic__in=wanted, visibility=Visibility.VISIBLE)
    posts = posts.filter(number__gte=min(numbers, default=0), number__lte=max(numbers, default=0))
    found = posts.order_by("topic", "number").only("topic_id", "number", "body", "written")
    return (post for post in found if page_of(post.number) in wanted[post.topic_id])


def findable(topic: Topic, key: int, posts: list[Post]) -> Findable:
    """One page of a topic; the answer that helped stands in the summary, so that it counts for more."""
    answer = topic.answer if topic.answer and topic.answer.visibility == Visibility.VISIBLE else None
    here = answer is not None and any(post.number == answer.number for post in posts)
    return Findable(
        pk=key,
        language=settings.LANGUAGE_CODE,
        title=topic.title,
        slug=topic.slug,
        summary=words_of(answer) if answer and here else "",
        summary_place=answer.number if answer and here else None,
        keywords=(topic.get_kind_display(),),
        texts=tuple(words_of(post) for post in posts),
        places=tuple(post.number for post in posts),
        theme_ids=(topic.theme_id,) if topic.theme_id else (),
        tag_ids=tuple(link.tag_id for link in topic.tag_links.all()),
        date=posts[-1].written,
        group=topic.form_key,
        audience=audience_of(topic.forum),
    )


def words_of(post: Post) -> str:
    """The words of a post."""
    return plain_text(post.body)


def follow_topic(topic: Topic, change: Change) -> Following:
    """A topic that comes, changes, is hidden, moved or deleted; what it counts is no news."""
    keys = keys_of(topic.pk, topic.last_number)
    if change.is_deleted or (change.touches(*HIDES_TOPIC) and not change.is_new):
        return Following(at_once=keys, wholes=(topic.form_key,))
    return Following(later=keys) if change.touches(*SHOWN_OF_TOPIC) else Following()


def follow_post(post: Post, change: Change) -> Following:
    """A post that comes or changes, or is no longer visible."""
    if not change.touches(*SHOWN_OF_POST):
        return Following()
    keys = [key_of(post.topic_id, page_of(post.number))]
    if change.is_deleted or (post.visibility != Visibility.VISIBLE and not change.is_new):
        return Following(at_once=keys)
    return Following(later=keys) if post.visibility == Visibility.VISIBLE else Following()


def follow_forum(forum: Forum, change: Change) -> Following:
    """A forum that others read from now on; what cannot follow at once has no address for them meanwhile."""
    if change.is_new or change.is_deleted or not forum.has_other_readers:
        return Following()
    topics = Topic.objects.filter(forum=forum).order_by("-pk").values_list("pk", "last_number")
    keys = [key for pk, last in topics for key in keys_of(pk, last)]
    return Following(at_once=keys[:MOST_AT_ONCE], later=keys[MOST_AT_ONCE:])
