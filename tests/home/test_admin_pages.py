"""Making, previewing and translating each type of page in the admin."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from community.initiatives.models import Initiative
from community.places.models import Municipality
from community.themes.models import Theme
from events.models import Event
from foundation.blocks import BODY_BLOCKS
from home.models import OrdinaryPage, Stakeholder
from knowledge.models import KnowledgeTool
from tests.admin_forms import filled_form
from tests.conftest import Network
from tests.factories import (
    EventFactory,
    InitiativeFactory,
    OrdinaryPageFactory,
    StakeholderFactory,
    ThemeFactory,
    ToolFactory,
)

pytestmark = pytest.mark.django_db

TITLE = "Een gloednieuwe bladzijde"
SECTIONS: dict[type[Page], str] = {
    OrdinaryPage: "front",
    Stakeholder: "stakeholders",
    KnowledgeTool: "library",
    Initiative: "directory",
    Event: "calendar",
    Theme: "overview",
}
FACTORIES = {
    OrdinaryPage: OrdinaryPageFactory,
    Stakeholder: StakeholderFactory,
    KnowledgeTool: ToolFactory,
    Initiative: InitiativeFactory,
    Event: EventFactory,
    Theme: ThemeFactory,
}
TYPES = pytest.mark.parametrize("model", SECTIONS, ids=lambda model: model.__name__)


@pytest.fixture
def editor(signed_in: Callable[[str], Client]) -> Client:
    """A signed-in editor."""
    return signed_in("editor")


def needed(model: type[Page]) -> dict[str, Any]:
    """What a page of this type cannot be kept without, besides a title."""
    if model in (KnowledgeTool, Initiative, Event):
        changes: dict[str, Any] = {"theme_links__0__theme": ThemeFactory(title="Voedsel").pk}
    else:
        changes = {}
    if model is Initiative:
        changes["municipality"] = Municipality.objects.first().pk
    if model is Event:
        changes |= {"start": "2026-12-01 19:30", "end": "2026-12-01 22:00"}
    return changes


def add_url(model: type[Page], network: Network, name: str = "add") -> str:
    """The address of a view for a new page of this type."""
    section = getattr(network, SECTIONS[model])
    return reverse(f"wagtailadmin_pages:{name}", args=(model._meta.app_label, model._meta.model_name, section.pk))


@TYPES
def test_new_page_previews_before_it_is_kept(model: type[Page], network: Network, editor: Client) -> None:
    """A page without a primary key, slug, text or picture shows as a page of the site."""
    data = filled_form(editor, add_url(model, network), title=TITLE, **needed(model))
    address = add_url(model, network, "preview_on_add")
    assert editor.post(address, data).json() == {"is_valid": True, "is_available": True}
    shown = editor.get(address)
    assert shown.status_code == 200
    assert model.template in {template.name for template in shown.templates}
    assert re.search(rf"<h1[^>]*>\s*{TITLE}\s*</h1>", shown.content.decode())
    assert not Page.objects.filter(title=TITLE).exists()


@TYPES
def test_form_opens_in_both_languages(model: type[Page], network: Network, editor: Client) -> None:
    page = FACTORIES[model]()
    for language in ("nl", "en"):
        UserProfile.objects.update_or_create(
            user_id=editor.session["_auth_user_id"], defaults={"preferred_language": language}
        )
        for address in (add_url(model, network), reverse("wagtailadmin_pages:edit", args=(page.pk,))):
            shown = editor.get(address)
            assert shown.status_code == 200
            assert shown.content.decode().count(f'<html lang="{language}"') == 1


@TYPES
def test_comments_and_planning_are_on_the_form(model: type[Page], network: Network, editor: Client) -> None:
    form = editor.get(add_url(model, network)).context["form"]
    assert "comments" in form.formsets
    assert {"go_live_at", "expire_at"} <= set(form.fields)


@pytest.mark.parametrize("name", ["front", "directory", "library", "calendar", "overview", "stakeholders"])
def test_section_previews_and_edits(name: str, network: Network, editor: Client) -> None:
    page = getattr(network, name)
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=(page.pk,))
    data = filled_form(editor, edit, title=TITLE, featured_tools__count="0", footer__count="0", footer_links__count="0")
    assert editor.post(preview, data).json() == {"is_valid": True, "is_available": True}
    assert editor.get(preview).status_code == 200


@pytest.mark.parametrize("block", [block for _name, block in BODY_BLOCKS], ids=[name for name, _block in BODY_BLOCKS])
def test_block_shows_itself_in_the_picker(block: Any, editor: Client) -> None:
    assert block.is_previewable
    shown = editor.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert shown.status_code == 200
    html = shown.content.decode()
    assert "css/site.css" in html
    main = html[html.index("<main") : html.index("</main>")]
    assert len(main) > 100


def test_admin_may_frame_its_own_previews_and_the_public_site_may_not(editor: Client, client: Client) -> None:
    policy = editor.get(reverse("wagtailadmin_home")).headers["Content-Security-Policy"]
    public = client.get("/").headers["Content-Security-Policy"]
    frames = [next(part for part in text.split("; ") if part.startswith("frame-src")) for text in (policy, public)]
    assert ["'self'" in part for part in frames] == [True, False]


class TestTranslate:
    """The translate button."""

    TABLE = {
        "caption": "Wat het kost",
        "columns": [{"type": "text", "heading": "Wat"}, {"type": "text", "heading": "Per jaar"}],
        "rows": [{"values": ["Notaris", "350"]}, {"values": ["Verzekering", "180"]}],
    }
    ENGLISH = {
        "Wat het kost": "What it costs",
        "Wat": "What",
        "Per jaar": "A year",
        "Notaris": "Notary",
        "Verzekering": "Insurance",
        "Zoek vijf buren": "Find five neighbours",
        "Ga langs met koffie.": "Bring coffee.",
    }

    def submit(self, editor: Client, page: Page, network: Network) -> Translation:
        """Press translate and send."""
        address = reverse("wagtail_localize:submit_page_translation", args=(page.pk,))
        assert editor.get(address).status_code == 200
        assert editor.post(address, {"locales": [network.english.pk]}).status_code == 302
        return Translation.objects.get(source=TranslationSource.objects.get_for_instance(page))

    @TYPES
    def test_opens_an_editor_for_every_type(self, model: type[Page], network: Network, editor: Client) -> None:
        page = FACTORIES[model](title="Bron")
        self.submit(editor, page, network)
        translated = page.get_translation(network.english)
        assert translated.alias_of_id is None
        assert editor.get(reverse("wagtailadmin_pages:edit", args=(translated.pk,))).status_code == 200

    def test_goes_into_cells_and_steps_and_publishes(self, network: Network, editor: Client) -> None:
        step = {"title": "Zoek vijf buren", "body": [("text", "<p>Ga langs met koffie.</p>")]}
        page = ToolFactory(title="Begroting", tags=["geld"], body=[("table", self.TABLE), ("steps", [step])])
        page = type(page).objects.get(pk=page.pk)
        request = self.submit(editor, page, network)
        segments = {segment.string.data: segment for segment in StringSegment.objects.filter(source=request.source)}
        assert set(self.ENGLISH) <= set(segments)
        for dutch, english in self.ENGLISH.items():
            address = reverse("wagtail_localize:edit_string_translation", args=(request.pk, segments[dutch].pk))
            kept = editor.put(address, urlencode({"value": english}), content_type="application/x-www-form-urlencoded")
            assert kept.status_code in (200, 201)
        translated = page.get_translation(network.english)
        edit = reverse("wagtailadmin_pages:edit", args=(translated.pk,))
        editor.post(edit, {"action": "publish"})
        translated = type(page).objects.get(pk=translated.pk)
        table, steps = translated.body
        assert translated.live
        assert table.value.caption == "What it costs"
        assert [column["heading"] for column in table.value.columns] == ["What", "A year"]
        assert [row["values"] for row in table.value.row_data] == [["Notary", "350"], ["Insurance", "180"]]
        assert steps.value[0]["title"] == "Find five neighbours"
        assert steps.value[0]["body"][0].value.source == "<p>Bring coffee.</p>"
        assert list(translated.tags.names()) == ["geld"]
