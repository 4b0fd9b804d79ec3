"""No string of thousands runs a script, wherever it is written; without the site's content policy, which stops more."""

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from playwright.sync_api import Page

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
from tests.community.forums.writing.xss.collection import SIMPLEST, collection
from tests.community.forums.writing.xss.watching import fired

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

STRINGS = collection()


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
        forum=string,
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
