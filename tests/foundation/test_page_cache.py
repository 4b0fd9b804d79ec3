"""Whole pages from the cache: what is kept, for whom, and what empties it."""

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from wagtail.models import Page, Site

from community.initiatives.models import Initiative
from community.themes.models import Tag
from foundation import page_cache
from foundation.generation import next_generation, read_generation
from foundation.models import NetworkIdentity
from foundation.page_cache import STATUS_HEADER, PageCacheMiddleware
from home.models import OrdinaryPage
from tests.factories import InitiativeFactory, OrdinaryPageFactory, PhotoFactory, ThemeFactory, ToolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(made_once: Callable[[], AbstractContextManager[None]]) -> dict[str, int]:
    """A page, an initiative with a tag and a theme; their primary keys."""
    with made_once():
        theme = ThemeFactory(title="Zorg")
        return {
            "page": OrdinaryPageFactory(title="Over ons").pk,
            "initiative": InitiativeFactory(title="Soepfiets", themes=[theme], tags=["soep"]).pk,
            "theme": theme.pk,
        }


@pytest.fixture
def about(made: dict[str, int]) -> OrdinaryPage:
    """An ordinary page."""
    return OrdinaryPage.objects.get(pk=made["page"])


@pytest.fixture
def initiative(made: dict[str, int]) -> Initiative:
    """An initiative."""
    return Initiative.objects.get(pk=made["initiative"])


def status(address: str, **headers: str) -> str:
    """Where an anonymous visitor's page came from: "hit", "miss" or "" when it is never kept."""
    return Client().get(address, headers=headers).get(STATUS_HEADER, "")


def test_second_visitor_gets_the_kept_page(about: OrdinaryPage) -> None:
    """The same text, from the cache, without a query except for the stamp."""
    first, second = Client().get(about.url), Client().get(about.url)
    assert (first[STATUS_HEADER], second[STATUS_HEADER]) == ("miss", "hit")
    assert first.content == second.content
    assert {**first.headers, STATUS_HEADER: ""} == {**second.headers, STATUS_HEADER: ""}


def test_kept_page_costs_one_query(about: OrdinaryPage, django_assert_num_queries: Any) -> None:
    """The stamp."""
    Client().get(about.url)
    with django_assert_num_queries(1):
        assert status(about.url) == "hit"


def edit_tag(about: OrdinaryPage, initiative: Initiative) -> None:
    """Rename a tag."""
    tag = Tag.objects.get(name="soep")
    tag.name = "bouillon"
    tag.save()


def change_settings(about: OrdinaryPage, initiative: Initiative) -> None:
    """Give the network another name."""
    identity = NetworkIdentity.for_site(Site.objects.get())
    identity.name = "Ander netwerk"
    identity.save()


def rename(about: OrdinaryPage, initiative: Initiative) -> None:
    """Change the slug as the admin does."""
    about.slug = "wie-wij-zijn"
    about.save_revision().publish()


def move(about: OrdinaryPage, initiative: Initiative) -> None:
    """Put a page below another one."""
    other = OrdinaryPageFactory(title="Boven", published=False)
    about.move(other, pos="last-child")


CHANGES: dict[str, Callable[[OrdinaryPage, Initiative], Any]] = {
    "publish": lambda about, _initiative: about.save_revision().publish(),
    "unpublish": lambda about, _initiative: about.unpublish(),
    "delete": lambda about, _initiative: about.delete(),
    "delete through the base": lambda about, _initiative: Page.objects.get(pk=about.pk).delete(),
    "move": move,
    "rename": rename,
    "settings": change_settings,
    "tag": edit_tag,
    "photo": lambda _about, _initiative: PhotoFactory(),
    "new tool": lambda _about, _initiative: ToolFactory(),
    "site": lambda _about, _initiative: Site.objects.get().save(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_cache_is_emptied_by_what_changes_public_pages(
    about: OrdinaryPage, initiative: Initiative, change: str
) -> None:
    """Every page, since menus, counts and listings stand on all of them."""
    assert (status("/"), status("/")) == ("miss", "hit")
    CHANGES[change](about, initiative)
    assert (status("/"), status("/")) == ("miss", "hit")


def test_cache_is_not_emptied_by_a_draft(about: OrdinaryPage, initiative: Initiative) -> None:
    """Saving a draft, a new draft page, or an account leaves all pages where they are."""
    assert status("/") == "miss"
    about.title = "Nog niet af"
    about.save_revision()
    OrdinaryPageFactory(title="Klad", published=False)
    draft = OrdinaryPageFactory(title="Ook klad", published=False)
    draft.delete()
    assert status("/") == "hit"


def test_published_text_is_on_the_next_page(about: OrdinaryPage) -> None:
    """What was kept is not only marked old: the new text is there."""
    assert b"Kersvers" not in Client().get(about.url).content
    about.title = "Kersvers"
    about.save_revision().publish()
    assert b"Kersvers" in Client().get(about.url).content


def test_unpublished_page_is_gone(about: OrdinaryPage) -> None:
    """At once."""
    assert Client().get(about.url).status_code == 200
    about.unpublish()
    assert Client().get(about.url).status_code == 404


def test_cache_of_another_process_is_emptied_by_the_stamp(about: OrdinaryPage) -> None:
    """The stamp in the database is all that processes share: a change of it there is enough."""
    assert (status(about.url), status(about.url)) == ("miss", "hit")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE foundation_generation SET stamp = stamp + 1")
    assert status(about.url) == "miss"


def test_stamp_goes_back_with_its_transaction(about: OrdinaryPage) -> None:
    """A publish that failed empties nothing: the kept page of before still holds."""
    before = read_generation()
    status(about.url)
    with transaction.atomic():
        next_generation()
        assert read_generation() != before
        transaction.set_rollback(True)
    assert (read_generation(), status(about.url)) == (before, "hit")


def test_pages_are_kept_by_language_query_host_and_scheme(about: OrdinaryPage) -> None:
    """Nobody gets the page of another address."""
    english = about.get_translations().get().url
    assert english == "/en/over-ons/"
    addresses = [about.url, english, f"{about.url}?a=1", f"{about.url}?a=2"]
    assert [status(address) for address in addresses] == ["miss"] * 4
    assert [status(address) for address in addresses] == ["hit"] * 4
    assert status(about.url, host="elders.example") == "miss"
    assert Client().get(about.url, secure=True)[STATUS_HEADER] == "miss"


def test_language_of_the_browser_changes_nothing(about: OrdinaryPage) -> None:
    """The address says the language; otherwise one visitor's language would be kept for all."""
    first = Client().get(about.url, headers={"accept-language": "en"})
    second = Client().get(about.url, headers={"accept-language": "nl"})
    assert (second[STATUS_HEADER], first.content) == ("hit", second.content)
    assert '<html lang="nl"' in first.content.decode()


def test_overlong_query_is_not_kept(about: OrdinaryPage) -> None:
    """Nobody fills the cache with addresses of his own making."""
    assert status(f"{about.url}?x={'a' * 199}") == ""
    assert status(f"{about.url}?x={'a' * 198}") == "miss"


def test_person_with_a_session_gets_no_kept_page(about: OrdinaryPage, signed_in: Callable[[str], Client]) -> None:
    """Neither from the cache nor into it."""
    status(about.url)
    client = signed_in("member")
    assert STATUS_HEADER not in client.get(about.url).headers
    cache.clear()
    client.get(about.url)
    assert status(about.url) == "miss"


def test_session_cookie_of_nobody_counts_as_a_session(about: OrdinaryPage) -> None:
    """What the cookie says is looked at later; its being there is enough."""
    client = Client()
    client.cookies["sessionid"] = "x"
    status(about.url)
    assert STATUS_HEADER not in client.get(about.url).headers


def answering(view: Callable[[HttpRequest], HttpResponse]) -> PageCacheMiddleware:
    """The middleware around a view."""
    return PageCacheMiddleware(view)


def with_cookie(_request: HttpRequest) -> HttpResponse:
    """Answer with a cookie."""
    response = HttpResponse("tekst")
    response.set_cookie("mening", "goed")
    return response


def with_form(request: HttpRequest) -> HttpResponse:
    """Answer with a form token."""
    return HttpResponse(get_token(request))


def with_message(request: HttpRequest) -> HttpResponse:
    """Answer a preview."""
    request.is_preview = True  # type: ignore[attr-defined]
    return HttpResponse("tekst")


REFUSED: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "cookie": with_cookie,
    "form token": with_form,
    "preview": with_message,
    "no-store": lambda _request: HttpResponse("tekst", headers={"Cache-Control": "no-store"}),
    "private": lambda _request: HttpResponse("tekst", headers={"Cache-Control": "private"}),
    "not found": lambda _request: HttpResponse("tekst", status=404),
    "redirect": lambda _request: HttpResponse(status=302, headers={"Location": "/"}),
    "picture": lambda _request: HttpResponse(b"\x89PNG", content_type="image/png"),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_answer_for_one_person_is_never_kept(rf: RequestFactory, reason: str) -> None:
    """Cookies, form tokens, previews, and what says so itself."""
    middleware = answering(REFUSED[reason])
    assert [middleware(rf.get("/")).get(STATUS_HEADER) for _ in range(2)] == [None, None]


def test_plain_answer_is_kept(rf: RequestFactory) -> None:
    """The control of what is never kept."""
    middleware = answering(lambda _request: HttpResponse("tekst"))
    assert [middleware(rf.get("/")).get(STATUS_HEADER) for _ in range(2)] == ["miss", "hit"]


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "patch"])
def test_only_questions_are_answered_from_the_cache(rf: RequestFactory, method: str) -> None:
    """A kept page answers GET and HEAD."""
    middleware = answering(lambda _request: HttpResponse("tekst"))
    middleware(rf.get("/"))
    assert middleware(getattr(rf, method)("/")).get(STATUS_HEADER) is None


def test_wagtail_preview_of_a_page_is_not_kept(about: OrdinaryPage) -> None:
    """A draft seen by its writer stays with its writer."""
    about.title = "Geheim klad"
    response = about.make_preview_request()
    assert "Geheim klad" in response.render().content.decode()
    assert STATUS_HEADER not in response.headers
    assert b"Geheim klad" not in Client().get(about.url).content


def test_known_text_is_not_sent_again(about: OrdinaryPage) -> None:
    """304 with the same ETag and no body, from a fresh and from a kept page; another text is sent whole."""
    first = Client().get(about.url)
    again = Client().get(about.url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    cache.clear()
    assert Client().get(about.url, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert Client().get(about.url, headers={"if-none-match": '"iets anders"'}).status_code == 200


def test_etag_changes_with_the_text(about: OrdinaryPage) -> None:
    """A browser that holds the old text gets the new one."""
    old = Client().get(about.url)["ETag"]
    about.title = "Nieuwe titel"
    about.save_revision().publish()
    response = Client().get(about.url, headers={"if-none-match": old})
    assert (response.status_code, response["ETag"] == old) == (200, False)


def test_head_is_answered_without_a_body(about: OrdinaryPage) -> None:
    """With the length of the text, from the cache or not."""
    fresh = Client().head(about.url)
    whole = Client().get(about.url)
    kept = Client().head(about.url)
    assert (fresh.status_code, fresh.content, kept.content) == (200, b"", b"")
    assert kept["Content-Length"] == str(len(whole.content))


def test_compressed_and_plain_visitors_get_the_same_text(about: OrdinaryPage) -> None:
    """Under different ETags, as caches in between need; and both say what the answer depends on."""
    plain = Client().get(about.url)
    compressed = Client().get(about.url, headers={"accept-encoding": "gzip, br"})
    assert compressed["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.content) == plain.content
    assert compressed["ETag"] != plain["ETag"]
    assert (plain["Vary"], compressed["Vary"]) == (plain["Vary"], plain["Vary"])
    assert {"Accept-Encoding", "Cookie"} <= {part.strip() for part in plain["Vary"].split(",")}
    assert int(compressed["Content-Length"]) == len(compressed.content) < len(plain.content)


class BrokenCache(LocMemCache):
    """A cache that is down."""

    def get(self, *_args: object, **_kwargs: object) -> None:
        """Fail."""
        raise ConnectionError

    set = get


def test_page_is_served_when_the_cache_is_down(about: OrdinaryPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Slower, and the same."""
    monkeypatch.setattr(page_cache, "cache", BrokenCache("", {}))
    assert [Client().get(about.url).status_code for _ in range(2)] == [200, 200]
    assert status(about.url) == "miss"


class Publisher:
    """A view whose page is published anew while it is being rendered."""

    def __init__(self) -> None:
        """Begin with the old text."""
        self.text = "oud"
        self.rendering = threading.Event()
        self.published = threading.Event()

    def __call__(self, _request: HttpRequest) -> HttpResponse:
        """Read the text, then take long about it the first time."""
        text = self.text
        if not self.rendering.is_set():
            self.rendering.set()
            assert self.published.wait(10)
        return HttpResponse(text)

    def publish(self) -> None:
        """Change the text while the first page is in the making."""
        assert self.rendering.wait(10)
        self.text = "nieuw"
        next_generation()
        connection.close()
        self.published.set()


def texts_around_a_publish(rf: RequestFactory) -> list[bytes]:
    """What the visitor during a publish gets, and the one after it."""
    view = Publisher()
    middleware = PageCacheMiddleware(view)
    editor = threading.Thread(target=view.publish)
    editor.start()
    during = middleware(rf.get("/")).content
    editor.join()
    return [during, middleware(rf.get("/")).content]


@pytest.mark.django_db(transaction=True)
def test_page_made_during_a_publish_is_never_served_after_it(rf: RequestFactory) -> None:
    """It was made from the old text, so it is kept under the old stamp."""
    assert texts_around_a_publish(rf) == [b"oud", b"nieuw"]


@pytest.mark.django_db(transaction=True)
def test_race_is_lost_when_the_stamp_is_read_late(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with the stamp of after the rendering the old page would be served for a day."""
    monkeypatch.setattr(
        page_cache, "write", lambda _key, kept: cache.set(page_cache.key_of(rf.get("/"), read_generation()), kept)
    )
    assert texts_around_a_publish(rf) == [b"oud", b"oud"]


@pytest.fixture(autouse=True)
def closed_threads() -> Iterator[None]:
    """Leave no thread behind."""
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before
