"""A person with a word in each personal field that stands nowhere else, and where such words are looked for."""

import hashlib
import pickle
import shutil
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import APIToken, Comment, CommentReply, ModelLogEntry, Page, PageLogEntry, UploadedFile
from wagtail.users.models import UserProfile

from community.forums.models import Attachment, PostDraft
from community.initiatives.models import Invitation, ProfileDraft
from community.members.actions import agree_to_terms
from community.members.models import DataExport, MemberProfile, User
from community.members.privacy.copying import make_copy
from foundation.models import PendingImport, SharedCacheEntry
from tests.factories import (
    InitiativeFactory,
    InvitationFactory,
    JoinRequestFactory,
    OwnerFactory,
    StakeholderFactory,
    UserFactory,
)
from tests.factories.forum import PostFactory, TopicFactory

WORD = "kanariepiet"  # part of every canary
FIRST, LAST = f"{WORD}voor", f"{WORD}achter"
EMAIL, OTHER_EMAIL = f"{WORD}mail@voorbeeld.example", f"{WORD}tweede@voorbeeld.example"
ABOUT, SKILL, PHONE = f"{WORD}over", f"{WORD}kunde", f"{WORD}030"
PRIVATE = (FIRST, LAST, EMAIL, OTHER_EMAIL, ABOUT, SKILL)


def picture(name: str) -> ContentFile[bytes]:
    """A small photo whose file is called so."""
    written = BytesIO()
    Image.new("RGB", (20, 20), "red").save(written, "JPEG")
    return ContentFile(written.getvalue(), name=name)


def make_person(**visibility: str) -> User:
    """Somebody whose every field holds a canary; by default members may see the profile."""
    user = User.objects.create_user(EMAIL, "een-goed-wachtwoord", first_name=FIRST, last_name=LAST)
    for address in (EMAIL, OTHER_EMAIL):
        EmailAddress.objects.create(user=user, email=address, verified=True, primary=address == EMAIL)
    agree_to_terms(user)
    profile, _made = MemberProfile.objects.get_or_create(user=user)
    profile.about, profile.skills, profile.languages = ABOUT, [SKILL], ["fy"]
    for part, level in visibility.items():
        setattr(profile, f"{part}_visibility", level)
    profile.photo.save(f"{WORD}foto.jpg", picture("foto.jpg"))
    profile.save()
    return user


def leave_traces(user: User) -> None:
    """Everything that somebody with all roles at once leaves behind."""
    Authenticator.objects.create(user=user, type="webauthn", data={"name": f"{WORD}sleutel"})
    client = Client(HTTP_USER_AGENT=f"{WORD}browser")
    client.force_login(user)
    client.get("/mijn/")
    UserSession.objects.get_or_create(
        session_key=client.session.session_key,
        defaults={"user": user, "ip": "192.0.2.7", "user_agent": f"{WORD}browser"},
    )
    stranger = Client()
    waiting = stranger.session
    waiting["account_login"] = {"email": EMAIL}
    waiting.save()
    export = DataExport.objects.create(user=user, state=DataExport.State.READY, ready=timezone.now())
    export.file.save(f"{export.public_id}.zip", ContentFile(make_copy(user)))
    initiative = InitiativeFactory(
        title="De Moestuin",
        contact_name=f"{FIRST} {LAST}",
        contact_email="info@moestuin.example",
        contact_phone=PHONE,
        contact_visibility="public",
    )
    OwnerFactory(user=user, initiative=initiative)
    initiative.contact_email = EMAIL
    initiative.save_revision(user=user)
    JoinRequestFactory(user=user, initiative=InitiativeFactory(), remark=f"{WORD}graag")
    InvitationFactory(initiative=InitiativeFactory(), email=EMAIL)
    Invitation.objects.filter(email=EMAIL).update(invited_by=user)
    StakeholderFactory(contact_name="Iemand", contact_email=EMAIL.upper())
    ProfileDraft.objects.create(
        user=UserFactory(), initiative=initiative, section="contact", data={"contact_email": [EMAIL]}
    )
    leave_forum_traces(user)
    leave_admin_traces(user, initiative)


def leave_forum_traces(user: User) -> None:
    """A question, an answer that mentions them, what they had not posted, and a file that came into no post."""
    topic = TopicFactory(author=user)
    PostFactory(topic=topic, body=f'<p>Dag <a linktype="member" id="{user.pk}"></a></p>')
    PostDraft.objects.create(user=user, form=f"topic:{topic.pk}", data={"text": [f"{WORD}half af"]})
    loose = Attachment(uploader=user, name=f"{WORD}.txt", size=1, content_type="text/plain")
    loose.file.save(f"{WORD}.txt", ContentFile(WORD.encode()))


def leave_admin_traces(user: User, page: Page) -> None:
    """What Wagtail and the queue keep."""
    settings_of = UserProfile.objects.create(user=user)
    settings_of.avatar.save(f"{WORD}avatar.jpg", picture(f"{WORD}avatar.jpg"))
    kind = ContentType.objects.get_for_model(page)
    APIToken.objects.create(user=user, name=f"{WORD}token", key_hash="0" * 64, prefix="x")
    FormState.objects.create(
        user=user, data=f"x={WORD}formulier", content_type=kind, object_id="1", last_updated_at=timezone.now()
    )
    EditingSession.objects.create(user=user, content_type=kind, object_id=str(page.pk), last_seen_at=timezone.now())
    comment = Comment.objects.create(page=page, user=user, text=f"{WORD}opmerking", contentpath="title")
    CommentReply.objects.create(comment=comment, user=user, text=f"{WORD}antwoord")
    UploadedFile.objects.create(
        file=ContentFile(f"{WORD}inhoud".encode(), name=f"{WORD}upload.txt"), uploaded_by_user=user
    )
    PendingImport.objects.create(user=user, transfer="initiatives", name=f"{WORD}.csv", content=WORD.encode())
    about_user = ContentType.objects.get_for_model(User)
    ModelLogEntry.objects.create(
        user=user,
        content_type=about_user,
        object_id=str(user.pk),
        label=f"{FIRST} {LAST}",
        action="wagtail.edit",
        data={"email": EMAIL},
        timestamp=timezone.now(),
    )
    PageLogEntry.objects.create(
        user=user,
        page_id=page.pk,
        content_type=kind,
        label=f"{FIRST} {LAST} – De Moestuin",
        action="wagtail.edit",
        data={"wie": EMAIL},
        timestamp=timezone.now(),
    )
    DBTaskResult.objects.create(
        task_path="community.members.mailing.send",
        args_kwargs={"args": [], "kwargs": {"email": EMAIL}},
        backend_name="default",
        run_after=timezone.now(),
        exception_class_path="",
        traceback="",
    )
    SharedCacheEntry.objects.create(
        cache_key=f"allauth:rl:login:{hashlib.sha256(EMAIL.encode()).hexdigest()}", value=WORD, expires=timezone.now()
    )


def in_database(word: str = WORD) -> set[str]:
    """The columns, as "table.column", in which a word stands; sessions are unpacked."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a table of our own
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    shown = bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
                    if word in shown.lower():
                        found.add(f"{table}.{column}")
    if any(word in str(session.get_decoded()).lower() for session in Session.objects.all()):
        found.add("django_session.session_data")
    return found


def in_files(word: str = WORD) -> set[str]:
    """The uploaded and private files whose name or content holds a word; archives are opened."""
    found = set()
    for name, content in (*stored(""), *private()):
        if word in name.lower() or word in readable(content).lower():
            found.add(name)
    return found


def without_files() -> None:
    """Throw away what other tests left: files are not rolled back."""
    shutil.rmtree(settings.PRIVATE_MEDIA_ROOT, ignore_errors=True)
    default_storage._root._children.clear()  # the tests keep media in memory


def stored(folder: str) -> Iterator[tuple[str, bytes]]:
    """What is in the media folder."""
    if folder and not default_storage.exists(folder):
        return
    folders, files = default_storage.listdir(folder)
    for file in files:
        name = f"{folder}/{file}".lstrip("/")
        with default_storage.open(name) as opened:
            yield name, opened.read()
    for below in folders:
        yield from stored(f"{folder}/{below}".lstrip("/"))


def private() -> Iterator[tuple[str, bytes]]:
    """What is in the private folder."""
    root = Path(settings.PRIVATE_MEDIA_ROOT)
    for path in root.rglob("*"):
        if path.is_file():
            yield str(path.relative_to(root)), path.read_bytes()


def readable(content: bytes) -> str:
    """The text of a file, also of those within a zip."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return "".join(archive.read(name).decode("latin-1") for name in archive.namelist())
    except BadZipFile:
        return content.decode("latin-1")


def in_caches(word: str = WORD) -> set[str]:
    """The keys of what the process remembers in which a word stands, also of compressed pages."""
    found = set()
    kept: Any = caches["default"]
    for key, value in kept._cache.items():
        shown = str(key) + plain(pickle.loads(value))  # noqa: S301 - our own
        if word in shown.lower():
            found.add(str(key))
    return found


def plain(value: Any) -> str:
    """A kept value as text."""
    text = str(value)
    packed = getattr(value, "compressed", None)
    if packed:
        text += zlib.decompress(packed, 31).decode()
    return text
