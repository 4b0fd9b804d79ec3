"""What somebody may do with a post that they read."""

from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from community.forums.models import Post, Topic, Visibility
from community.forums.permissions import (
    may_choose_answer,
    may_delete_post,
    may_edit_post,
    may_moderate,
    may_reply,
    may_thank_for,
)
from community.forums.readers import reader_of
from community.forums.reading.cards import Act, Acts
from community.forums.reading.links import address_of

FIRST = 1  # the number of the post that a topic begins with
NOTHING = Acts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What one reader may do in a topic, asked once for all its posts; `reader` is the user."""

    reader: Any
    is_member: bool
    may_reply: bool
    may_choose: bool
    may_moderate: bool

    @classmethod
    def of(cls, reader: Any, topic: Topic) -> Self:
        """What this reader may do in this topic."""
        return cls(
            reader=reader,
            is_member=reader_of(reader).user_id is not None,
            may_reply=may_reply(reader, topic),
            may_choose=may_choose_answer(reader, topic),
            may_moderate=may_moderate(reader),
        )


def acts_for(post: Post, rights: Rights) -> Acts:
    """What the reader may do with a post, whose topic and forum are known."""
    if not rights.is_member:
        return NOTHING
    may_choose = rights.may_choose and post.number != FIRST and post.visibility == Visibility.VISIBLE
    may_thank = may_thank_for(rights.reader, post)
    return Acts(
        thank=address_of("thank_post", post.pk) if may_thank else "",
        choose=address_of("choose_answer", post.pk) if may_choose else "",
        links=tuple(links_for(post, rights, may_report=may_thank)),
    )


def links_for(post: Post, rights: Rights, *, may_report: bool) -> list[Act]:
    """The pages on which the reader does something with the post; whoever may thank for it may report it."""
    reader, links = rights.reader, []
    if rights.may_reply and post.visibility == Visibility.VISIBLE:
        links.append(Act(address_of("reply_to_post", post.pk), "reply", _("Reply")))
    if may_edit_post(reader, post):
        links.append(Act(address_of("edit_post", post.pk), "edit", pgettext("post", "Change")))
    if may_delete_post(reader, post):
        links.append(Act(address_of("delete_post", post.pk), "x", pgettext("post", "Delete")))
    if may_report:
        links.append(Act(address_of("report_post", post.pk), "flag", pgettext("post", "Report")))
    if rights.may_moderate:
        links.append(Act(address_of("moderate_post", post.pk), "settings", _("Moderate")))
    return links
