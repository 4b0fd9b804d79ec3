"""No string of thousands runs a script, wherever it is written; without the site's content policy, which stops more."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page

from community.forums.models import Attachment
from community.forums.reading.cards import PostView, TopicRow
from community.forums.reading.moments import Moment
from community.forums.writing import rendering
from community.forums.writing.characters import readable_line
from community.forums.writing.rendering import Named, file, mention, rendered
from community.forums.writing.text import clean_typed
from community.forums.writing.uploads import shown_name
from community.members.queries import Person
from foundation.generation import generation_of_request
from foundation.rich_text import Typed
from tests.community.forums.writing.xss.collection import collection

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

A_PAGE = 2500  # strings
STRINGS = collection()
SIMPLEST = ("<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<details open ontoggle=alert(1)>")
WATCH = """
  window.fired = [];
  for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => { window.fired.push(name); };
  window.addEventListener("click", (event) => event.preventDefault(), true);
"""
PRESS = """() => {
  const events = ["click", "mouseover", "pointerenter", "focus", "error", "load", "toggle", "keydown", "animationstart",
    "scroll", "copy", "begin"];
  for (const element of document.body.querySelectorAll("*")) {
    for (const name of events) element.dispatchEvent(new Event(name));
  }
}"""
# What would run sooner or later: handlers, scripts, frames, links to anything but the web, a mailbox or a telephone.
DANGEROUS = """() => {
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    const handles = [...element.attributes].some(({ name }) => name.startsWith("on") || name === "srcdoc");
    const runs = /^(script|style|iframe|frame|object|embed|base|meta|link|form|template)$/i.test(element.localName);
    if (handles || runs) found.push(element.outerHTML);
  }
  for (const link of document.querySelectorAll("[href], [src], [action]")) {
    for (const name of ["href", "src", "action"]) {
      const said = link.getAttribute(name);
      if (said !== null && !/^(https?:|mailto:|tel:|\\/(?!\\/)|#|$)/i.test(said)) found.push(link.outerHTML);
    }
  }
  return found.slice(0, 5);
}"""


@pytest.fixture
def watched(browser: Browser) -> Iterator[Page]:
    """A page that knows which functions were called, and fetches nothing."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.add_init_script(WATCH)
    page.route("**/*", lambda route: route.fulfill(body="", content_type="text/html"))
    page.goto("http://xss.example/")
    yield page
    context.close()


def fired(page: Page, parts: list[str]) -> tuple[list[str], list[str]]:
    """What ran, and what would have, of these pieces of a page."""
    ran: list[str] = []
    dangerous: list[str] = []
    for start in range(0, len(parts), A_PAGE):
        page.goto("http://xss.example/")
        page.set_content(f"<!DOCTYPE html><title>x</title><body>{''.join(parts[start : start + A_PAGE])}")
        page.evaluate(PRESS)
        page.wait_for_timeout(300)
        ran += page.evaluate("window.fired")
        dangerous += page.evaluate(DANGEROUS)
    return ran, dangerous


def kept(string: str, *, is_html: bool) -> str:
    """The string as it is kept of a post; "" where it is refused."""
    try:
        return clean_typed(Typed(string, is_html=is_html), by=None).html
    except ValidationError:
        return ""


def test_there_are_thousands_and_they_do_run_where_nothing_is_cleaned(
    watched: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Nothing:
        def clean(self, html: str) -> str:
            return html

    assert len(STRINGS) >= 7000
    assert len(set(STRINGS)) == len(STRINGS)
    monkeypatch.setattr(rendering, "CLEANER", Nothing())
    with generation_of_request():
        parts = list(rendering.rendered(dict(enumerate(SIMPLEST)), to=None).values())
    ran, dangerous = fired(watched, parts)
    assert set(SIMPLEST) <= set(STRINGS)
    assert "alert" in ran
    assert dangerous


@pytest.mark.parametrize("is_html", [True, False])
def test_nothing_runs_in_posts(watched: Page, is_html: bool) -> None:
    with generation_of_request():
        bodies = {at: kept(string, is_html=is_html) for at, string in enumerate(STRINGS)}
        parts = list(rendered(bodies, to=None).values())
    assert sum(map(bool, parts)) > 3000
    assert fired(watched, parts) == ([], [])


def test_nothing_runs_in_what_was_not_clean_when_it_was_kept(watched: Page) -> None:
    with generation_of_request():
        parts = list(rendered(dict(enumerate(STRINGS)), to=None).values())
    assert fired(watched, parts) == ([], [])


def post_of(string: str) -> str:
    """A post by somebody with this name, which mentions them and has a file with this name."""
    name = readable_line(string)
    attachment = Attachment(name=shown_name(string, "pdf"), size=1)
    named = Named(people={}, pages={}, writers={}, attachments={"x": attachment})
    view = PostView(
        pk=1,
        number=1,
        url="/forum/bericht/1/",
        author=Person(name=name, initials=name[:2], url="/leden/x/"),
        written=Moment("nu", "2027-01-01"),
        html=mention(name, "/leden/x/") + mention(name, "") + file("x", "", named),
    )
    return render_to_string("forums/parts/post.html", {"post": view})


def row_of(string: str) -> TopicRow:
    """A topic with this title."""
    return TopicRow(
        title=readable_line(string),
        url="/",
        kind="Vraag",
        theme=None,
        forum=None,
        answers=0,
        answers_word="",
        is_answered=False,
        is_pinned=False,
        is_locked=False,
        fresh="",
        last_said=string,
        last=Moment("nu", "2027-01-01"),
    )


def test_nothing_runs_in_names_mentions_and_names_of_files(watched: Page) -> None:
    assert fired(watched, [post_of(string) for string in STRINGS]) == ([], [])


def test_nothing_runs_in_titles(watched: Page) -> None:
    parts = [render_to_string("forums/parts/rows.html", {"rows": [row_of(string)]}) for string in STRINGS]
    assert fired(watched, parts) == ([], [])
