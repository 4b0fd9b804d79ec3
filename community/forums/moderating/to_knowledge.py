"""From talk to knowledge: an editor makes a draft of a knowledge tool of a topic.

The draft has the question, the answer that helped and what others thanked for, each with a link back. Names do not
stand in it: whom it comes from is shown beside it (see `outcomes`), as long as they want to be named.
"""

import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _

from community.forums.counting import lock_topic
from community.forums.models import Post, Topic, TopicOutcome, Visibility
from community.forums.moderating.actions.logging import Verb, note_on_topic
from community.forums.permissions import may_read_topic
from community.forums.readers import reader_of
from community.forums.writing.telling import FIRST
from community.forums.writing.text import plain_text, rendered
from community.members.models import User
from foundation.blocks import TEXT_FEATURES
from foundation.locales import default_locale_id
from foundation.rich_text import from_html
from knowledge.models import KnowledgeTool, Library, ToolKind, ToolTheme

MOST_THANKED = 5  # posts
LONGEST_TITLE, LONGEST_SLUG, LONGEST_SUMMARY = 255, 80, 240
MEMBER = re.compile(r'<a linktype="member" id="[0-9]+">.*?</a>')


def may_make_knowledge(user: Any, topic: Topic) -> bool:
    """Whether this person may make a tool of it: who writes tools, and reads the topic."""
    if not reader_of(user).enters_admin:
        return False
    library = Library.objects.filter(locale_id=default_locale_id()).first()
    if library is None or topic.visibility != Visibility.VISIBLE or not may_read_topic(user, topic):
        return False
    return bool(library.permissions_for_user(user).can_add_subpage())


@transaction.atomic
def make_knowledge(topic: Topic, *, by: User) -> KnowledgeTool:
    """The draft that was made of this topic; made now where there is none. Raises PermissionDenied."""
    topic = lock_topic(topic.pk)
    if not may_make_knowledge(by, topic):
        raise PermissionDenied
    known = KnowledgeTool.objects.filter(topic_outcomes__topic=topic).order_by("pk").first()
    if known is not None:
        return known
    library = Library.objects.get(locale_id=default_locale_id())
    posts = telling_posts(topic)
    answer = next((post for post in posts if post.pk == topic.answer_id), None)
    tool = KnowledgeTool(
        locale=library.locale,
        live=False,
        has_unpublished_changes=True,
        owner=by,
        title=topic.title[:LONGEST_TITLE],
        slug=free_slug(topic.title, library),
        kind=ToolKind.ARTICLE,
        summary=Truncator(plain_text((answer or posts[0]).body).replace("\n", " ")).chars(LONGEST_SUMMARY),
        body=[("text", block) for block in blocks_of(topic, posts)],
        author_id=answer.initiative_id if answer else None,
    )
    if topic.theme_id is not None:
        tool.theme_links = [ToolTheme(theme_id=topic.theme_id, sort_order=0)]
    tags = [link.tag for link in topic.tag_links.select_related("tag")]
    if tags:
        tool.tags.set(tags)
    library.add_child(instance=tool)
    tool.save_revision(user=by)
    TopicOutcome.objects.create(topic=topic, page=tool, made_by=by)
    note_on_topic(Verb.TO_KNOWLEDGE, topic, by=by, details={"page": tool.pk, "title": tool.title})
    return tool


def telling_posts(topic: Topic) -> list[Post]:
    """What a tool is made of: the question, the answer, and the posts that most people thanked for."""
    visible = Post.objects.filter(topic=topic, visibility=Visibility.VISIBLE)
    first = visible.filter(number=FIRST)
    answer = visible.filter(pk=topic.answer_id or 0)
    thanked = visible.filter(thanks_count__gt=0).exclude(pk=topic.answer_id or 0).exclude(number=FIRST)
    return [*first, *answer, *thanked.order_by("-thanks_count", "number")[:MOST_THANKED]]


def blocks_of(topic: Topic, posts: list[Post]) -> list[str]:
    """The text of each post as a block of its own, under a small heading and with a link back."""
    bodies = {post.pk: MEMBER.sub(escape(_("somebody")), post.body) for post in posts}
    html = rendered(bodies, to=None)
    return [from_html(f"{heading_of(post, topic)}{html[post.pk]}{link_back(post)}", TEXT_FEATURES) for post in posts]


def heading_of(post: Post, topic: Topic) -> str:
    """What the post is in the talk."""
    if post.number == FIRST:
        words = _("The question") if topic.kind == Topic.Kind.QUESTION else _("How it began")
    else:
        words = _("What helped") if post.pk == topic.answer_id else _("What others say")
    return format_html("<h3>{}</h3>", words)


def link_back(post: Post) -> str:
    """A paragraph that leads to the post."""
    return format_html('<p><a href="{}">{}</a></p>', reverse("post", args=(post.pk,)), _("Read it in the conversation"))


def free_slug(title: str, library: Library) -> str:
    """The title as a part of an address that no other tool has."""
    wanted = slugify(title)[:LONGEST_SLUG].strip("-") or "kennistool"
    taken = set(library.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
