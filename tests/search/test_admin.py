"""The editors' screens of the search."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from foundation.searchable import SearchablePages, searchables
from search.actions import index
from search.models import AskedQuery, PromotedResult, Synonym
from search.queries import Asked
from search.reports import SHORT_LIST
from search.searching import Question, search
from tests.admin_forms import filled_form
from tests.conftest import Network
from tests.factories import ToolFactory

pytestmark = pytest.mark.django_db

REPORT, NEW_SYNONYM, PROMOTE = "search_usage:index", "search_synonyms:add", "search_promoted:add"


@pytest.fixture
def editor(signed_in: Callable[[str], Client]) -> Client:
    """A signed-in editor."""
    return signed_in("editor")


def found(text: str, *, language: str = "nl") -> list[str]:
    """The titles that somebody finds."""
    return [result.title for result in search(Question(text=text, language=language)).results]


def tool(title: str, **fields: Any) -> Page:
    """A published tool that can be found."""
    page = ToolFactory(title=title, **fields)
    index("tool", [page.pk])
    return page


def asked(query: str, *, ago: int = 0, **fields: Any) -> None:
    """What was asked so many days ago: once, in Dutch, with one result, unless said otherwise."""
    day = timezone.localdate() - timedelta(days=ago)
    AskedQuery.objects.create(day=day, query=query, **{"language": "nl", "searches": 1, "results": 1, **fields})


def save(editor: Client, name: str, *args: Any, **changes: Any) -> Any:
    """Fill in the form at this address and press save."""
    url = reverse(name, args=args)
    return editor.post(url, filled_form(editor, url, **changes))


class TestMenu:
    """Who sees it."""

    @pytest.mark.parametrize(
        ("role", "sees"),
        [("administrator", True), ("editor", True), ("writer", False), ("moderator", False), ("support", False)],
    )
    def test_is_for_editors(self, role: str, sees: bool, signed_in: Callable[[str], Client]) -> None:
        start = signed_in(role).get(reverse("wagtailadmin_home")).content.decode()
        for name in (REPORT, "search_synonyms:index", "search_promoted:index"):
            assert (reverse(name) in start) is sees

    @pytest.mark.parametrize("role", ["writer", "moderator", "support"])
    def test_history_of_the_site_says_nothing_to_others(
        self, role: str, editor: Client, signed_in: Callable[[str], Client]
    ) -> None:
        save(editor, NEW_SYNONYM, words="hofje, knarrenhof")
        report = reverse("wagtailadmin_reports:site_history")
        assert "hofje, knarrenhof" in editor.get(report).content.decode()
        assert "hofje" not in signed_in(role).get(report).content.decode()

    def test_there_are_no_choosers(self) -> None:
        """Wagtail opens choosers of snippets to everybody in the admin."""
        snippets = apps.get_app_config("wagtailsnippets").module.models.get_snippet_models()
        assert {model for model in snippets if model._meta.app_label == "search"} == set()


class TestSynonyms:
    """Words that mean the same."""

    def test_saved_in_the_admin_is_found_right_away(self, editor: Client) -> None:
        tool("Een knarrenhof beginnen")
        assert found("zilverwoning") == []
        assert save(editor, NEW_SYNONYM, words="zilverwoning, knarrenhof").status_code == 302
        assert found("zilverwoning") == ["Een knarrenhof beginnen"]
        save(editor, "search_synonyms:edit", Synonym.objects.get().pk, words="zilverwoning, tiny house")
        assert found("zilverwoning") == []
        save(editor, "search_synonyms:edit", Synonym.objects.get().pk, words="zilverwoning, knarrenhof")
        assert found("zilverwoning") == ["Een knarrenhof beginnen"]
        editor.post(reverse("search_synonyms:delete", args=(Synonym.objects.get().pk,)))
        assert found("zilverwoning") == []

    def test_one_way_leads_one_way(self, editor: Client) -> None:
        tool("Een laadpaal delen")
        tool("Elektrisch rijden")
        save(editor, NEW_SYNONYM, words="stekkerpunt", also_find="laadpaal")
        assert found("stekkerpunt") == ["Een laadpaal delen"]
        assert found("laadpaal") == ["Een laadpaal delen"]

    def test_address_fills_in_words_and_language_only(self, editor: Client) -> None:
        url = reverse(NEW_SYNONYM)
        form = editor.get(url, {"words": "hofje", "language": "en", "also_find": "x", "pk": 3}).context["form"]
        assert (form["words"].value(), form["language"].value(), form["also_find"].value()) == ("hofje", "en", None)
        assert editor.get(url).context["form"]["words"].value() is None
        assert not Synonym.objects.exists()

    def test_address_cannot_do_harm(self, editor: Client) -> None:
        answer = editor.get(reverse(NEW_SYNONYM), {"words": '"><script>alert(1)</script>' + "x" * 999})
        assert "<script>alert(1)" not in answer.content.decode()
        assert len(answer.context["form"]["words"].value()) == 300

    @pytest.mark.parametrize(
        ("words", "also_find", "wrong"),
        [
            ("hofje", "", {"words"}),
            (" , ", "", {"words"}),
            ("een twee drie vier, vijf", "", {"words"}),
            ("", "x", {"words"}),
        ],
    )
    def test_refuses_what_means_nothing(self, editor: Client, words: str, also_find: str, wrong: set[str]) -> None:
        answer = save(editor, NEW_SYNONYM, words=words, also_find=also_find)
        assert set(answer.context["form"].errors) == wrong

    def test_list_searches_and_filters(self, editor: Client) -> None:
        Synonym.objects.create(words="hofje, knarrenhof")
        Synonym.objects.create(words="laadpaal", also_find="deelauto")
        Synonym.objects.create(words="village hall, community centre", language="en")

        def listed(**chosen: str) -> list[str]:
            rows = editor.get(reverse("search_synonyms:index"), chosen).context["object_list"]
            return [synonym.words for synonym in rows]

        assert listed() == ["hofje, knarrenhof", "laadpaal", "village hall, community centre"]
        assert listed(q="deel") == ["laadpaal"]
        assert listed(language="en") == ["village hall, community centre"]

    def test_history_says_who_did_what(self, editor: Client) -> None:
        save(editor, NEW_SYNONYM, words="hofje, knarrenhof")
        pk = Synonym.objects.get().pk
        save(editor, "search_synonyms:edit", pk, words="hofje, woongroep")
        log = editor.get(reverse("search_synonyms:history", args=(pk,))).context["object_list"]
        assert [entry.action for entry in log] == ["wagtail.edit", "wagtail.create"]


class TestPromoted:
    """Pages on top."""

    def test_saved_in_the_admin_stands_on_top_right_away(self, editor: Client) -> None:
        tool("Subsidie voor het dorpshuis", summary="Subsidie vragen")
        page = tool("Geld vinden", summary="Waar je geld vindt.")
        assert found("Subsidie") == ["Subsidie voor het dorpshuis"]
        assert save(editor, PROMOTE, query="  SUBSIDIE ", page=page.pk).status_code == 302
        assert found("Subsidie") == ["Geld vinden", "Subsidie voor het dorpshuis"]
        editor.post(reverse("search_promoted:delete", args=(PromotedResult.objects.get().pk,)))
        assert found("Subsidie") == ["Subsidie voor het dorpshuis"]

    def test_address_fills_in_query_and_language_only(self, editor: Client) -> None:
        page = tool("Geld vinden")
        form = editor.get(reverse(PROMOTE), {"query": "subsidie", "language": "en", "page": page.pk}).context["form"]
        assert (form["query"].value(), form["language"].value(), form["page"].value()) == ("subsidie", "en", None)

    def test_only_pages_that_can_be_found_are_chosen(self, editor: Client) -> None:
        widget = editor.get(reverse(PROMOTE)).context["form"].fields["page"].widget
        assert set(widget.target_models) == {kind.model for kind in searchables() if isinstance(kind, SearchablePages)}

    def test_refuses_a_page_that_nobody_finds(self, editor: Client, network: Network) -> None:
        for page in (ToolFactory(title="Concept", published=False), network.library, Page.objects.get(depth=1)):
            answer = save(editor, PROMOTE, query="subsidie", page=page.pk)
            assert set(answer.context["form"].errors) == {"page"}
        assert not PromotedResult.objects.exists()

    @pytest.mark.parametrize("query", ["subsidie", "SUBSIDIE", " Súbsidie  "])
    def test_refuses_the_same_twice(self, editor: Client, query: str) -> None:
        page = tool("Geld vinden")
        PromotedResult.objects.create(query="subsidie", page=page)
        answer = save(editor, PROMOTE, query=query, page=page.pk)
        assert answer.context["form"].non_field_errors()
        assert PromotedResult.objects.count() == 1

    @pytest.mark.parametrize("query", ["", "\u200b", "\u0301"])
    def test_refuses_no_words(self, editor: Client, query: str) -> None:
        answer = save(editor, PROMOTE, query=query, page=tool("Geld vinden").pk)
        assert set(answer.context["form"].errors) == {"query"}

    def test_list_says_what_is_no_longer_on_the_site(self, editor: Client) -> None:
        page = tool("Geld vinden")
        PromotedResult.objects.create(query="subsidie", page=page)
        page.unpublish()
        ((_query, _page, live, _language),) = [
            [cell.column.get_value(cell.instance) for cell in row.values()]
            for row in editor.get(reverse("search_promoted:index")).context["table"].rows
        ]
        assert live is False

    def test_list_costs_the_same_with_more_rows(self, editor: Client) -> None:
        def queries() -> int:
            editor.get(reverse("search_promoted:index"))
            with CaptureQueriesContext(connection) as captured:
                editor.get(reverse("search_promoted:index"))
            return len(captured)

        page = tool("Geld vinden")
        PromotedResult.objects.create(query="een", page=page)
        few = queries()
        for query in ("twee", "drie", "vier"):
            PromotedResult.objects.create(query=query, page=page)
        assert queries() == few


class TestReport:
    """What people search for."""

    def tables(self, editor: Client, **chosen: str) -> list[list[Asked]]:
        """The rows of each table in short."""
        tables = editor.get(reverse(REPORT), chosen).context["tables"]
        return [[row.instance for row in part["table"].rows] if part["table"] else [] for part in tables]

    def whole(self, editor: Client, show: str, **chosen: str) -> list[Asked]:
        """The rows of one table."""
        table = editor.get(reverse(REPORT), {"show": show, **chosen}).context["table"]
        return [row.instance for row in table.rows]

    def test_adds_up_days_and_says_the_last_results(self, editor: Client) -> None:
        asked("energie", searches=5, clicks=1, results=9, ago=3)
        asked("energie", searches=3, clicks=1, results=4, ago=1)
        asked("energie", searches=1, clicks=0, results=6, ago=2)
        asked("hofje", searches=2, results=0)
        asked("koken", searches=2, clicks=2, results=0, ago=5)
        asked("koken", searches=1, clicks=0, results=8, ago=4)
        unanswered, most = self.tables(editor)
        assert unanswered == [Asked("hofje", "nl", 2, 0, 0)]
        assert most == [
            Asked("energie", "nl", 9, 4, 2),
            Asked("koken", "nl", 3, 8, 2),
            Asked("hofje", "nl", 2, 0, 0),
        ]
        assert [row.share_opened for row in most] == [22, 67, 0]

    def test_period_and_language_choose(self, editor: Client) -> None:
        for ago in (0, 6, 7, 29, 30, 89, 90):
            asked(f"{ago} dagen", ago=ago)
        asked("hall", language="en")
        assert {row.query for row in self.tables(editor, period="7")[1]} == {"0 dagen", "6 dagen", "hall"}
        assert len(self.tables(editor)[1]) == 5
        assert len(self.tables(editor, period="90")[1]) == 7
        assert self.tables(editor, language="en")[1] == [Asked("hall", "en", 1, 1, 0)]

    @pytest.mark.parametrize(
        "chosen", [{"period": "x"}, {"language": "xx"}, {"show": "x"}, {"p": "999"}, {"period": "-1"}]
    )
    def test_nonsense_in_the_address_shows_something(self, editor: Client, chosen: dict[str, str]) -> None:
        asked("energie")
        assert editor.get(reverse(REPORT), chosen).status_code == 200

    def test_shows_the_top_and_leads_to_the_rest(self, editor: Client) -> None:
        for number in range(60):
            asked(f"woord {number}", searches=number + 1, results=number % 2)
        answer = editor.get(reverse(REPORT), {"period": "7"})
        assert [len(rows) for rows in self.tables(editor)] == [SHORT_LIST, SHORT_LIST]
        unanswered, most = (part["more"] for part in answer.context["tables"])
        rows = editor.get(most).context["table"].rows
        assert [row.instance.query for row in rows][:2] == ["woord 59", "woord 58"]
        assert editor.get(most).context["paginator"].num_pages == 2
        assert editor.get(unanswered).context["paginator"].count == 30

    def test_costs_the_same_with_more_rows(self, editor: Client) -> None:
        def queries() -> int:
            editor.get(reverse(REPORT))
            with CaptureQueriesContext(connection) as captured:
                editor.get(reverse(REPORT))
            return len(captured)

        asked("een", results=0)
        few = queries()
        for number in range(12):
            asked(f"woord {number}", results=number % 2)
        assert queries() == few

    def test_each_row_leads_to_filled_in_forms_and_to_the_site(self, editor: Client) -> None:
        asked("samen & delen", language="en", results=0)
        text = editor.get(reverse(REPORT)).content.decode()
        for address in (
            f"{reverse(NEW_SYNONYM)}?words=samen+%26+delen&amp;language=en",
            f"{reverse(PROMOTE)}?query=samen+%26+delen&amp;language=en",
            "/en/search/?q=samen+%26+delen",
        ):
            assert f'href="{address}"' in text
        form = editor.get(f"{reverse(NEW_SYNONYM)}?words=samen+%26+delen&language=en").context["form"]
        assert form["words"].value() == "samen & delen"

    def test_what_people_type_is_text(self, editor: Client) -> None:
        asked("<script>alert(1)</script>", results=0)
        assert "<script>alert(1)" not in editor.get(reverse(REPORT)).content.decode()

    def test_says_when_there_is_nothing(self, editor: Client) -> None:
        answer = editor.get(reverse(REPORT))
        assert list(answer.context["object_list"]) == []
        assert "tables" in answer.context

    def exported(self, editor: Client, **chosen: str) -> list[str]:
        """The lines of the download, without the first."""
        answer = editor.get(reverse(REPORT), {"export": "csv", **chosen})
        return b"".join(answer.streaming_content).decode().splitlines()[1:]

    def test_exports_everything_that_is_chosen(self, editor: Client) -> None:
        for number in range(60):
            asked(f"woord {number:02}", searches=2, clicks=1, results=number % 2)
        assert len(self.exported(editor)) == 60
        assert self.exported(editor, show="zonder-resultaat")[:2] == ["woord 00,nl,2,0,1,50", "woord 02,nl,2,0,1,50"]
        assert self.exported(editor, language="en") == []

    def test_export_holds_no_formulas(self, editor: Client) -> None:
        asked('=hyperlink("http://kwaad.example")')
        asked("-energie")
        assert self.exported(editor) == ["'-energie,nl,1,1,0,0", '"\'=hyperlink(""http://kwaad.example"")",nl,1,1,0,0']

    def test_exports_a_workbook(self, editor: Client) -> None:
        asked("energie")
        answer = editor.get(reverse(REPORT), {"export": "xlsx"})
        assert answer.headers["Content-Disposition"] == 'attachment; filename="gezocht.xlsx"'

    def test_seeing_is_not_changing(self, person_with_role: Callable[[str], Any], client: Client) -> None:
        """Somebody who may see the report only gets no links to forms that stay shut."""
        user = person_with_role("moderator")
        permissions = apps.get_model("auth.Permission").objects
        user.user_permissions.add(permissions.get(codename="view_askedquery"))
        client.force_login(user)
        asked("energie", results=0)
        text = client.get(reverse(REPORT)).content.decode()
        assert "energie" in text
        assert reverse(NEW_SYNONYM) not in text
