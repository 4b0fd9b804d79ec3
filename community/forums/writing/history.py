"""The versions of a post, with what changed in each."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from community.forums.models import Post, PostVersion
from community.forums.reading.moments import Moment, moment
from community.forums.writing.rendering import rendered
from community.forums.writing.text import words_of
from community.members.queries import Person, people_shown
from foundation.comparing import Part, differences, marked

MOST = 50  # versions on a page, the latest


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version. html: against the one before it, or the whole text of the first."""

    number: int
    who: Person
    when: Moment
    reason: str
    html: SafeString
    is_first: bool


def versions_of(post: Post, *, to: Any) -> list[Version]:
    """All versions, the latest first; names in them are those that this reader may know."""
    earlier = list(PostVersion.objects.filter(post=post).order_by("-pk")[:MOST])[::-1]
    bodies = rendered(dict(enumerate([*(version.body for version in earlier), post.body])), to=to)
    texts = [words_of(bodies[at]) for at in range(len(bodies))]
    people = people_shown({post.author_id, *(version.editor_id for version in earlier)}, to=to)
    made = []
    for at, text in enumerate(texts):
        change = earlier[at - 1] if at else None
        made.append(
            Version(
                number=at + 1,
                who=people[change.editor_id if change else post.author_id],
                when=moment(change.replaced if change else post.written),
                reason=change.reason if change else "",
                html=marked(differences(texts[at - 1], text) if at else [Part(text)]),
                is_first=at == 0,
            )
        )
    return made[::-1]
