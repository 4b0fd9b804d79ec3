"""The forum in a browser: writing with the keyboard, walking through a talk, and deciding with one key."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from community.forums.models import Post, Report, ReviewRequest, Topic
from community.members.models import User
from tests.journeys.demo_site import Watched, too_wide
from tests.journeys.editors import select

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]
AXE = Axe()
SLOW = 30_000  # milliseconds for what asks the server something
WIDTHS = (320, 390, 768, 1280)
NOTHING: dict[str, list[str]] = {"console": [], "foreign": [], "policy": []}
QUESTION = "Wie heeft een grote tent over in mei?"


@pytest.fixture(scope="module")
def home(demo_address: str) -> str:
    """The address of the demo."""
    return demo_address


@pytest.fixture
def as_person(page_of: Callable[..., Page]) -> Callable[..., Page]:
    """Open a browser in which an account of the demo is signed in."""
    return lambda name, **options: page_of(User.objects.get(email=f"{name}@demo.example"), **options)


def editor_of(page: Page) -> Locator:
    """The editor of the page, ready to write in."""
    editor = page.locator("trix-editor")
    expect(editor).to_be_visible()
    return editor


def said_in(post: Locator) -> str:
    """What a post says, as HTML."""
    html: str = post.locator(".said").inner_html()
    return html.strip()


def write_with_keys(page: Page, editor: Locator) -> None:
    """Bold, a list, words deleted over two of its points, and a name that is completed."""
    editor.focus()
    page.keyboard.type("Voor ons ")
    expect(editor).to_have_text("Voor ons ")  # it shows what was typed a moment later
    page.keyboard.press("Control+b")
    page.keyboard.type("buurtfeest")
    expect(editor.locator("strong")).to_have_text(["buurtfeest"])
    page.keyboard.press("Control+b")
    page.keyboard.type(" zoeken we:")
    expect(editor).to_contain_text("buurtfeest zoeken we:")
    expect(editor.locator("strong")).to_have_text(["buurtfeest"])
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+F10")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("een tent")
    page.keyboard.press("Enter")
    page.keyboard.type("twintig stoelen")
    expect(editor.locator("li")).to_have_text(["een tent", "twintig stoelen"])
    select(editor, "een tent\n")
    page.keyboard.press("Delete")  # over two points: the browser would do that with styles
    expect(editor.locator("li")).to_have_text(["twintig stoelen"])
    page.keyboard.type("Een tent, ")
    expect(editor.locator("li")).to_have_text(["Een tent, twintig stoelen"])
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("Dank @hann")
    expect(page.locator("[role=option]").first).to_contain_text("Hanneke Huisman", timeout=SLOW)
    page.keyboard.press("Enter")
    expect(editor.locator("a")).to_have_text("@Hanneke Huisman")


def attach(page: Page, editor: Locator, picture: Path) -> None:
    """Add a picture, and say what can be seen on it."""
    page.locator("input[type=file]").set_input_files(str(picture))
    expect(page.locator("#alt-of-picture")).to_be_focused(timeout=SLOW)
    page.keyboard.type("Een oranje tent")
    page.keyboard.press("Enter")
    expect(editor.locator("img")).to_have_attribute("alt", "Een oranje tent", timeout=SLOW)


def test_topic_is_written_with_keys_kept_looked_at_and_posted(
    home: str, as_person: Callable[..., Page], tmp_path: Path
) -> None:
    """Make-up, a name, a picture with words for it; the browser closes; the preview is what it becomes."""
    picture = tmp_path / "tent.png"
    Image.new("RGB", (400, 240), "orange").save(picture)
    page = as_person("lid")
    watched = Watched(page, home)
    page.goto(f"{home}/forum/welkom/nieuw/")
    editor = editor_of(page)
    page.locator("[name=title]").focus()
    page.keyboard.type(QUESTION)
    write_with_keys(page, editor)
    attach(page, editor, picture)
    expect(page.locator("[data-kept]")).to_contain_text(":", timeout=SLOW)
    assert watched.misdeeds() == NOTHING
    page.context.close()

    again = as_person("lid")
    watched = Watched(again, home)
    again.goto(f"{home}/forum/welkom/nieuw/")
    expect(again.locator("[name=title]")).to_have_value(QUESTION)
    expect(editor_of(again).locator("strong")).to_have_text("buurtfeest")
    again.locator("button[value=preview]").press("Enter")
    preview = again.locator(".preview")
    expect(preview.locator("img")).to_have_attribute("alt", "Een oranje tent", timeout=SLOW)
    previewed = said_in(preview)
    assert watched.misdeeds() == NOTHING
    again.locator("button[value=post]").press("Enter")
    similar = again.locator("section.similar")
    topic_text = again.locator(".topic-text .post")
    expect(similar.or_(topic_text).first).to_be_visible(timeout=SLOW)
    if similar.is_visible():
        again.locator("button[value=post]").press("Enter")
    expect(topic_text).to_be_visible(timeout=SLOW)
    assert said_in(topic_text) == previewed
    assert watched.misdeeds() == NOTHING
    assert Topic.objects.get(title=QUESTION).author == User.objects.get(email="lid@demo.example")


FOREIGN = """
navigator.clipboard.write([new ClipboardItem({ "text/html": new Blob([`<p>Kijk</p>
  <figure data-trix-attachment='{"key": "1", "url": "https://elders.example/a", "contentType": "image/png"}'></figure>
  <figure data-trix-attachment='{"content": "<img src=x onerror=alert(1)>", "contentType": "text/html"}'></figure>
`], { type: "text/html" }) })])
"""


def test_picture_that_is_cut_can_be_pasted(home: str, as_person: Callable[..., Page], tmp_path: Path) -> None:
    """With its words; what others call an attachment brings nothing along."""
    picture = tmp_path / "tent.png"
    Image.new("RGB", (400, 240), "orange").save(picture)
    page = as_person("eigenaar")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    watched = Watched(page, home)
    page.goto(f"{home}/forum/welkom/nieuw/")
    editor = editor_of(page)
    attach(page, editor, picture)
    editor.focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+x")
    expect(editor.locator("img")).to_have_count(0)
    page.keyboard.press("Control+v")
    expect(editor.locator("img")).to_have_attribute("alt", "Een oranje tent")
    expect(page.locator("input[name=text-html]")).to_have_value(re.compile("data-trix-attachment.*Een oranje tent"))
    page.evaluate(FOREIGN)
    page.evaluate("window.violations = []")
    page.keyboard.press("Control+v")
    expect(editor).to_contain_text("Kijk")
    expect(editor.locator("figure")).to_have_count(1)
    assert watched.misdeeds() == NOTHING


def test_answer_below_a_topic_quotes_and_is_posted_once(home: str, as_person: Callable[..., Page]) -> None:
    """Words that somebody selects come along; the editor is made when it is wanted."""
    topic = Topic.objects.get(slug="zondagmiddag-open-komt-er-iemand")
    page = as_person("eigenaar")  # who began a topic a few seconds ago has to wait before the next post
    watched = Watched(page, home)
    page.goto(home + topic.get_absolute_url())
    page.locator(".posts .said p").first.evaluate("(words) => getSelection().selectAllChildren(words)")
    page.locator(".quote-this").press("Enter")
    editor = editor_of(page)
    expect(editor.locator("blockquote a")).to_contain_text(":")
    page.keyboard.press("Control+End")
    page.keyboard.type("Dat herkennen we.")
    expect(editor).to_contain_text("Dat herkennen we.")
    page.locator("button[value=post]").press("Enter")
    mine = page.locator(".post[id]", has_text="Dat herkennen we.")
    expect(mine.locator("blockquote .quoted")).to_be_visible(timeout=SLOW)
    expect(mine.locator(".reply-to")).to_be_visible()
    assert watched.misdeeds() == NOTHING
    assert Post.objects.filter(topic=topic, body__contains="Dat herkennen we.").count() == 1


@pytest.mark.parametrize("path", ["forum/welkom/nieuw/", "en/forum/welkom/new/", "forum/onderwerp/{topic}/antwoord/"])
def test_page_to_write_on_keeps_its_promises(home: str, as_person: Callable[..., Page], path: str) -> None:
    """Accessible by day and by night, on a phone and a desk, quiet, never wider than the window."""
    topic = Topic.objects.get(slug="zondagmiddag-open-komt-er-iemand")
    page = as_person("eigenaar")
    watched = Watched(page, home)
    page.goto(f"{home}/{path.format(topic=topic.pk)}")
    editor_of(page)
    found: dict[str, object] = {}
    for width, is_dark in ((390, False), (1280, True)):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if is_dark else "light")
        violations = AXE.run(page).response["violations"]
        found[f"axe {width}"] = [
            f"{each['id']}: {node['html'][:120]}" for each in violations for node in each["nodes"][:3]
        ]
    found["too wide"] = too_wide(page, WIDTHS)
    assert {name: value for name, value in {**found, **watched.misdeeds()}.items() if value} == {}


def test_keys_walk_from_post_to_post(page: Page, home: str) -> None:
    """With j and k, once the focus is among them; never while somebody types, or with another key held."""
    topic = Topic.objects.get(slug="zondagmiddag-open-komt-er-iemand")
    watched = Watched(page, home)
    page.goto(home + topic.get_absolute_url())
    focused = "() => document.activeElement.id"
    page.keyboard.press("j")
    assert page.evaluate(focused) == ""
    posts = page.locator(".posts .post[id]")
    page.locator(".posts a").first.focus()
    page.keyboard.press("j")
    expect(posts.nth(1)).to_be_focused()
    expect(posts.nth(1)).to_be_in_viewport()
    page.keyboard.press("j")
    expect(posts.nth(2)).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.press("k")
    expect(posts.nth(1)).to_be_focused()
    for _step in range(posts.count() + 1):
        page.keyboard.press("j")
    expect(posts.last).to_be_focused()
    page.locator("header input[type=search]:visible, header a:visible").first.focus()
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.closest('.post')") is None
    assert watched.misdeeds() == NOTHING


def test_moderator_decides_with_one_key(home: str, as_person: Callable[..., Page]) -> None:
    """A case is chosen with Tab or a click; each key does what it says, and the next case is chosen after it."""
    Report.objects.filter(decided=None).delete()
    ReviewRequest.objects.all().delete()
    people = list(User.objects.filter(forum_posts__isnull=False).distinct().order_by("pk")[:2])
    posts = list(Post.objects.filter(topic__slug="zondagmiddag-open-komt-er-iemand", number__gt=1).order_by("pk")[:3])
    reports = [
        Report.objects.create(post=post, reporter=people[0], reason=Report.Reason.OTHER, text=f"Melding {number}")
        for number, post in enumerate(posts, start=1)
    ]
    page = as_person("moderatie")
    watched = Watched(page, home)
    page.goto(f"{home}/forum/beheer/")
    cases = page.locator(".case")
    expect(cases).to_have_count(3)
    page.keyboard.press("h")  # nothing is chosen
    cases.first.locator("a").first.focus()
    page.keyboard.press("j")
    expect(cases.nth(1)).to_be_focused()
    page.keyboard.press("d")
    reason = cases.nth(1).locator("[name=reason]")
    expect(reason).to_be_visible()
    reason.focus()
    page.keyboard.type("ah")  # words, no decisions
    expect(reason).to_have_value("ah")
    cases.nth(1).focus()
    page.keyboard.press("k")
    expect(cases.first).to_be_focused()
    page.keyboard.press("a")
    expect(cases).to_have_count(2, timeout=SLOW)
    expect(cases.first).to_be_focused()
    page.keyboard.press("h")
    expect(cases).to_have_count(1, timeout=SLOW)
    assert watched.misdeeds() == NOTHING
    page.keyboard.press("o")
    page.wait_for_url("**/forum/onderwerp/**")
    for report in reports:
        report.refresh_from_db()
    assert [report.outcome for report in reports] == [Report.Outcome.KEPT, Report.Outcome.HIDDEN, ""]
