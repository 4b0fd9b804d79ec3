"""What somebody typed in a form of the forum and did not post yet: kept while they type, given back later."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, QueryDict
from django.utils.datastructures import MultiValueDict

from community.forums.access import LARGEST_KEY
from community.forums.models import Forum, Post, PostDraft, Topic
from community.forums.permissions import may_edit_post, may_read_forum, may_read_topic

LARGEST = 400_000  # characters of all fields together
MOST_DRAFTS = 100  # of one person; the oldest make place
FIELDS = {"title", "kind", "theme", "tags", "text", "text-html", "initiative", "reply_to", "about", "reason"}
NAME = re.compile(r"(forum|topic|post):(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Draft:
    """What was kept."""

    data: MultiValueDict[str, str]
    updated: datetime


class TooMuchError(Exception):
    """More than anybody types."""


def draft_below(topic_id: int) -> str:
    """The name of the form below a topic."""
    return f"topic:{topic_id}"


def draft_of(form: str, *, by: Any) -> Draft | None:
    """What this person typed in this form last."""
    row = PostDraft.objects.filter(user=by, form=form).first()
    return Draft(MultiValueDict(row.data), row.updated) if row else None


def keep_draft(form: str, data: QueryDict, *, by: Any) -> datetime:
    """Keep the fields of a form; returns when. Raises Http404 for a form that is not there, TooMuchError."""
    refuse_unknown(form, by=by)
    kept = {name: [value.replace("\x00", "") for value in data.getlist(name)] for name in data if name in FIELDS}
    if sum(len(value) for values in kept.values() for value in values) > LARGEST:
        raise TooMuchError
    draft, is_new = PostDraft.objects.update_or_create(user=by, form=form, defaults={"data": kept})
    if is_new:
        rest = PostDraft.objects.filter(user=by).order_by("-updated", "-pk").values_list("pk", flat=True)[MOST_DRAFTS:]
        PostDraft.objects.filter(pk__in=list(rest)).delete()
    return draft.updated


def drop_draft(form: str, *, by: Any) -> None:
    """Forget it: it was posted, or is not wanted any more."""
    PostDraft.objects.filter(user=by, form=form).delete()


def refuse_unknown(form: str, *, by: Any) -> None:
    """Raise Http404 for a form that is not this person's."""
    found = NAME.fullmatch(form)
    if found is None or int(found[2]) > LARGEST_KEY:
        raise Http404
    kind, pk = found[1], int(found[2])
    if kind == "forum":
        forum = Forum.objects.filter(pk=pk).first()
        is_there = forum is not None and may_read_forum(by, forum)
    elif kind == "topic":
        topic = Topic.objects.select_related("forum").filter(pk=pk).first()
        is_there = topic is not None and may_read_topic(by, topic)
    else:
        post = Post.objects.select_related("topic__forum").filter(pk=pk).first()
        is_there = post is not None and may_edit_post(by, post)
    if not is_there:
        raise Http404
