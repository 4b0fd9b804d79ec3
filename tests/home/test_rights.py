"""Who may do what in the admin, through the addresses people really use."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Revision, Task, WorkflowState

from community.members.models import User
from community.themes.models import Tag
from tests.conftest import Network
from tests.factories import DocumentFactory, OrdinaryPageFactory, PhotoFactory, ToolFactory

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


@pytest.fixture
def world(network: Network) -> World:
    """A published tool with a tag, a draft, a photo and a document."""
    page = ToolFactory(title="Samen koken", tags=["koken"])
    return World(
        section=network.library,
        page=page,
        draft=ToolFactory(title="Nog niet af", published=False),
        revision=page.latest_revision,
        photo=PhotoFactory(),
        document=DocumentFactory(),
        tag=Tag.objects.get(),
    )


Address = Callable[[World], str]


def of_page(name: str) -> Address:
    """The address of a page's view."""
    return lambda world: reverse(f"wagtailadmin_pages:{name}", args=(world.page.pk,))


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
    "choose photo": (fixed("wagtailimages_chooser:choose"), WRITERS),
    "choose document": (fixed("wagtaildocs_chooser:choose"), WRITERS),
    "choose tag": (fixed("wagtailsnippetchoosers_themes_tag:choose"), EDITORS),
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
    "network": (lambda _world: reverse("wagtailsettings:edit", args=("foundation", "networkidentity")), ADMINISTRATOR),
    "users": (fixed("wagtailusers_users:index"), ADMINISTRATOR),
    "add user": (fixed("wagtailusers_users:add"), ADMINISTRATOR),
    "groups": (fixed("wagtailusers_groups:index"), ADMINISTRATOR),
    "sites": (fixed("wagtailsites:index"), ADMINISTRATOR),
    "locales": (fixed("wagtaillocales:index"), ADMINISTRATOR),
    "collections": (fixed("wagtailadmin_collections:index"), ADMINISTRATOR),
    "redirects": (fixed("wagtailredirects:index"), ADMINISTRATOR),
    "workflows": (fixed("wagtailadmin_workflows:index"), ADMINISTRATOR),
    "site history": (fixed("wagtailadmin_reports:site_history"), EDITORS),
    "locked pages": (fixed("wagtailadmin_reports:locked_pages"), EDITORS),
    "waiting list": (lambda _world: reverse("waiting", args=("concepten",)), WRITERS),
}


@pytest.mark.parametrize("name", VIEWS)
def test_view_opens_for(name: str, world: World, signed_in: Callable[[str], Client]) -> None:
    address, roles = VIEWS[name]
    url = address(world)
    found = {role: outcome(signed_in(role).get(url)) for role in ROLES}
    expected = {
        role: ALLOWED if role in roles else LOGIN if role in ("member", "anonymous") else REFUSED for role in ROLES
    }
    assert found == expected
