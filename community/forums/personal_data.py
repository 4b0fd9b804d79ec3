"""What the forum keeps about people.

Who leaves takes their name along: what they said stays where others answered it, by a former member. Nobody's name
stands in a text: whoever is mentioned there stands in it by key, which leads to nobody once they are gone.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.forums.models import (
    Attachment,
    ModerationAction,
    Post,
    PostDraft,
    PostVersion,
    Report,
    ReviewRequest,
    Sanction,
    Standing,
    Thanks,
    Topic,
    TopicOutcome,
    TopicReading,
)
from community.forums.moderating.trust import trust_of
from community.forums.writing.text import plain_text
from community.members.models import User
from community.members.personal_data import PersonalData, personal_data
from community.members.privacy.copying import within_copy
from community.members.privacy.files import delete_after_commit

AT_ONCE = 500  # rows


@personal_data
class Posts(PersonalData):
    """What somebody said."""

    name = "forum-posts"
    label = gettext_lazy("What I wrote in the forum")
    models = ("forums.Topic", "forums.Post", "forums.PostVersion")
    order = 500

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each post, and how it read before it was changed."""
        posts = Post.objects.filter(author=user).select_related("topic", "initiative").prefetch_related("versions")
        return [
            {
                _("topic"): post.topic.title,
                _("address"): post.get_absolute_url(),
                _("written"): post.written,
                _("in the name of"): post.initiative.title if post.initiative else "",
                _("what I wrote"): plain_text(post.body),
                _("before it was changed"): [plain_text(version.body) for version in post.versions.all()],
                _("state"): str(post.get_visibility_display()),
                _("people who are thankful"): post.thanks_count,
            }
            for post in posts.order_by("pk")
        ]

    def erase(self, user: User) -> None:
        """It stays, by nobody in particular."""
        Topic.objects.filter(author=user).update(author=None)
        Topic.objects.filter(last_author=user).update(last_author=None)
        Post.objects.filter(author=user).update(author=None)
        PostVersion.objects.filter(editor=user).update(editor=None)


@personal_data
class Attachments(PersonalData):
    """Pictures and files that somebody sent along."""

    name = "forum-attachments"
    label = gettext_lazy("Pictures and files I put in the forum")
    models = ("forums.Attachment",)
    order = 501

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each one."""
        return [
            {
                _("file"): within_copy(attachment.file),
                _("name"): attachment.name,
                _("what is on it"): attachment.alt,
                _("sent"): attachment.uploaded,
                _("address"): attachment.post.get_absolute_url() if attachment.post else "",
            }
            for attachment in Attachment.objects.filter(uploader=user).select_related("post").order_by("pk")
        ]

    def files(self, user: User) -> Iterator[tuple[str, bytes]]:
        """All of them."""
        for attachment in Attachment.objects.filter(uploader=user).order_by("pk"):
            file = attachment.file
            if file and file.storage.exists(str(file.name)):
                with file.open() as opened:
                    yield within_copy(file), opened.read()

    def erase(self, user: User) -> None:
        """Delete what belongs to no post; the others stay with theirs."""
        for attachment in Attachment.objects.filter(uploader=user, post=None):
            delete_after_commit(attachment.file)
            attachment.delete()
        Attachment.objects.filter(uploader=user).update(uploader=None)


@personal_data
class UnfinishedPosts(PersonalData):
    """What somebody typed and did not post."""

    name = "forum-drafts"
    label = gettext_lazy("What I had not posted yet")
    models = ("forums.PostDraft",)
    order = 502

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each with its fields."""
        return [
            {_("form"): draft.form, _("what I wrote"): draft.data, _("changed"): draft.updated}
            for draft in PostDraft.objects.filter(user=user).order_by("pk")
        ]

    def erase(self, user: User) -> None:
        """Delete them."""
        PostDraft.objects.filter(user=user).delete()


@personal_data
class Readings(PersonalData):
    """How far somebody read."""

    name = "forum-readings"
    label = gettext_lazy("What I read in the forum")
    models = ("forums.TopicReading",)
    order = 503

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each topic."""
        return [
            {
                _("topic"): reading.topic.title,
                _("read up to post"): reading.read_until,
                _("last visited"): reading.visited,
                _("I wrote in it"): reading.has_posted,
            }
            for reading in TopicReading.objects.filter(user=user).select_related("topic").order_by("pk")
        ]

    def erase(self, user: User) -> None:
        """Delete it."""
        TopicReading.objects.filter(user=user).delete()


@personal_data
class Thankfulness(PersonalData):
    """What somebody thanked for."""

    name = "forum-thanks"
    label = gettext_lazy("Posts I thanked for")
    models = ("forums.Thanks",)
    order = 504

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each post."""
        return [
            {_("topic"): row.post.topic.title, _("address"): row.post.get_absolute_url(), _("when"): row.at}
            for row in Thanks.objects.filter(user=user).select_related("post__topic").order_by("pk")
        ]

    def erase(self, user: User) -> None:
        """Take it back: it counts for each post."""
        mine = Thanks.objects.filter(user=user)
        pks = list(mine.order_by("post").values_list("post_id", flat=True))
        mine.delete()
        for start in range(0, len(pks), AT_ONCE):
            posts = Post.objects.filter(pk__in=pks[start : start + AT_ONCE])
            posts.update(thanks_count=Greatest(F("thanks_count") - 1, 0))


@personal_data
class Reports(PersonalData):
    """Posts that somebody reported, and decided about."""

    name = "forum-reports"
    label = gettext_lazy("Posts I reported")
    models = ("forums.Report",)
    order = 505

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each with what came of it; of those of others only that I decided."""
        mine = Report.objects.filter(reporter=user).select_related("post__topic").order_by("pk")
        decided = Report.objects.filter(decided_by=user).select_related("post__topic").order_by("pk")
        return [
            {
                _("topic"): row.post.topic.title,
                _("reason"): str(row.get_reason_display()),
                _("what I wrote"): row.text,
                _("reported"): row.made,
                _("outcome"): str(row.get_outcome_display()),
            }
            for row in mine
        ] + [
            {
                _("I decided about a report"): row.post.topic.title,
                _("outcome"): str(row.get_outcome_display()),
                _("decided"): row.decided,
            }
            for row in decided
        ]

    def erase(self, user: User) -> None:
        """They stay for the moderators without a name, and without the words once they are decided."""
        Report.objects.filter(reporter=user, decided__isnull=False).update(text="")
        Report.objects.filter(reporter=user).update(reporter=None)
        Report.objects.filter(decided_by=user).update(decided_by=None)


@personal_data
class Moderation(PersonalData):
    """What moderators decided about somebody, and what somebody decided as a moderator or made as an editor."""

    name = "forum-moderation"
    label = gettext_lazy("Decisions of moderators")
    models = ("forums.ModerationAction", "forums.ReviewRequest", "forums.TopicOutcome")
    order = 506

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each decision about me with the reason, and my requests for another look; of my own only what I did."""
        about = ModerationAction.objects.filter(person=user).select_related("topic").order_by("pk")
        by_me = ModerationAction.objects.filter(actor=user).select_related("topic").order_by("pk")
        requests = {row.action_id: row for row in ReviewRequest.objects.filter(person=user)}
        answered = ReviewRequest.objects.filter(decided_by=user).order_by("pk")
        outcomes = TopicOutcome.objects.filter(made_by=user).select_related("topic", "page").order_by("pk")
        return [
            *(
                {
                    _("decided about me"): str(row.get_verb_display()),
                    _("topic"): row.topic.title if row.topic else "",
                    _("reason"): row.reason,
                    _("when"): row.at,
                    _("I asked for another look"): requests[row.pk].text if row.pk in requests else "",
                    _("answer"): requests[row.pk].answer if row.pk in requests else "",
                }
                for row in about
            ),
            *(
                {
                    _("I decided"): str(row.get_verb_display()),
                    _("topic"): row.topic.title if row.topic else "",
                    _("reason"): row.reason,
                    _("when"): row.at,
                }
                for row in by_me
            ),
            *({_("I answered a request for another look"): row.answer, _("when"): row.decided} for row in answered),
            *(
                {_("I made a draft of a topic"): row.page.title, _("topic"): row.topic.title, _("when"): row.at}
                for row in outcomes
            ),
        ]

    def erase(self, user: User) -> None:
        """Delete the requests; the log stays without names."""
        ReviewRequest.objects.filter(person=user).delete()
        ReviewRequest.objects.filter(decided_by=user).update(decided_by=None)
        ModerationAction.objects.filter(person=user).update(person=None)
        ModerationAction.objects.filter(actor=user).update(actor=None)
        TopicOutcome.objects.filter(made_by=user).update(made_by=None)


@personal_data
class Measures(PersonalData):
    """Measures against somebody, and their standing."""

    name = "forum-standing"
    label = gettext_lazy("My standing in the forum")
    models = ("forums.Sanction", "forums.Standing")
    order = 507

    def of(self, user: User) -> list[dict[str, Any]]:
        """Trust, and each measure; of those I took only that I did."""
        measures = Sanction.objects.filter(person=user).order_by("pk")
        taken = Sanction.objects.filter(by=user).order_by("pk")
        return [
            *(
                {
                    _("trust"): str(trust_of(standing).label),
                    _("visible posts"): standing.post_count,
                    _("first post"): standing.first_posted,
                }
                for standing in Standing.objects.filter(user=user)
            ),
            *(
                {
                    _("measure"): str(row.get_kind_display()),
                    _("reason"): row.reason,
                    _("since"): row.since,
                    _("until"): row.until,
                    _("ended"): row.ended,
                }
                for row in measures
            ),
            *({_("I took a measure"): str(row.get_kind_display()), _("since"): row.since} for row in taken),
        ]

    def erase(self, user: User) -> None:
        """Delete both; measures they took stay without their name."""
        Sanction.objects.filter(person=user).delete()
        Sanction.objects.filter(by=user).update(by=None)
        Standing.objects.filter(user=user).delete()
