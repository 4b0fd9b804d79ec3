"""People of every kind, and something of each kind for them to ask for."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    Task,
    UploadedFile,
    Workflow,
)
from wagtail_localize.models import OverridableSegment, StringSegment, Translation, TranslationSource

from community.initiatives.models import Buddyship, InitiativeDirectory, OwnTranslation, Role, TranslationVersion
from community.initiatives.people.inviting import digest_of
from community.members.models import (
    BlockedMember,
    Conversation,
    DataExport,
    MemberProfile,
    Message,
    Participation,
    Terms,
    User,
)
from community.themes.models import Tag
from foundation.models import NetworkIdentity
from home.setup import EDITORS, MODERATORS, SUPPORT_WORKERS, WRITERS
from knowledge.models import Library
from search.models import PromotedResult, Synonym
from tests.factories import (
    DocumentFactory,
    InitiativeFactory,
    InvitationFactory,
    JoinRequestFactory,
    MembershipFactory,
    OrdinaryPageFactory,
    OwnerFactory,
    PhotoFactory,
    ThemeFactory,
    ToolFactory,
    UserFactory,
)
from tests.factories.forum import ForumFactory, TopicFactory
from tests.factories.people import PASSWORD
from tests.rights.talk import moderated, talk_of

ANONYMOUS, UNVERIFIED, MEMBER, OWNER = "anonymous", "unverified", "member", "owner"
MODERATOR, SUPPORT, WRITER, EDITOR, ADMINISTRATOR = "moderator", "support", "writer", "editor", "administrator"
GROUPS = {MODERATOR: MODERATORS, SUPPORT: SUPPORT_WORKERS, WRITER: WRITERS, EDITOR: EDITORS}
STRANGERS = (ANONYMOUS, UNVERIFIED)
SIGNED_IN = (MEMBER, OWNER, MODERATOR, SUPPORT, WRITER, EDITOR, ADMINISTRATOR)
ROLES = (*STRANGERS, *SIGNED_IN)
# Whose thing is asked for: of who asks, or of somebody else.
OWN, OTHER = "own", "other"
TOKEN = "een-geheim-dat-alleen-in-de-mail-staat"


@dataclass
class Things:
    """What belongs to one person."""

    user: User
    profile: MemberProfile
    export: DataExport
    conversation: Conversation
    initiative: Any = None
    membership: Any = None
    request: Any = None
    buddyship: Any = None
    invitation: Any = None
    blocked: Any = None
    talk: Any = None  # a Talk


@dataclass
class World:
    """Everything there is; cookies: how each role comes in."""

    cookies: dict[str, str]
    things: dict[str, Things]
    neighbour: Things
    named: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        """Something by its name."""
        try:
            return self.named[name]
        except KeyError:
            raise AttributeError(name) from None

    def of(self, role: str, whose: str) -> Things:
        """What is asked for: the role's own, or somebody else's."""
        return self.things[role] if whose == OWN and role in self.things else self.neighbour


def person(role: str) -> User:
    """Somebody with this role and a confirmed address."""
    is_boss = role == ADMINISTRATOR
    user = UserFactory(is_superuser=is_boss, is_staff=is_boss)
    if role in GROUPS:
        user.groups.add(Group.objects.get(name=GROUPS[role]))
    return user


def things_of(user: User, other: User) -> Things:
    """What everybody has."""
    profile, _made = MemberProfile.objects.get_or_create(user=user)
    export = DataExport.objects.create(user=user, state=DataExport.State.READY, ready=timezone.now())
    export.file.save(f"{export.public_id}.zip", ContentFile(b"x"))
    conversation = Conversation.objects.create(subject="Zaden ruilen")
    for taker in (user, other):
        Participation.objects.create(conversation=conversation, user=taker)
    Message.objects.create(conversation=conversation, author=other, text="Heb jij bonen?")
    return Things(user, profile, export, conversation, blocked=BlockedMember.objects.create(user=user, blocked=other))


def with_initiative(things: Things, title: str) -> Things:
    """An initiative of somebody, with a member, somebody who wants to join, and an invitation."""
    things.initiative = InitiativeFactory(title=title, buddy_offer="Wij denken graag mee.")
    OwnerFactory(initiative=things.initiative, user=things.user)
    english = Locale.objects.get(language_code="en")
    written = OwnTranslation.objects.create(initiative=things.initiative, locale=english)
    TranslationVersion.objects.create(translation=written, number=1, texts={"title": "Garden"}, made_by=things.user)
    things.membership = MembershipFactory(initiative=things.initiative, role=Role.MEMBER)
    things.request = JoinRequestFactory(initiative=things.initiative)
    things.buddyship = Buddyship.objects.create(
        coach=things.initiative, starter=InitiativeFactory(), question="Hoe begonnen jullie?"
    )
    things.invitation = InvitationFactory(
        initiative=things.initiative, email=things.user.email, digest=digest_of(f"{TOKEN}-{title}")
    )
    return things


def cookie_of(user: User | None) -> str:
    """The session with which somebody is signed in."""
    client = Client()
    if user:
        client.force_login(user)
        client.get("/mijn/account/")  # what a first request remembers in the session is there from now on
    cookie = client.cookies.get("sessionid")
    return cookie.value if cookie else ""


def cookie_of_unverified() -> str:
    """The session of somebody who gave their password, but never confirmed their address."""
    user = UserFactory(verified=False)
    client = Client()
    response = client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert response.headers["Location"].startswith("/account/confirm-email/"), response.headers["Location"]
    return client.cookies["sessionid"].value


def make_world(neighbour: User | None = None) -> World:
    """All of it; the neighbour is whose things others ask for."""
    users = {role: person(role) for role in SIGNED_IN}
    other = neighbour or person(MEMBER)
    third = person(MEMBER)
    things = {role: things_of(user, third) for role, user in users.items()}
    with_initiative(things[OWNER], "De Moestuin")
    theirs = with_initiative(things_of(other, third), "Het Buurthuis")
    forum = ForumFactory(name="Open voor iedereen")
    elsewhere = TopicFactory(forum=forum)
    for each in (*things.values(), theirs):
        each.talk = talk_of(each.user, forum, elsewhere)
    cookies = {role: cookie_of(user) for role, user in users.items()}
    cookies |= {ANONYMOUS: "", UNVERIFIED: cookie_of_unverified()}
    return World(
        cookies,
        things,
        theirs,
        named={"forum": forum, **pages(), **vocabulary(), **admin_things(other), **moderated(theirs.talk.post)},
    )


def pages() -> dict[str, Any]:
    """Pages in every state."""
    dutch = Locale.objects.get(language_code="nl")
    tool = ToolFactory(title="Samen koken", tags=["koken"])
    draft = ToolFactory(title="Nog niet af", published=False)
    workflow_user = person(WRITER)
    draft.get_workflow().start(draft, workflow_user)
    closed = OrdinaryPageFactory(title="Alleen voor leden")
    restriction = PageViewRestriction.objects.create(page=closed, restriction_type="password", password="x")
    translated = InitiativeFactory(title="Om te vertalen", website="https://vertaal.example")
    source, _made = TranslationSource.update_or_create_from_instance(translated)
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="en"))
    translation.save_target()
    return {
        "section": Library.objects.get(locale=dutch),
        "directory": InitiativeDirectory.objects.get(locale=dutch),
        "front": Page.objects.get(depth=2, locale=dutch),
        "tool": tool,
        "draft": draft,
        "state": draft.current_workflow_state,
        "task_state": draft.current_workflow_state.current_task_state,
        "revision": tool.latest_revision,
        "closed": closed,
        "restriction": restriction,
        "source": source,
        "translation": translation,
        "segment": StringSegment.objects.filter(source=source).first(),
        "overridable": OverridableSegment.objects.filter(source=source).first(),
        "theme": ThemeFactory(title="Voedsel"),
    }


def vocabulary() -> dict[str, Any]:
    """Words, rules, terms."""
    tool = ToolFactory(title="Soep voor vijftig")
    return {
        "tag": Tag.objects.create(name="bakken"),
        "synonym": Synonym.objects.create(words="koken, bakken"),
        "promoted": PromotedResult.objects.create(query="eten", page=tool),
        "planned_terms": Terms.objects.create(
            valid_from=timezone.localdate() + timedelta(days=30), text="<p>Nieuw.</p>"
        ),
        "terms": Terms.objects.earliest("valid_from"),
    }


def admin_things(user: User) -> dict[str, Any]:
    """What the admin manages; `user` has the half-done upload."""
    site = Site.objects.get(is_default_site=True)
    kept = Collection.get_first_root_node().add_child(name="Besloten")
    empty = Collection.get_first_root_node().add_child(name="Leeg")
    return {
        "site": site,
        "identity": NetworkIdentity.for_site(site),
        "photo": PhotoFactory(),
        "document": DocumentFactory(),
        "collection": empty,
        "collection_restriction": CollectionViewRestriction.objects.create(
            collection=kept, restriction_type="password", password="x"
        ),
        "closed_document": DocumentFactory(collection=kept, title="Geheim"),
        "photo_upload": UploadedFile.objects.create(
            for_content_type=ContentType.objects.get(app_label="foundation", model="photo"),
            file=ContentFile(b"x", name="x.jpg"),
            uploaded_by_user=user,
        ),
        "document_upload": UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(Document),
            file=ContentFile(b"x", name="x.pdf"),
            uploaded_by_user=user,
        ),
        "redirect": Redirect.objects.create(old_path="/oud", redirect_link="/"),
        "locale": Locale.objects.get(language_code="en"),
        "victim": user,
        "group": Group.objects.get(name=WRITERS),
        "workflow": Workflow.objects.filter(active=True).first(),
        "task": Task.objects.filter(active=True).first(),
        "editing_session": EditingSession.objects.create(
            user=user,
            content_type=ContentType.objects.get(app_label="knowledge", model="knowledgetool"),
            object_id="1",
            last_seen_at=timezone.now(),
        ),
        "key": Authenticator.objects.create(user=user, type="webauthn", data={"name": "sleutel"}),
        "unknown": uuid.UUID(int=1),
    }
