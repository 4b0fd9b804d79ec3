"""Who may do what in the admin, through the addresses people really use."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Locale, Page, PageViewRestriction, Revision, WorkflowState
from wagtail_localize.models import TranslationSource

from community.members.models import User
from community.themes.models import Tag, Theme
from foundation.models import Photo
from search.actions import index
from search.models import PromotedResult, Synonym
from tests.admin_forms import filled_form
from tests.conftest import Network
from tests.factories import DocumentFactory, PhotoFactory, ThemeFactory, ToolFactory
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db

ROLES = ("administrator", "editor", "writer", "moderator", "support", "member", "anonymous")
ADMINISTRATOR, EDITORS = {"administrator"}, {"administrator", "editor"}
WRITERS = EDITORS | {"writer"}
STAFF = WRITERS | {"moderator", "support"}

ALLOWED, LOGIN, REFUSED = "allowed", "login", "refused"


def outcome(response: HttpResponse) -> str:
    """Whether the answer is the page, the sign-in form or the door."""
    if response.status_code in (403, 404):
        return REFUSED
    if response.status_code == 302:
        where = response.headers["Location"]
        if where.startswith(reverse("wagtailadmin_login")):
            return LOGIN
        return REFUSED if where == reverse("wagtailadmin_home") else ALLOWED
    assert response.status_code == 200, response.status_code
    return ALLOWED


@dataclass(frozen=True, slots=True)
class World:
    """What there is to look at; the pages belong to somebody else than who looks."""

    section: Page
    page: Page
    draft: Page
    revision: Revision
    photo: Any
    document: Any
    tag: Tag
    other_tag: Tag
    theme: Theme
    synonym: Synonym
    promoted: PromotedResult


@pytest.fixture
def world(network: Network) -> World:
    """A published tool with a tag, a draft, a photo and a document."""
    page = ToolFactory(title="Samen koken", tags=["koken"])
    index("tool", [page.pk])
    return World(
        section=network.library,
        page=page,
        draft=ToolFactory(title="Nog niet af", published=False),
        revision=page.latest_revision,
        photo=PhotoFactory(),
        document=DocumentFactory(),
        tag=Tag.objects.get(),
        other_tag=Tag.objects.create(name="bakken"),
        theme=ThemeFactory(title="Voedsel"),
        synonym=Synonym.objects.create(words="koken, bakken"),
        promoted=PromotedResult.objects.create(query="eten", page=page),
    )


Address = Callable[[World], str]
SYNONYM = {"words": "hofje, knarrenhof", "also_find": "", "language": "nl"}


def of_page(name: str) -> Address:
    """The address of a page's view."""
    return lambda world: reverse(f"wagtailadmin_pages:{name}", args=(world.page.pk,))


def of_synonym(name: str) -> Address:
    """The address of a synonym's view."""
    return lambda world: reverse(f"search_synonyms:{name}", args=(world.synonym.pk,))


def of_promoted(name: str) -> Address:
    """The address of a promoted result's view."""
    return lambda world: reverse(f"search_promoted:{name}", args=(world.promoted.pk,))


def fixed(name: str) -> Address:
    """An address without anything in it."""
    return lambda _world: reverse(name)


VIEWS: dict[str, tuple[Address, set[str]]] = {
    "start": (fixed("wagtailadmin_home"), STAFF),
    "explorer": (lambda world: reverse("wagtailadmin_explore", args=(world.section.pk,)), WRITERS),
    "add page": (
        lambda world: reverse("wagtailadmin_pages:add", args=("knowledge", "knowledgetool", world.section.pk)),
        WRITERS,
    ),
    "edit page": (of_page("edit"), EDITORS),
    "edit draft": (lambda world: reverse("wagtailadmin_pages:edit", args=(world.draft.pk,)), EDITORS),
    "view draft": (lambda world: reverse("wagtailadmin_pages:view_draft", args=(world.draft.pk,)), EDITORS),
    "preview": (of_page("preview_on_edit"), EDITORS),
    "preview new": (
        lambda world: reverse(
            "wagtailadmin_pages:preview_on_add", args=("knowledge", "knowledgetool", world.section.pk)
        ),
        WRITERS,
    ),
    "history": (of_page("history"), EDITORS),
    "usage": (of_page("usage"), EDITORS),
    "revision": (
        lambda world: reverse("wagtailadmin_pages:revisions_view", args=(world.page.pk, world.revision.pk)),
        EDITORS,
    ),
    "revert": (
        lambda world: reverse("wagtailadmin_pages:revisions_revert", args=(world.page.pk, world.revision.pk)),
        EDITORS,
    ),
    "compare": (
        lambda world: reverse("wagtailadmin_pages:revisions_compare", args=(world.page.pk, "earliest", "latest")),
        EDITORS,
    ),
    "delete": (of_page("delete"), EDITORS),
    "unpublish": (of_page("unpublish"), EDITORS),
    "move": (of_page("move"), EDITORS),
    "copy": (of_page("copy"), EDITORS),
    "privacy": (of_page("set_privacy"), EDITORS),
    "workflow history": (of_page("workflow_history"), EDITORS),
    "translate": (
        lambda world: reverse("wagtail_localize:submit_page_translation", args=(world.page.pk,)),
        EDITORS,
    ),
    "choose page": (fixed("wagtailadmin_choose_page"), STAFF),
    "choose photo": (fixed("wagtailimages_chooser:choose"), STAFF),
    "choose document": (fixed("wagtaildocs_chooser:choose"), STAFF),
    "choose tag": (fixed("wagtailsnippetchoosers_themes_tag:choose"), STAFF),
    "photos": (fixed("wagtailimages:index"), WRITERS),
    "add photo": (fixed("wagtailimages:add"), WRITERS),
    "edit photo": (lambda world: reverse("wagtailimages:edit", args=(world.photo.pk,)), EDITORS),
    "delete photo": (lambda world: reverse("wagtailimages:delete", args=(world.photo.pk,)), EDITORS),
    "documents": (fixed("wagtaildocs:index"), WRITERS),
    "add document": (fixed("wagtaildocs:add"), WRITERS),
    "edit document": (lambda world: reverse("wagtaildocs:edit", args=(world.document.pk,)), EDITORS),
    "tags": (fixed("wagtailsnippets_themes_tag:list"), EDITORS),
    "add tag": (fixed("wagtailsnippets_themes_tag:add"), EDITORS),
    "edit tag": (lambda world: reverse("wagtailsnippets_themes_tag:edit", args=(world.tag.pk,)), EDITORS),
    "delete tag": (lambda world: reverse("wagtailsnippets_themes_tag:delete", args=(world.tag.pk,)), EDITORS),
    "tag usage": (lambda world: reverse("wagtailsnippets_themes_tag:usage", args=(world.tag.pk,)), EDITORS),
    "searches": (fixed("search_usage:index"), EDITORS),
    "searches as CSV": (lambda _world: reverse("search_usage:index") + "?export=csv", EDITORS),
    "searches, tables": (fixed("search_usage:index_results"), EDITORS),
    "synonyms": (fixed("search_synonyms:index"), EDITORS),
    "synonyms, rows": (fixed("search_synonyms:index_results"), EDITORS),
    "add synonym": (lambda _world: reverse("search_synonyms:add") + "?words=hofje", EDITORS),
    "edit synonym": (of_synonym("edit"), EDITORS),
    "delete synonym": (of_synonym("delete"), EDITORS),
    "synonym history": (of_synonym("history"), EDITORS),
    "synonym history, rows": (of_synonym("history_results"), EDITORS),
    "synonym usage": (of_synonym("usage"), EDITORS),
    "promoted": (fixed("search_promoted:index"), EDITORS),
    "promoted, rows": (fixed("search_promoted:index_results"), EDITORS),
    "promote": (fixed("search_promoted:add"), EDITORS),
    "edit promoted": (of_promoted("edit"), EDITORS),
    "delete promoted": (of_promoted("delete"), EDITORS),
    "promoted history": (of_promoted("history"), EDITORS),
    "promoted history, rows": (of_promoted("history_results"), EDITORS),
    "promoted usage": (of_promoted("usage"), EDITORS),
    "network": (lambda _world: reverse("wagtailsettings:edit", args=("foundation", "networkidentity")), ADMINISTRATOR),
    "users": (fixed("wagtailusers_users:index"), ADMINISTRATOR),
    "add user": (fixed("wagtailusers_users:add"), ADMINISTRATOR),
    "groups": (fixed("wagtailusers_groups:index"), ADMINISTRATOR),
    "sites": (fixed("wagtailsites:index"), ADMINISTRATOR),
    "locales": (fixed("wagtaillocales:index"), ADMINISTRATOR),
    "collections": (fixed("wagtailadmin_collections:index"), ADMINISTRATOR),
    "redirects": (fixed("wagtailredirects:index"), ADMINISTRATOR),
    "workflows": (fixed("wagtailadmin_workflows:index"), ADMINISTRATOR),
    "site history": (fixed("wagtailadmin_reports:site_history"), STAFF),
    "locked pages": (fixed("wagtailadmin_reports:locked_pages"), EDITORS),
    "waiting list": (lambda _world: reverse("waiting", args=("concepten",)), WRITERS),
}


@pytest.mark.parametrize("role", ROLES)
def test_views_open_for(role: str, world: World, signed_in: Callable[[str], Client]) -> None:
    client = signed_in(role)
    shut = LOGIN if role == "anonymous" else REFUSED
    assert {name: outcome(client.get(address(world))) for name, (address, _roles) in VIEWS.items()} == {
        name: ALLOWED if role in roles else shut for name, (_address, roles) in VIEWS.items()
    }


@pytest.mark.parametrize("role", ["moderator", "support"])
def test_choosers_and_history_hold_nothing_for(role: str, world: World, signed_in: Callable[[str], Client]) -> None:
    client = signed_in(role)
    assert list(client.get(reverse("wagtailimages_chooser:choose")).context["results"]) == []
    assert list(client.get(reverse("wagtaildocs_chooser:choose")).context["results"]) == []
    assert list(client.get(reverse("wagtailadmin_reports:site_history")).context["object_list"]) == []


def publish(client: Client, world: World) -> None:
    """Press publish on the draft."""
    url = reverse("wagtailadmin_pages:edit", args=(world.draft.pk,))
    form = Client()
    form.force_login(User.objects.filter(is_superuser=True).first())
    client.post(url, filled_form(form, url, action__publish="1", theme_links__0__theme=world.theme.pk))


def post(name: str, /, **data: Any) -> Callable[[Client, World], None]:
    """Press the button of a page's view."""
    return lambda client, world: client.post(reverse(f"wagtailadmin_pages:{name}", args=(world.page.pk,)), data)


def post_tag(name: str, /, **data: Any) -> Callable[[Client, World], None]:
    """Press the button of a tag's view."""
    return lambda client, world: client.post(
        reverse(f"wagtailsnippets_themes_tag:{name}", args=(world.tag.pk,)),
        {"synonyms-TOTAL_FORMS": 0, "synonyms-INITIAL_FORMS": 0, **data},
    )


def merge(client: Client, world: World) -> None:
    """Merge two tags from the list."""
    url = reverse("wagtail_bulk_action", args=("themes", "tag", "merge"))
    client.post(f"{url}?id={world.tag.pk}&id={world.other_tag.pk}", {"into": world.other_tag.pk})


def translate(client: Client, world: World) -> None:
    """Ask for a translation."""
    url = reverse("wagtail_localize:submit_page_translation", args=(world.page.pk,))
    client.post(url, {"locales": [Locale.objects.get(language_code="en").pk]})


def move(client: Client, world: World) -> None:
    """Reorder the tool to the front of its section."""
    client.post(reverse("wagtailadmin_pages:set_page_position", args=(world.draft.pk,)) + "?position=0")


def fresh(page: Page) -> Page | None:
    """The page as it is now."""
    return Page.objects.filter(pk=page.pk).first()


# What is pressed, whether it had its effect, and who may.
BUTTONS: dict[str, tuple[Callable[[Client, World], None], Callable[[World], bool], set[str]]] = {
    "publish": (publish, lambda world: fresh(world.draft).live, EDITORS),
    "unpublish": (post("unpublish"), lambda world: not fresh(world.page).live, EDITORS),
    "delete": (post("delete"), lambda world: fresh(world.page) is None, EDITORS),
    "lock": (post("lock"), lambda world: fresh(world.page).locked, EDITORS),
    "reorder": (move, lambda world: fresh(world.draft).path < fresh(world.page).path, EDITORS),
    "privacy": (
        post("set_privacy", restriction_type="login"),
        lambda world: PageViewRestriction.objects.filter(page=world.page).exists(),
        EDITORS,
    ),
    "translate": (
        translate,
        lambda _world: TranslationSource.objects.filter(specific_content_type__model="knowledgetool").exists(),
        EDITORS,
    ),
    "rename tag": (
        post_tag("edit", name="eten", slug="eten"),
        lambda world: Tag.objects.get(pk=world.tag.pk).name == "eten",
        EDITORS,
    ),
    "delete tag": (post_tag("delete"), lambda world: not Tag.objects.filter(pk=world.tag.pk).exists(), EDITORS),
    "merge tags": (merge, lambda world: not Tag.objects.filter(pk=world.tag.pk).exists(), EDITORS),
    "delete photo": (
        lambda client, world: client.post(reverse("wagtailimages:delete", args=(world.photo.pk,))),
        lambda world: not Photo.objects.filter(pk=world.photo.pk).exists(),
        EDITORS,
    ),
    "delete document": (
        lambda client, world: client.post(reverse("wagtaildocs:delete", args=(world.document.pk,))),
        lambda world: not Document.objects.filter(pk=world.document.pk).exists(),
        EDITORS,
    ),
    "add synonym": (
        lambda client, _world: client.post(reverse("search_synonyms:add"), SYNONYM),
        lambda _world: Synonym.objects.filter(words="hofje, knarrenhof").exists(),
        EDITORS,
    ),
    "change synonym": (
        lambda client, world: client.post(of_synonym("edit")(world), SYNONYM),
        lambda world: Synonym.objects.get(pk=world.synonym.pk).words == "hofje, knarrenhof",
        EDITORS,
    ),
    "delete synonym": (
        lambda client, world: client.post(of_synonym("delete")(world)),
        lambda world: not Synonym.objects.filter(pk=world.synonym.pk).exists(),
        EDITORS,
    ),
    "promote": (
        lambda client, world: client.post(
            reverse("search_promoted:add"), {"query": "soep", "page": world.page.pk, "language": "nl"}
        ),
        lambda _world: PromotedResult.objects.filter(query="soep").exists(),
        EDITORS,
    ),
    "change promoted": (
        lambda client, world: client.post(
            of_promoted("edit")(world), {"query": "soep", "page": world.page.pk, "language": "nl"}
        ),
        lambda world: PromotedResult.objects.get(pk=world.promoted.pk).query == "soep",
        EDITORS,
    ),
    "delete promoted": (
        lambda client, world: client.post(of_promoted("delete")(world)),
        lambda world: not PromotedResult.objects.filter(pk=world.promoted.pk).exists(),
        EDITORS,
    ),
    "delete locale": (
        lambda client, world: client.post(reverse("wagtaillocales:delete", args=(world.section.locale_id,))),
        lambda world: not Locale.objects.filter(pk=world.section.locale_id).exists(),
        set(),
    ),
    "make administrator": (
        lambda client, _world: client.post(
            reverse("wagtailusers_users:add"),
            {
                "email": "baas@voorbeeld.example",
                "first_name": "B",
                "last_name": "B",
                "password1": "een-lang-wachtwoord-17",
                "password2": "een-lang-wachtwoord-17",
                "is_superuser": "on",
            },
        ),
        lambda _world: User.objects.filter(email="baas@voorbeeld.example").exists(),
        ADMINISTRATOR,
    ),
}


@pytest.mark.parametrize("role", ROLES)
def test_buttons_work_for(
    role: str, world: World, signed_in: Callable[[str], Client], person_with_role: Callable[[str], User]
) -> None:
    person_with_role("administrator")
    client = signed_in(role)
    done = {}
    for name, (press, happened, _roles) in BUTTONS.items():
        before = transaction.savepoint()
        press(client, world)
        done[name] = happened(world)
        transaction.savepoint_rollback(before)
    assert done == {name: role in roles for name, (_press, _happened, roles) in BUTTONS.items()}


class TestWriter:
    """What a writer makes goes past the editors."""

    def write(self, client: Client, world: World, action: str) -> Page:
        """Write a tool and press a button."""
        url = reverse("wagtailadmin_pages:add", args=("knowledge", "knowledgetool", world.section.pk))
        changes = {"title": "Soep voor vijftig", "slug": "soep", "summary": "Zo kook je.", "tags": "koken"}
        client.post(url, filled_form(client, url, theme_links__0__theme=world.theme.pk, **changes, **{action: "1"}))
        return Page.objects.get(slug="soep", locale=world.section.locale)

    def test_cannot_publish(self, world: World, signed_in: Callable[[str], Client]) -> None:
        page = self.write(signed_in("writer"), world, "action__publish")
        assert not page.live

    def test_edits_own_page_only(self, world: World, signed_in: Callable[[str], Client]) -> None:
        client = signed_in("writer")
        page = self.write(client, world, "action__draft")
        assert outcome(client.get(reverse("wagtailadmin_pages:edit", args=(page.pk,)))) == ALLOWED
        assert outcome(signed_in("writer").get(reverse("wagtailadmin_pages:edit", args=(page.pk,)))) == REFUSED

    def test_submits_and_an_editor_approves(self, world: World, signed_in: Callable[[str], Client]) -> None:
        writer, editor = signed_in("writer"), signed_in("editor")
        page = self.write(writer, world, "action__submit")
        state = WorkflowState.objects.get(object_id=str(page.pk))
        assert (page.live, state.status) == (False, WorkflowState.STATUS_IN_PROGRESS)
        approve = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", state.current_task_state.pk))
        for nobody in (writer, signed_in("moderator"), signed_in("support"), signed_in("member"), Client()):
            nobody.post(approve, {"comment": ""})
            assert not fresh(page).live
        assert editor.get(reverse("wagtailadmin_home")).content.decode().count("Soep voor vijftig") == 1
        editor.post(approve, {"comment": "Mooi"})
        assert fresh(page).live
        state.refresh_from_db()
        assert state.status == WorkflowState.STATUS_APPROVED

    def test_cannot_change_what_waits(self, world: World, signed_in: Callable[[str], Client]) -> None:
        client = signed_in("writer")
        page = self.write(client, world, "action__submit")
        url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
        data = filled_form(signed_in("editor"), url, title="Iets anders")
        before = fresh(page).latest_revision_id
        client.post(url, data)
        assert fresh(page).latest_revision_id == before
        signed_in("editor").post(url, data)
        assert fresh(page).latest_revision.content["title"] == "Iets anders"


class TestSigningIn:
    """The way in; see tests/community/members/accounts for all of it."""

    def test_stranger_ends_at_the_form_of_the_site(self, client: Client) -> None:
        answer = client.get(reverse("wagtailadmin_home"), follow=True)
        assert answer.redirect_chain[-1] == (f"{reverse('account_login')}?next=/admin/", 302)
        assert answer.templates[0].name == "account/login.html"

    def test_member_ends_at_a_closed_door(self, signed_in: Callable[[str], Client]) -> None:
        answer = signed_in("member").get(reverse("wagtailadmin_home"), follow=True)
        assert (answer.status_code, answer.redirect_chain, answer.templates[0].name) == (403, [], "403.html")

    def test_with_a_password_opens_the_start_page(
        self, person_with_role: Callable[[str], User], client: Client
    ) -> None:
        editor = person_with_role("editor")
        form = {"login": editor.email, "password": PASSWORD, "next": reverse("wagtailadmin_home")}
        answer = client.post(reverse("account_login"), form, follow=True)
        assert answer.templates[0].name == "wagtailadmin/home.html"
