"""What people do in the admin: pages, photos, remarks, and what Wagtail remembers of them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.models import EditingSession, FormState
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    APIToken,
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowState,
)
from wagtail.users.models import UserProfile
from wagtail_localize.models import SegmentOverride, StringTranslation

from community.members.models import User
from community.members.personal_data import PersonalData, personal_data
from community.members.privacy.contacts import PHONE, clear_contacts, pages_that_name
from community.members.privacy.copying import within_copy
from community.members.privacy.files import delete_after_commit
from community.members.privacy.traces import clear_logs
from foundation.models import PendingImport, Photo


@personal_data
class ContactDetails(PersonalData):
    """Pages that name somebody as the one to ask."""

    name = "contact-details"
    label = gettext_lazy("Pages that name me as the one to ask")
    order = 200

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each page with what it says."""
        return [
            {
                _("page"): page.title,
                _("address"): page.url,
                _("name"): page.contact_name,
                _("e-mail address"): page.contact_email,
                _("telephone"): getattr(page, PHONE, ""),
            }
            for page in pages_that_name(user)
        ]

    def erase(self, user: User) -> None:
        """Take the details off the pages and their versions, unless the person wanted them to stay."""
        if not getattr(user, "keeps_contact_details", False):
            clear_contacts(user)


@personal_data
class Pages(PersonalData):
    """Pages somebody made or holds, and the versions they saved."""

    name = "pages"
    label = gettext_lazy("Pages I worked on")
    models = ("wagtailcore.Page", "wagtailcore.Revision")
    order = 210

    def of(self, user: User) -> list[dict[str, Any]]:
        """Pages I made, and each version of anything that I saved."""
        made = [
            {_("page"): page.title, _("address"): page.url, _("made"): page.first_published_at}
            for page in Page.objects.filter(owner=user).order_by("pk")
        ]
        saved = [
            {_("version of"): version.object_str, _("saved"): version.created_at}
            for version in Revision.objects.filter(user=user).order_by("pk").iterator()
        ]
        return made + saved

    def erase(self, user: User) -> None:
        """Keep them, without saying who."""
        Page.objects.filter(owner=user).update(owner=None)
        Page.objects.filter(locked_by=user).update(locked_by=None)
        Revision.objects.filter(user=user).update(user=None)


@personal_data
class Uploads(PersonalData):
    """Photos and files for the library, which belong to the pages they stand on."""

    name = "uploads"
    label = gettext_lazy("Photos and files I uploaded")
    models = (
        "foundation.Photo",
        "wagtailimages.Image",
        "wagtaildocs.Document",
        "wagtailcore.UploadedFile",
        "foundation.PendingImport",
    )
    order = 220

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each by its title and where it is."""
        return [
            {_("title"): upload.title, _("file"): upload.filename, _("uploaded"): upload.created_at}
            for model in (Photo, Document)
            for upload in model.objects.filter(uploaded_by_user=user).order_by("pk")
        ]

    def erase(self, user: User) -> None:
        """Keep what stands on pages, without saying who brought it; throw away what was never finished."""
        for model in (Photo, Image, Document):
            model.objects.filter(uploaded_by_user=user).update(uploaded_by_user=None)
        for upload in UploadedFile.objects.filter(uploaded_by_user=user):
            delete_after_commit(upload.file)
            upload.delete()
        PendingImport.objects.filter(user=user).delete()


@personal_data
class Remarks(PersonalData):
    """Remarks beside a page in the admin."""

    name = "remarks"
    label = gettext_lazy("My remarks on pages")
    models = ("wagtailcore.Comment", "wagtailcore.CommentReply", "wagtailcore.PageSubscription")
    order = 230

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each remark and answer."""
        remarks: tuple[tuple[QuerySet[Any], str], ...] = (
            (Comment.objects.filter(user=user).select_related("page"), "page"),
            (CommentReply.objects.filter(user=user).select_related("comment__page"), "comment"),
        )
        return [
            {
                _("page"): (row.page if on == "page" else row.comment.page).title,
                _("remark"): row.text,
                _("written"): row.created_at,
            }
            for rows, on in remarks
            for row in rows.order_by("pk")
        ]

    def erase(self, user: User) -> None:
        """Delete them: Wagtail keeps no remark without its author."""
        Comment.objects.filter(resolved_by=user).update(resolved_by=None)
        CommentReply.objects.filter(user=user).delete()
        Comment.objects.filter(user=user).delete()
        PageSubscription.objects.filter(user=user).delete()


@personal_data
class Decisions(PersonalData):
    """What somebody handed in to be looked at, or decided about, and what they translated."""

    name = "decisions"
    label = gettext_lazy("What I handed in, approved or translated")
    models = (
        "wagtailcore.WorkflowState",
        "wagtailcore.TaskState",
        "wagtail_localize.StringTranslation",
        "wagtail_localize.SegmentOverride",
    )
    order = 240

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each of them."""
        handed_in = WorkflowState.objects.filter(requested_by=user).select_related("workflow").order_by("pk")
        decided = TaskState.objects.filter(finished_by=user).select_related("task").order_by("pk")
        translated = StringTranslation.objects.filter(last_translated_by=user).order_by("pk")
        return [
            *({_("handed in"): str(row.workflow), _("when"): row.created_at} for row in handed_in),
            *({_("decided"): str(row.task), _("remark"): row.comment, _("when"): row.finished_at} for row in decided),
            *({_("translated"): row.data, _("when"): row.updated_at} for row in translated),
        ]

    def erase(self, user: User) -> None:
        """Keep them, without saying who."""
        WorkflowState.objects.filter(requested_by=user).update(requested_by=None)
        TaskState.objects.filter(finished_by=user).update(finished_by=None)
        for model in (StringTranslation, SegmentOverride):
            model.objects.filter(last_translated_by=user).update(last_translated_by=None)


@personal_data
class Log(PersonalData):
    """The log of what was done in the admin."""

    name = "log"
    label = gettext_lazy("What I did in the admin")
    models = ("wagtailcore.ModelLogEntry", "wagtailcore.PageLogEntry")
    order = 500

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each entry."""
        return [
            {_("action"): entry.action, _("what"): entry.label, _("when"): entry.timestamp}
            for model in (PageLogEntry, ModelLogEntry)
            for entry in model.objects.filter(user=user).order_by("pk").iterator()
        ]

    def erase(self, user: User) -> None:
        """Keep it, without saying who."""
        clear_logs(user)


@personal_data
class Preferences(PersonalData):
    """How somebody likes the admin, and what they have open in it."""

    name = "admin-preferences"
    label = gettext_lazy("My settings in the admin")
    models = (
        "wagtailusers.UserProfile",
        "wagtailadmin.EditingSession",
        "wagtailadmin.FormState",
        "wagtailcore.APIToken",
    )
    order = 250

    def of(self, user: User) -> list[dict[str, Any]]:
        """The settings, and what is open."""
        settings = [
            {
                _("language of the admin"): row.preferred_language,
                _("time zone"): row.current_time_zone,
                _("colours"): str(row.get_theme_display()),
                _("mail about what was handed in"): row.submitted_notifications,
                _("mail about what was approved"): row.approved_notifications,
                _("mail about what was refused"): row.rejected_notifications,
                _("mail about remarks"): row.updated_comments_notifications,
                _("photo"): within_copy(row.avatar),
            }
            for row in UserProfile.objects.filter(user=user)
        ]
        tokens = [
            {_("key for programs"): row.name, _("made"): row.created, _("last used"): row.last_used_at}
            for row in APIToken.objects.filter(user=user).order_by("pk")
        ]
        unfinished = [
            {_("unfinished form"): row.data, _("changed"): row.last_updated_at}
            for row in FormState.objects.filter(user=user).order_by("pk")
        ]
        opened = [
            {_("open in the admin"): str(row.content_object), _("last seen"): row.last_seen_at}
            for row in EditingSession.objects.filter(user=user).order_by("pk")
        ]
        return settings + tokens + unfinished + opened

    def files(self, user: User) -> Iterator[tuple[str, bytes]]:
        """The picture beside the name in the admin."""
        for profile in UserProfile.objects.filter(user=user):
            if profile.avatar and profile.avatar.storage.exists(profile.avatar.name):
                with profile.avatar.open() as file:
                    yield within_copy(profile.avatar), file.read()

    def erase(self, user: User) -> None:
        """Delete all of it."""
        for profile in UserProfile.objects.filter(user=user):
            delete_after_commit(profile.avatar)
            profile.delete()
        for model in (EditingSession, FormState, APIToken):
            model.objects.filter(user=user).delete()
