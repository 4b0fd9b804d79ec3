"""What a page with a form to write in needs to show it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from community.forums.models import Topic
from community.forums.permissions import may_reply
from community.forums.reading.cards import PostView
from community.forums.reading.moments import moment
from community.forums.reading.pages import links_to
from community.forums.writing.drafts import Draft, draft_below, draft_of
from community.forums.writing.forms import PostForm, ReplyForm
from community.forums.writing.rendering import rendered
from community.forums.writing.text import Text
from community.initiatives.models import Initiative
from community.members.models import User
from community.members.queries import Person, people_shown
from foundation.rich_text import Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Composer:
    """A form to write in. name: of its draft; kept: when that was kept; preview: how it would look; me: its writer."""

    form: PostForm
    action: str
    name: str
    me: Person
    kept: datetime | None = None
    preview: PostView | None = None
    is_whole_page: bool = False

    @property
    def keep(self) -> str:
        """Where what is typed is kept."""
        return reverse("forum_draft", args=(self.name,))


def composer_for(user: Any, topic: Topic, *, me: Person | None, has_draft: bool) -> Composer | None:
    """The form below a topic, with what this person did not finish: one query for that, and none without.

    None for who cannot answer, and for visitors, who have no `me`.
    """
    if me is None or not may_reply(user, topic):
        return None
    name = draft_below(topic.pk)
    draft = draft_of(name, by=user) if has_draft else None
    return Composer(
        form=ReplyForm(user=user, initial=initial_of(draft)),
        action=reverse("reply", args=(topic.pk,)),
        name=name,
        me=me,
        kept=draft.updated if draft else None,
    )


def composer(form: PostForm, *, action: str, name: str, user: Any, draft: Draft | None = None, **more: Any) -> Composer:
    """A form with who writes in it."""
    me = people_shown([user.pk], to=user)[user.pk]
    return Composer(form=form, action=action, name=name, me=me, kept=draft.updated if draft else None, **more)


def initial_of(draft: Draft | None) -> dict[str, Any]:
    """What a draft puts in the fields of a form."""
    if draft is None:
        return {}
    values: dict[str, Any] = {name: draft.data.get(name) for name in draft.data}
    html = values.pop("text-html", None)
    if html is not None:
        values["text"] = Typed(html, is_html=True)
    elif "text" in values:
        values["text"] = Typed(values["text"] or "", is_html=False)
    return values


def preview_of(text: Text, *, by: User, number: int, initiative: Initiative | None = None) -> PostView:
    """The post as it would look to its writer: made as every post is."""
    return PostView(
        pk=0,
        number=number,
        url="#",
        author=people_shown([by.pk], to=by)[by.pk],
        written=moment(timezone.now()),
        html=rendered({0: text.html}, to=by)[0],
        initiative=links_to([initiative.pk]).get(initiative.pk) if initiative else None,
    )
