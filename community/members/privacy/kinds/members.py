"""Profile, agreements, copies, messages and follows."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.members import following
from community.members.models import (
    BlockedMember,
    Consent,
    Conversation,
    DataExport,
    ExportRecord,
    Follow,
    MemberProfile,
    Message,
    Participation,
    User,
)
from community.members.models.profile import Language
from community.members.personal_data import PersonalData, personal_data
from community.members.privacy.copying import within_copy
from community.members.privacy.files import delete_after_commit
from community.members.queries import people_shown


def visibility_questions() -> Iterator[tuple[str, str]]:
    """Each part of a profile, with what its choice of who may see it is called."""
    for part in MemberProfile.PARTS:
        field: Any = MemberProfile._meta.get_field(f"{part}_visibility")
        yield part, str(field.verbose_name)


@personal_data
class Profile(PersonalData):
    """What somebody tells about themselves."""

    name = "profile"
    label = gettext_lazy("My profile")
    models = ("members.MemberProfile",)
    order = 50

    def of(self, user: User) -> list[dict[str, Any]]:
        """The parts, and who may see each."""
        profile = MemberProfile.objects.filter(user=user).first()
        if profile is None:
            return []
        languages = dict(Language.choices)
        return [
            {
                _("photo"): within_copy(profile.photo),
                _("about me"): profile.about,
                _("my themes"): [theme.title for theme in profile.themes.all()],
                _("what I can help with"): list(profile.skills),
                _("languages"): [str(languages.get(code, code)) for code in profile.languages],
                **{
                    question: str(getattr(profile, f"get_{part}_visibility_display")())
                    for part, question in visibility_questions()
                },
                _("steps of the welcome path passed"): list(profile.welcome_steps),
                _("changed"): profile.updated,
            }
        ]

    def files(self, user: User) -> Iterator[tuple[str, bytes]]:
        """The photo."""
        profile = MemberProfile.objects.filter(user=user).first()
        if profile and profile.photo and profile.photo.storage.exists(str(profile.photo.name)):
            with profile.photo.open() as file:
                yield within_copy(profile.photo), file.read()

    def erase(self, user: User) -> None:
        """Delete it with its photo."""
        for profile in MemberProfile.objects.filter(user=user):
            delete_after_commit(profile.photo)
            profile.delete()


@personal_data
class Consents(PersonalData):
    """What somebody agreed to."""

    name = "consents"
    label = gettext_lazy("Terms I agreed to")
    models = ("members.Consent",)
    order = 60

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each version and when."""
        return [
            {_("terms of use"): row.terms.valid_from, _("agreed"): row.given}
            for row in Consent.objects.filter(user=user).select_related("terms").order_by("given")
        ]

    def erase(self, user: User) -> None:
        """Delete them."""
        Consent.objects.filter(user=user).delete()


@personal_data
class Copies(PersonalData):
    """Copies of one's data."""

    name = "copies"
    label = gettext_lazy("Copies of my data")
    models = ("members.DataExport",)
    order = 400

    def of(self, user: User) -> list[dict[str, Any]]:
        """When each was asked for."""
        return [
            {_("asked"): row.asked, _("ready"): row.ready, _("state"): str(row.get_state_display())}
            for row in DataExport.objects.filter(user=user).order_by("asked")
        ]

    def erase(self, user: User) -> None:
        """Delete them with their files."""
        for row in DataExport.objects.filter(user=user):
            delete_after_commit(row.file)
            row.delete()


@personal_data
class Exports(PersonalData):
    """Lists with personal data that somebody took out of the site."""

    name = "exports"
    label = gettext_lazy("Lists and copies I downloaded")
    models = ("members.ExportRecord",)
    order = 410

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each download."""
        return [
            {_("what"): row.what, _("rows"): row.rows, _("when"): row.at}
            for row in ExportRecord.objects.filter(actor=user).order_by("at")
        ]

    def erase(self, user: User) -> None:
        """Keep that it happened, without saying who: others have a right to know that."""
        ExportRecord.objects.filter(actor=user).update(actor=None)


@personal_data
class Conversations(PersonalData):
    """Messages with other members."""

    name = "messages"
    label = gettext_lazy("My messages")
    models = ("members.Participation", "members.Message")
    order = 300

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each message of the conversations I take part in; those of others without their address."""
        could_read = Q(conversation__participations__left=None) | Q(sent__lte=F("conversation__participations__left"))
        found = Message.objects.filter(could_read, conversation__participations__user=user).select_related(
            "conversation"
        )
        messages = list(found.order_by("conversation", "sent", "pk").distinct())
        names = people_shown({message.author_id for message in messages}, to=user)
        return [
            {
                _("conversation"): message.conversation.subject,
                _("about"): message.conversation.about_url,
                _("from"): _("me") if message.author_id == user.pk else names[message.author_id].name,
                _("sent"): message.sent,
                _("message"): message.text,
            }
            for message in messages
        ]

    def erase(self, user: User) -> None:
        """What was said stays for those who read on, without a name; what nobody can read any more goes."""
        mine = list(Conversation.objects.filter(participations__user=user).values_list("pk", flat=True))
        Message.objects.filter(author=user).update(author=None)
        Participation.objects.filter(user=user).update(user=None)
        reading = Participation.objects.filter(user__isnull=False, left=None)
        Conversation.objects.filter(pk__in=mine).exclude(participations__in=reading).delete()


@personal_data
class Follows(PersonalData):
    """What somebody follows."""

    name = "follows"
    label = gettext_lazy("What I follow")
    models = ("members.Follow",)
    order = 310

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each thing by its title, and since when."""
        follows = list(Follow.objects.filter(user=user).select_related("content_type").order_by("since"))
        titles: dict[tuple[str, int], tuple[str, str]] = {}
        for kind in following.kinds():
            label = kind.model._meta.label_lower
            keys = [row.object_id for row in follows if named(row) == label]
            titles.update({(label, key): told for key, told in kind.describe(keys).items()})
        gone = (_("something that is gone"), "")
        return [
            {
                _("what"): titles.get((named(row), row.object_id), gone)[0],
                _("address"): titles.get((named(row), row.object_id), gone)[1],
                _("since"): row.since,
            }
            for row in follows
        ]

    def erase(self, user: User) -> None:
        """Delete them."""
        Follow.objects.filter(user=user).delete()


@personal_data
class Blocked(PersonalData):
    """Members that somebody wants no messages from; who blocked them is told to nobody."""

    name = "blocked-members"
    label = gettext_lazy("Members whose messages I do not want")
    models = ("members.BlockedMember",)
    order = 320

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each of them by name."""
        rows = list(BlockedMember.objects.filter(user=user).order_by("since"))
        names = people_shown({row.blocked_id for row in rows}, to=user)
        return [{_("member"): names[row.blocked_id].name, _("since"): row.since} for row in rows]

    def erase(self, user: User) -> None:
        """Delete them, in both directions."""
        BlockedMember.objects.filter(Q(user=user) | Q(blocked=user)).delete()


def named(follow: Follow) -> str:
    """The model of what is followed, as "app_label.model"."""
    return f"{follow.content_type.app_label}.{follow.content_type.model}"
