"""An owner keeps a profile in a browser: with keys, on a phone, without scripts, without a network."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import DjangoDbBlocker

from community.initiatives.editing.sections import ENGLISH, SECTIONS
from community.initiatives.models import Initiative, Membership, ProfileDraft
from tests.factories import UserFactory
from tests.factories.community import OwnerFactory
from tests.journeys.demo_site import Watched, too_wide
from tests.journeys.editors import select

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]
WIDTHS = (320, 390, 768, 1024, 1280)
AXE = Axe()


@pytest.fixture(scope="module")
def home(demo_address: str) -> str:
    """The address of the demo."""
    return demo_address


@pytest.fixture
def initiative(home: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Initiative]:
    """One of the demo's, without what earlier tests typed."""
    with django_db_blocker.unblock():
        ProfileDraft.objects.all().delete()
        yield Initiative.objects.get(slug="dorpshuis-de-schakel", locale__language_code="nl")


@pytest.fixture
def as_owner(initiative: Initiative, page_of: Callable[..., Page]) -> Iterator[Callable[..., Page]]:
    """Open a browser in which somebody who owns the initiative is signed in."""

    def sign_in(name: str = "Joke", **options: Any) -> Page:
        user = UserFactory(first_name=name, last_name="Bakker")
        OwnerFactory(initiative=initiative, user=user, is_trusted=True)
        return page_of(user, **options)

    yield sign_in
    Membership.objects.filter(initiative=initiative, user__last_name="Bakker").delete()


def address(home: str, initiative: Initiative, section: str) -> str:
    """Where a section is edited."""
    return home + reverse("initiative_edit", args=[initiative.pk, section])


def open_story(page: Page, home: str, initiative: Initiative) -> Any:
    """The editor of the first question, ready to write in."""
    page.goto(address(home, initiative, "verhaal"))
    editor = page.locator("trix-editor").first
    expect(editor).to_be_visible()
    page.wait_for_timeout(300)  # until it remembers what stood there
    return editor


def test_owner_writes_with_keys_and_nothing_is_lost(
    home: str, initiative: Initiative, as_owner: Callable[..., Page]
) -> None:
    """Bold and a list with keys only; the browser closes; it is there again; it goes online."""
    page = as_owner()
    watched = Watched(page, home)
    editor = open_story(page, home, initiative)
    editor.focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("We begonnen met ")
    page.keyboard.press("Alt+F10")
    expect(page.locator("trix-toolbar button").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(editor).to_be_focused()
    page.keyboard.type("soep")
    page.keyboard.press("Control+b")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(editor.locator("strong")).to_have_text(["soep"])
    page.keyboard.press("Alt+F10")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.type("een pan")
    page.keyboard.press("Enter")
    page.keyboard.type("een lepel")
    expect(page.locator("[data-kept]")).to_contain_text(":", timeout=15_000)
    assert watched.misdeeds() == {"console": [], "foreign": [], "policy": []}
    state = page.context.storage_state()
    page.context.close()

    again = as_owner("Joke Ahmed", storage_state=state)
    again.context.clear_cookies()
    again.context.add_cookies(state["cookies"])
    editor = open_story(again, home, initiative)
    expect(editor.locator("strong")).to_have_text(["soep"])
    expect(editor.locator("li")).to_have_text(["een pan", "een lepel"])
    again.locator("button[name=action][value=online]").first.press("Enter")
    expect(again.locator(".message.ok")).to_be_visible()
    initiative.refresh_from_db()
    assert initiative.began.endswith("<p>We begonnen met <b>soep</b></p><ul><li>een pan</li><li>een lepel</li></ul>")
    again.goto(home + (initiative.url or ""))
    expect(again.locator("#began b")).to_have_text("soep")
    assert not ProfileDraft.objects.exists()


# Presses a key after a letter before the browser draws anything, as happens on a slow machine.
PRESS_AT_ONCE = """
(editor, key) => editor.addEventListener("input", () => editor.dispatchEvent(
  new KeyboardEvent("keydown", { ...key, bubbles: true, cancelable: true })), { once: true })
"""


def type_and_press_at_once(page: Page, editor: Any, **key: object) -> None:
    """Type a letter, press a key before it is drawn, and wait until it is."""
    editor.evaluate(PRESS_AT_ONCE, key)
    editor.focus()
    page.keyboard.type("Q")
    page.wait_for_timeout(200)


def test_focus_stays_on_the_buttons(home: str, initiative: Initiative, as_owner: Callable[..., Page]) -> None:
    """The editor draws what was typed a moment later, and does not take the focus with it."""
    page = as_owner()
    editor = open_story(page, home, initiative)
    type_and_press_at_once(page, editor, key="F10", altKey=True)
    expect(editor).to_contain_text("Q")
    expect(page.locator("trix-toolbar button").first).to_be_focused()


def test_bold_is_not_forgotten(home: str, initiative: Initiative, as_owner: Callable[..., Page]) -> None:
    """The editor draws what was typed a moment later, and what is typed after that is bold."""
    page = as_owner()
    editor = open_story(page, home, initiative)
    type_and_press_at_once(page, editor, key="b", ctrlKey=True)
    page.keyboard.type("dik")
    expect(editor.locator("strong").first).to_have_text("dik")  # others may have written bold words below


def test_link_is_made_with_keys(home: str, initiative: Initiative, as_owner: Callable[..., Page]) -> None:
    """An address without https:// becomes a whole one."""
    page = as_owner()
    editor = open_story(page, home, initiative)
    editor.focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    page.keyboard.type("www.voorbeeld.nl")
    page.keyboard.press("Enter")
    expect(editor.locator("a").first).to_have_attribute("href", "https://www.voorbeeld.nl")
    expect(editor).to_be_focused()


def test_deleting_over_points_breaches_no_policy(
    home: str, initiative: Initiative, as_owner: Callable[..., Page]
) -> None:
    """The browser would put them together itself, with styles that keep how they looked."""
    page = as_owner()
    watched = Watched(page, home)
    editor = open_story(page, home, initiative)
    editor.focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    editor.evaluate("(editor) => editor.editor.activateAttribute('bullet')")
    page.keyboard.type("een")
    page.keyboard.press("Enter")
    page.keyboard.type("twee")
    expect(editor.locator("li")).to_have_text(["een", "twee"])
    select(editor, "een\n")
    page.keyboard.press("Delete")
    expect(editor.locator("li")).to_have_text(["twee"])
    assert watched.misdeeds() == {"console": [], "foreign": [], "policy": []}


def test_pasted_text_loses_its_make_up(home: str, initiative: Initiative, as_owner: Callable[..., Page]) -> None:
    """From a word processor, with colours, headings and pictures: no breach of the policy either."""
    page = as_owner()
    watched = Watched(page, home)
    editor = open_story(page, home, initiative)
    editor.focus()
    page.keyboard.press("Control+a")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(
        """async () => {
          const html = `<h1 style="color: red" class="MsoTitle">Kop</h1>
            <p style="margin: 3px">Tekst <i>schuin</i> <b style="font-weight: bold">vet</b>
            <img src="https://elders.example/x.png"></p>`;
          const blob = (type, text) => new Blob([text], { type });
          await navigator.clipboard.write([new ClipboardItem({
            "text/html": blob("text/html", html), "text/plain": blob("text/plain", "Kop") })]);
        }"""
    )
    page.evaluate("window.violations = []")  # writing to the clipboard looks at the styles as well
    watched.said.clear()
    page.keyboard.press("Control+v")
    expect(editor).to_contain_text("Tekst schuin vet")
    expect(editor.locator("strong")).to_have_text("vet")
    assert editor.locator("h1, i, em").count() == 0
    assert watched.misdeeds() == {"console": [], "foreign": [], "policy": []}
    page.locator("button[name=action][value=save]").click()
    expect(page.locator(".message.ok")).to_be_visible()
    draft = Initiative.objects.get(pk=initiative.pk).get_latest_revision_as_object()
    assert draft.began == "<p>Kop</p><p>Tekst schuin <b>vet</b></p>"


def test_without_a_network_it_says_so_and_goes_on_later(
    home: str, initiative: Initiative, as_owner: Callable[..., Page]
) -> None:
    """What was typed is kept as soon as the network is back."""
    page = as_owner()
    page.goto(address(home, initiative, "naam"))
    page.wait_for_timeout(500)
    page.context.set_offline(True)
    page.locator("[name=tagline]").fill("Getypt in de trein.")
    told = page.locator("[data-kept]")
    expect(told).not_to_be_empty(timeout=15_000)
    assert not ProfileDraft.objects.exists()
    failed = told.inner_text()
    page.context.set_offline(False)
    expect(told).not_to_have_text(failed, timeout=30_000)
    assert ProfileDraft.objects.get().data["tagline"] == ["Getypt in de trein."]


def test_two_people_choose(home: str, initiative: Initiative, as_owner: Callable[..., Page]) -> None:
    """Both texts are shown; putting them together by hand is one of the ways."""
    joke, ahmed = as_owner("Joke"), as_owner("Ahmed")
    for page in (joke, ahmed):
        page.goto(address(home, initiative, "naam"))
        page.wait_for_timeout(500)
    joke.locator("[name=tagline]").fill("Van Joke.")
    expect(joke.locator("[data-kept]")).not_to_be_empty(timeout=15_000)
    ahmed.reload()
    expect(ahmed.locator("[data-others]")).to_contain_text("Joke Bakker")
    ahmed.locator("[name=tagline]").fill("Van Ahmed.")
    ahmed.locator("button[name=action][value=save]").click()
    expect(ahmed.locator(".message.ok")).to_be_visible()
    joke.locator("button[name=action][value=save]").click()
    for text in ("Van Joke.", "Van Ahmed."):
        expect(joke.locator(".quote", has_text=text)).to_be_visible()
    joke.locator("[name=hand-tagline]").fill("Van ons allebei.")
    expect(joke.locator("input[value=hand]")).to_be_checked()
    joke.locator(".editor-form button[name=action]").click()
    expect(joke.locator("[name=tagline]")).to_have_value("Van ons allebei.")


def test_without_scripts_text_is_text(home: str, initiative: Initiative, as_owner: Callable[..., Page]) -> None:
    """Paragraphs, lists and links in a plain text area."""
    page = as_owner(java_script_enabled=False)
    page.goto(address(home, initiative, "verhaal"))
    area = page.locator("textarea[name=success]")
    expect(area).to_be_visible()
    area.fill("Koffie eerst.\n\n- een\n- twee\n\nZie [hier](https://voorbeeld.nl) en **let op**.")
    page.locator("button[name=action][value=save]").click()
    expect(page.locator(".message.ok")).to_be_visible()
    draft = Initiative.objects.get(pk=initiative.pk).get_latest_revision_as_object()
    assert draft.success == (
        "<p>Koffie eerst.</p><ul><li>een</li><li>twee</li></ul>"
        '<p>Zie <a href="https://voorbeeld.nl">hier</a> en <b>let op</b>.</p>'
    )
    expect(page.locator("textarea[name=success]")).to_have_value(
        "Koffie eerst.\n\n- een\n- twee\n\nZie [hier](https://voorbeeld.nl) en **let op**."
    )


def test_point_comes_from_the_postcode_and_moves_with_keys(
    home: str, initiative: Initiative, as_owner: Callable[..., Page]
) -> None:
    """On the map of the site."""
    page = as_owner()
    watched = Watched(page, home)
    page.goto(address(home, initiative, "plaats"))
    latitude = page.locator("[name=latitude]")
    page.locator(".map-point-map").scroll_into_view_if_needed()
    expect(page.locator(".map-point-pin")).to_be_visible()
    page.locator("[name=postcode]").fill("3511 AB")
    page.locator("[name=from_postcode]").check()
    expect(latitude).not_to_have_value(str(initiative.latitude))
    north = float(latitude.input_value())
    page.locator(".map-point-map").focus()
    page.keyboard.press("ArrowUp")
    assert float(latitude.input_value()) > north
    assert watched.misdeeds() == {"console": [], "foreign": [], "policy": []}


def test_photos_are_put_in_order_with_buttons(
    home: str, initiative: Initiative, as_owner: Callable[..., Page], tmp_path: Path
) -> None:
    """Two photos are added, the second goes first."""
    from PIL import Image  # noqa: PLC0415 - only here

    page = as_owner()
    page.goto(address(home, initiative, "fotos"))
    page.locator(".editor-more summary").click()
    for number, colour in ((1, "red"), (2, "green")):
        file = tmp_path / f"{colour}.png"
        Image.new("RGB", (40, 24), colour).save(file)
        page.locator(f"[name=new-{number}]").set_input_files(str(file))
        page.locator(f"[name=new-{number}-alt]").fill(f"Een vlak in {colour}")
    page.locator("button[name=action][value=save]").click()
    expect(page.locator("[data-row]")).to_have_count(2, timeout=60_000)  # making all sizes takes a moment
    page.locator("[data-row]").nth(1).locator(".acts button").first.press("Enter")
    page.locator("button[name=action][value=save]").click()
    expect(page.locator(".message.ok")).to_be_visible()
    draft = Initiative.objects.get(pk=initiative.pk).get_latest_revision_as_object()
    assert [entry.alt for entry in draft.photos.all()] == ["Een vlak in green", "Een vlak in red"]


LOOKING = {
    "voorbeeld": "initiative_preview",
    "versies": "initiative_versions",
    "voorbeeld-engels": "initiative_english_preview",
    "versies-engels": "initiative_english_versions",
}


@pytest.mark.parametrize("section", [*(section.slug for section in SECTIONS), ENGLISH, *LOOKING])
def test_page_keeps_its_promises(
    home: str, initiative: Initiative, as_owner: Callable[..., Page], section: str
) -> None:
    """Accessible by day and by night, on a phone and a desk, quiet, never wider than the window."""
    page = as_owner()
    watched = Watched(page, home)
    url = (
        home + reverse(LOOKING[section], args=[initiative.pk])
        if section in LOOKING
        else address(home, initiative, section)
    )
    found: dict[str, object] = {}
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(url)
        page.wait_for_load_state("networkidle")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            violations = AXE.run(page).response["violations"]
            found[f"axe {width} {scheme}"] = [
                f"{each['id']}: {node['html'][:120]}" for each in violations for node in each["nodes"][:3]
            ]
    found["too wide"] = too_wide(page, WIDTHS)
    assert {name: value for name, value in {**found, **watched.misdeeds()}.items() if value} == {}
