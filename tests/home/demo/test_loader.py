"""The demo: as much as was promised, the same each time, and kind to what is there already."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db.models import Count
from django.utils import timezone
from wagtail.models import Page

from community.initiatives.models import Initiative
from community.members.models import User
from community.themes.models import Theme
from events.models import Event
from events.queries import past, upcoming
from home.demo.loader import ACCOUNTS, CONTENT, FIRST_DAY, PASSWORD, DemoLoader, content
from home.models import FrontPage, OrdinaryPage, Stakeholder
from home.setup import SECTIONS as SECTION_ROWS
from knowledge.models import KnowledgeTool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
SECTIONS = {row.model for row in SECTION_ROWS}
# What editors may write themselves, so what the demo may hold.
ALLOWED = {"p", "b", "i", "strong", "em", "a", "ul", "ol", "li", "h2", "h3", "h4", "br"}


def load(today: date | None = None) -> None:
    """Load it again."""
    DemoLoader(lambda _what, _number, _total: None, today=today).load()


def dutch(model: type[Any]) -> Any:
    """The pages of this type in Dutch."""
    return model.objects.live().filter(locale__language_code="nl")


def translated(model: type[Any]) -> int:
    """How many pages of this type have a text of their own in English."""
    return model.objects.live().filter(locale__language_code="en", alias_of=None).count()


def test_demo_is_as_large_as_promised() -> None:
    """Counts of the issue."""
    assert {
        model.__name__: dutch(model).count() for model in (Initiative, KnowledgeTool, Theme, Event, Stakeholder)
    } == {
        "Initiative": 48,
        "KnowledgeTool": 72,
        "Theme": 12,
        "Event": 18,
        "Stakeholder": 14,
    }
    assert dutch(Initiative).aggregate(places=Count("municipality", distinct=True))["places"] >= 22
    assert past(dutch(Event)).count() == 12
    assert upcoming(dutch(Event)).count() == 6
    assert User.objects.count() >= 40


def test_demo_is_translated_as_promised() -> None:
    """Themes and ordinary pages all, ten tools, five profiles; the rest stands as alias."""
    assert translated(KnowledgeTool) == 10
    assert translated(Initiative) == 5
    assert translated(Theme) == 12
    assert translated(OrdinaryPage) == dutch(OrdinaryPage).count()
    english = Page.objects.live().filter(locale__language_code="en", depth__gt=1)
    assert english.count() == Page.objects.live().filter(locale__language_code="nl", depth__gt=1).count()


def test_tree_of_the_demo_is_sound() -> None:
    """Otherwise the next page an editor makes would find its place taken."""
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("model", [Initiative, KnowledgeTool, Event])
def test_every_page_of_the_demo_wears_a_theme(model: type[Any]) -> None:
    """Without one it would have no colour."""
    assert dutch(model).filter(theme_links=None).count() == 0


def texts_of(value: Any) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_of(part)


@pytest.mark.parametrize("file", sorted(str(file.relative_to(CONTENT)) for file in CONTENT.rglob("*.json")))
def test_demo_text_has_only_what_editors_may_write(file: str) -> None:
    """Whole, allowed tags; links that lead nowhere dangerous; no leftovers."""
    for text in texts_of(content(file)):
        if re.search(r"</?[a-zA-Z]", text):
            soup = BeautifulSoup(text, "html.parser")
            assert {tag.name for tag in soup.find_all()} <= ALLOWED, text[:120]
            assert {name for tag in soup.find_all() for name in tag.attrs} <= {"href", "linktype", "id"}, text[:120]
            assert [
                a["href"] for a in soup.find_all("a", href=True) if not re.match(r"https?://|mailto:|tel:", a["href"])
            ] == []
            assert text.count("<p>") == text.count("</p>"), text[:120]
        assert not re.search(r"lorem|TODO|XXX|\{\{|\{%", text, re.IGNORECASE), text[:120]


def state() -> dict[str, Any]:
    """What visitors see of the demo, without keys and times of writing."""
    return {
        "pages": sorted(Page.objects.values_list("url_path", "title", "live")),
        "events": sorted(Event.objects.values_list("url_path", "start", "end")),
        "people": sorted(User.objects.values_list("email", "first_name", "last_name")),
        "tools": sorted(
            (
                tool.url_path,
                tool.summary,
                tool.last_reviewed,
                str(tool.body.get_prep_value()),
                sorted(tool.tags.names()),
            )
            for tool in KnowledgeTool.objects.order_by("slug")[:16]
        ),
    }


def test_loading_again_keeps_edits_and_doubles_nothing() -> None:
    """What is there stays as it is, whoever made it so."""
    tool = dutch(KnowledgeTool).get(slug="vereniging-oprichten")
    tool.title = "Een vereniging beginnen"
    tool.save_revision().publish()
    dutch(Stakeholder).first().delete()
    before = state()
    load()
    after = state()
    assert before["people"] == after["people"]
    assert set(before["pages"]) <= set(after["pages"])
    assert dutch(Stakeholder).count() == 14
    assert dutch(KnowledgeTool).get(slug="vereniging-oprichten").title == "Een vereniging beginnen"
    assert len(after["pages"]) == len(before["pages"]) + 2  # the stakeholder and its alias came back


def test_accounts_of_the_demo_can_sign_in() -> None:
    """Each with the password that the command prints, and with its role."""
    for account in ACCOUNTS:
        user = User.objects.get(email=account.email)
        assert user.check_password(PASSWORD)
        assert [entry.name for entry in user.groups.all()] == ([account.group] if account.group else [])
        assert user.is_superuser is account.is_superuser
        assert user.emailaddress_set.get().verified


def test_members_of_the_demo_cannot_sign_in() -> None:
    """They have no password, and no reserved address that reaches anybody."""
    members = User.objects.exclude(email__in=[account.email for account in ACCOUNTS])
    assert [user.email for user in members if user.has_usable_password() or user.check_password(PASSWORD)] == []
    addresses = [
        *User.objects.values_list("email", flat=True),
        *dutch(Initiative).values_list("contact_email", flat=True),
    ]
    assert [address for address in addresses if address and not address.endswith((".example", "@example.nl"))] == []


def test_command_says_what_it_loaded(capsys: pytest.CaptureFixture[str]) -> None:
    """And who can sign in."""
    call_command("load_demo")
    said = capsys.readouterr().out
    assert "initiatives: 48" in said
    assert [account.email for account in ACCOUNTS if account.email not in said] == []


def test_demo_lies_around_the_day_it_is_loaded() -> None:
    """Twelve meetings before it and six after it, on whatever day of the week, at the hours that were planned."""
    for today in (date(2027, 3, 28), date(2028, 2, 29), date(2027, 12, 31)):
        loader = DemoLoader(lambda _what, _number, _total: None, today=today)
        rows = content("events.json")
        ends = [loader.moment(row, row["end"]) for row in rows]
        assert sum(end.date() < today for end in ends) == 12
        assert sum(end.date() > today for end in ends) == 6


def test_pages_of_the_demo_are_published_at_fixed_moments() -> None:
    """In the same order each time, each a little later than the one before, none in the future."""
    made = Page.objects.filter(locale__language_code="nl", depth__gte=3, alias_of=None).exclude(
        pk__in=[
            page.pk
            for front in FrontPage.objects.all()
            for page in front.get_children()
            if page.specific_class in SECTIONS
        ]
    )
    moments = list(made.order_by("pk").values_list("first_published_at", flat=True))
    planned = [FIRST_DAY + timedelta(hours=41 * number) for number in range(1, len(moments) + 1)]
    assert [moment for moment in moments if moment < timezone.now() - timedelta(days=1)] == [
        moment for moment in planned if moment < timezone.now() - timedelta(days=1)
    ]


def test_loading_twice_gives_the_same_pages() -> None:
    """What was taken away comes back with the same addresses, titles, texts, files and dates."""
    before = state()
    # Of each type some: loading all of it again would take half a minute.
    gone = [*dutch(Event), *dutch(Stakeholder), *dutch(OrdinaryPage), *dutch(KnowledgeTool).order_by("slug")[:8]]
    for page in gone:
        while version := Page.objects.filter(translation_key=page.translation_key).first():
            version.delete()
    assert state() != before
    load()
    assert state() == before
