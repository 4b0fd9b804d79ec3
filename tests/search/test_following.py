"""What follows a change: what can be found is what is public, and nothing else."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction

from community.places.models import Municipality
from community.themes.actions import merge_tags, rename_tag
from community.themes.models import Tag, TagSynonym
from events.models import Event
from foundation.translating import translate
from home.models import OrdinaryPage
from knowledge.models import KnowledgeTool
from knowledge.models.tool import ToolAttachment
from search.models import CountedLabel, DocumentText, SearchDocument, Suggestion, VocabularyWord
from search.suggesting import suggest
from tests.factories import (
    DocumentFactory,
    EventFactory,
    InitiativeFactory,
    OrdinaryPageFactory,
    StakeholderFactory,
    ThemeFactory,
    ToolFactory,
    UserFactory,
)
from tests.factories.pages import municipality_named
from tests.search.extraction.documents import docx_of, pdf_of
from tests.search.things import ask, found

Commit = Callable[[], AbstractContextManager[Any]]


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Commit:
    """Do what follows the transaction as well, at the end of this block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def publish(page: Any, **values: Any) -> None:
    """Change a page as an editor does, and publish it."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def documents() -> dict[str, str]:
    """Slug and title of all that can be found."""
    return dict(SearchDocument.objects.exclude(kind="page").values_list("slug", "title"))


def assert_nothing_is_known() -> None:
    """No word, label or suggestion is left of anything."""
    assert [model.objects.count() for model in (SearchDocument, VocabularyWord, CountedLabel, Suggestion)] == [0] * 4


@pytest.mark.django_db
class TestPages:
    """Pages that come, change and go."""

    @pytest.mark.parametrize(
        ("factory", "kind"),
        [
            (ToolFactory, "tool"),
            (InitiativeFactory, "initiative"),
            (EventFactory, "event"),
            (ThemeFactory, "theme"),
            (StakeholderFactory, "stakeholder"),
            (OrdinaryPageFactory, "page"),
        ],
    )
    def test_every_kind_is_followed(self, factory: Any, kind: str, committed: Commit) -> None:
        with committed():
            page = factory(title="Zeldzaamheid")
        assert [(document.kind, document.object_id) for document in SearchDocument.objects.all()] == [(kind, page.pk)]
        assert found("zeldzaamheden") == ["zeldzaamheid"]
        with committed():
            publish(page, title="Gewoonheid")
        assert found("zeldzaamheden") == []
        assert found("gewoonheden") == ["zeldzaamheid"]
        with committed():
            page.unpublish()
        assert found("gewoonheden") == []
        assert_nothing_is_known()

    def test_draft_is_not_found(self, committed: Commit) -> None:
        with committed():
            tool = ToolFactory(title="Zeldzaamheid", published=False)
        assert documents() == {}
        with committed():
            tool.save_revision().publish()
        assert documents() == {"zeldzaamheid": "Zeldzaamheid"}
        tool.title = "Nog niet af"
        with committed():
            tool.save_revision()
        assert documents() == {"zeldzaamheid": "Zeldzaamheid"}

    def test_slug_that_changes(self, committed: Commit) -> None:
        with committed():
            tool = ToolFactory(title="Molens")
        with committed():
            publish(tool, slug="wieken")
        assert documents() == {"wieken": "Molens"}
        assert [result.url for result in ask("molens").results] == ["/kennistools/wieken/"]
        assert [one.url for one in suggest("molen", language="nl")] == ["/kennistools/wieken/"]

    def test_page_that_is_hidden_is_gone_in_the_same_transaction(self, committed: Commit) -> None:
        with committed():
            tool = ToolFactory(title="Molens")
        with transaction.atomic():
            tool.unpublish()
            assert_nothing_is_known()
            assert found("molens") == []

    @pytest.mark.parametrize("model", [KnowledgeTool, Page])
    def test_page_that_is_deleted(self, model: type[Page], committed: Commit) -> None:
        with committed():
            tool = ToolFactory(title="Molens")
        with transaction.atomic():
            model.objects.get(pk=tool.pk).delete()
            assert_nothing_is_known()

    def test_section_that_is_deleted(self, committed: Commit) -> None:
        with committed():
            section = OrdinaryPageFactory(title="Afdeling")
            OrdinaryPageFactory(title="Molens", parent=section)
        assert SearchDocument.objects.count() == 2
        with committed():
            Page.objects.get(pk=section.pk).delete()
        assert_nothing_is_known()

    def test_page_that_moves_into_a_private_section_and_out_of_it(self, committed: Commit) -> None:
        with committed():
            private = OrdinaryPageFactory(title="Alleen wij")
            page, below = OrdinaryPageFactory(title="Molens"), None
            below = OrdinaryPageFactory(title="Wieken", parent=page)
            PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
        assert sorted(SearchDocument.objects.values_list("title", flat=True)) == ["Molens", "Wieken"]
        with committed():
            Page.objects.get(pk=page.pk).move(Page.objects.get(pk=private.pk), pos="last-child")
        assert_nothing_is_known()
        with committed():
            Page.objects.get(pk=page.pk).move(Page.objects.get(pk=private.pk), pos="left")
        assert sorted(SearchDocument.objects.values_list("object_id", flat=True)) == sorted([page.pk, below.pk])

    def test_section_that_becomes_private_and_public_again(self, committed: Commit) -> None:
        with committed():
            section = OrdinaryPageFactory(title="Afdeling")
            OrdinaryPageFactory(title="Molens", parent=section)
            other = OrdinaryPageFactory(title="Bakkers")
        with transaction.atomic():
            restriction = PageViewRestriction.objects.create(
                page=section, restriction_type=PageViewRestriction.PASSWORD, password="x"
            )
            assert list(SearchDocument.objects.values_list("object_id", flat=True)) == [other.pk]
        assert found("molens") == []
        restriction.delete()
        assert found("molens") == ["molens"]

    def test_translation(self, committed: Commit) -> None:
        with committed():
            tool = ToolFactory(title="Molens")
        assert documents() == {"molens": "Molens"}  # its alias in English is no document of its own
        with committed():
            translate(tool, {"title": "Mills", "slug": "mills"}, Locale.objects.get(language_code="en"))
        assert documents() == {"molens": "Molens", "mills": "Mills"}
        assert found("mills", "en") == ["mills"]
        with committed():
            KnowledgeTool.objects.get(slug="mills").unpublish()
        assert documents() == {"molens": "Molens"}


@pytest.mark.django_db
class TestNames:
    """What carries the name of something else."""

    def test_theme_that_is_renamed(self, committed: Commit) -> None:
        with committed():
            theme = ThemeFactory(title="Energie")
            ToolFactory(title="Molens", themes=[theme])
        assert sorted(found("energie")) == ["energie", "molens"]
        with committed():
            publish(theme, title="Warmte")
        assert found("energie") == []
        assert sorted(found("warmte")) == ["energie", "molens"]

    def test_tag_that_is_renamed(self, committed: Commit) -> None:
        with committed():
            ToolFactory(title="Molens", tags=["orkanen"])
        tag = Tag.objects.get(name="orkanen")
        with committed():
            rename_tag(tag, name="stormen", by=UserFactory(is_superuser=True), keep_name=False)
        assert found("orkanen") == []
        assert found("stormen") == ["molens"]
        with committed():
            rename_tag(tag, name="orkaan", by=UserFactory(is_superuser=True))
        assert found("stormen") == found("orkaan") == ["molens"]  # the former name is another word for it

    def test_tag_that_gets_another_word(self, committed: Commit) -> None:
        with committed():
            ToolFactory(title="Molens", tags=["orkanen"])
        with committed():
            word = TagSynonym.objects.create(tag=Tag.objects.get(name="orkanen"), name="zwiepsel")
        assert found("zwiepsel") == ["molens"]
        with committed():
            word.delete()
        assert found("zwiepsel") == []

    def test_tags_that_are_merged(self, committed: Commit) -> None:
        with committed():
            ToolFactory(title="Molens", tags=["orkanen"])
            ToolFactory(title="Vliegers", tags=["vlagen"])
        into, gone = Tag.objects.get(name="orkanen"), Tag.objects.get(name="vlagen")
        with committed():
            merge_tags([into, gone], into=into, by=UserFactory(is_superuser=True))
        assert sorted(found("vlagen")) == sorted(found("orkanen")) == ["molens", "vliegers"]
        assert ask("orkanen").labels[f"tag:{into.pk}"] == 2
        assert list(CountedLabel.objects.filter(label__startswith="tag:").values_list("label", "documents")) == [
            (f"tag:{into.pk}", 2)
        ]

    def test_tag_that_is_deleted(self, committed: Commit) -> None:
        with committed():
            ToolFactory(title="Molens", tags=["orkanen"])
        assert found("orkanen") == ["molens"]
        with committed():
            Tag.objects.get(name="orkanen").delete()
        assert found("orkanen") == []
        assert CountedLabel.objects.filter(label__startswith="tag:").count() == 0
        assert suggest("windkr", language="nl") == []

    def test_municipality_that_is_renamed(self, committed: Commit) -> None:
        with committed():
            InitiativeFactory(title="Molens", municipality=municipality_named("Woerden"), place="Kamerik")
        assert found("woerden") == ["molens"]
        with committed():
            place = Municipality.objects.get(name="Woerden")
            place.name = "Rijnstroom"
            place.save()
        assert found("woerden") == []
        assert found("rijnstroom") == ["molens"]

    def test_host_that_is_renamed(self, committed: Commit) -> None:
        with committed():
            host = InitiativeFactory(title="De Molenaars")
            EventFactory(title="Open dag", host=host)
        assert sorted(found("molenaars")) == ["de-molenaars", "open-dag"]
        with committed():
            publish(host, title="De Bakkers")
        assert sorted(found("bakkers")) == ["de-molenaars", "open-dag"]
        assert "open-dag" not in found("molenaars")

    def test_host_that_goes(self, committed: Commit) -> None:
        with committed():
            host = InitiativeFactory(title="De Molenaars")
            EventFactory(title="Open dag", host=host)
        with committed():
            host.unpublish()
        assert found("molenaars") == ["open-dag"]
        assert Event.objects.filter(host=host, alias_of=None).count() == 1


@pytest.mark.django_db(transaction=True)
class TestWithoutATransaction:
    """The same where each statement is its own transaction, as in a shell: what follows is done at once."""

    def test_theme_and_host_that_are_renamed(self) -> None:
        theme, host = ThemeFactory(title="Energie"), InitiativeFactory(title="De Molenaars")
        ToolFactory(title="Wieken", themes=[theme])
        EventFactory(title="Open dag", host=host)
        publish(theme, title="Warmte")
        publish(host, title="De Bakkers")
        assert sorted(found("warmte")) == ["energie", "wieken"]
        assert sorted(found("bakkers")) == ["de-molenaars", "open-dag"]

    def test_nothing_is_indexed_when_the_transaction_is_rolled_back(self) -> None:
        tool = ToolFactory(title="Molens")
        with transaction.atomic():
            ToolFactory(title="Wieken")
            tool.unpublish()
            assert SearchDocument.objects.count() == 0
            transaction.set_rollback(True)
        assert found("molens") == ["molens"]
        assert found("wieken") == []
        assert list(VocabularyWord.objects.filter(word__in=("molens", "wieken")).values_list("word", "documents")) == [
            ("molens", 1)
        ]

    def test_indexing_that_fails_does_not_stop_publishing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        ToolFactory(title="Molens")
        with monkeypatch.context() as patch:
            patch.setattr("search.tasks.index", self.fail)
            tool = ToolFactory(title="Wieken")
            publish(tool, title="Grote wieken")
        assert KnowledgeTool.objects.get(pk=tool.pk).title == "Grote wieken"
        assert found("molens") == ["molens"]
        publish(tool, title="Kleine wieken")
        assert found("wieken") == ["wieken"]

    def fail(self, *_args: Any) -> None:
        """Do not index."""
        raise RuntimeError


def file_named(name: str, content: bytes) -> Document:
    """An uploaded file."""
    return DocumentFactory(title="Bijlage", file__filename=name, file__data=content)


@pytest.mark.django_db
class TestFiles:
    """The text inside attached files."""

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("handleiding.docx", docx_of("Over de windvaan.", "Draait mee.")),
            ("handleiding.pdf", pdf_of(("Over de windvaan.", "Draait mee."))),
        ],
    )
    def test_file_that_is_uploaded(self, name: str, content: bytes, committed: Commit) -> None:
        with committed():
            ToolFactory(title="Molens", attachments=[ToolAttachment(document=file_named(name, content))])
        assert found("windvaan") == ["molens"]
        assert found('"draait mee"') == ["molens"]

    @pytest.fixture
    def document(self, committed: Commit) -> Document:
        """A file that is attached to a tool."""
        with committed():
            document = file_named("handleiding.docx", docx_of("Over de windvaan."))
            ToolFactory(title="Molens", attachments=[ToolAttachment(document=document)])
        assert found("windvaan") == ["molens"]
        return Document.objects.get(pk=document.pk)

    @pytest.fixture
    def private(self) -> Collection:
        """A collection of files that only some may open."""
        collection = Collection.get_first_root_node().add_child(name="Alleen wij")
        CollectionViewRestriction.objects.create(
            collection=collection, restriction_type=CollectionViewRestriction.LOGIN
        )
        return collection

    def assert_forgotten(self) -> None:
        """Nobody finds the text, and no word of it is left; the page is still found."""
        assert found("windvaan") == []
        assert not VocabularyWord.objects.filter(word="windvaan").exists()
        assert found("molens") == ["molens"]

    def test_file_that_is_replaced(self, document: Document, committed: Commit) -> None:
        with committed():
            document.file = ContentFile(docx_of("Over de kompasroos."), name="handleiding.docx")
            document._set_document_file_metadata()  # as the form of the admin does
            document.save()
        assert found("kompasroos") == ["molens"]
        self.assert_forgotten()

    def test_files_that_become_private_and_public_again(self, document: Document) -> None:
        restriction = CollectionViewRestriction.objects.create(
            collection=document.collection, restriction_type=CollectionViewRestriction.LOGIN
        )
        self.assert_forgotten()
        restriction.delete()
        assert found("windvaan") == ["molens"]

    def test_file_that_moves_to_private_ones_and_back(
        self, document: Document, private: Collection, committed: Commit
    ) -> None:
        public, document.collection = document.collection, private
        with committed():
            document.save()
        self.assert_forgotten()
        document.collection = public
        with committed():
            document.save()
        assert found("windvaan") == ["molens"]

    def test_file_that_is_deleted(self, document: Document, committed: Commit) -> None:
        with committed():
            document.delete()
        self.assert_forgotten()
        assert DocumentText.objects.count() == 0

    def test_file_that_is_taken_off_the_page(self, document: Document, committed: Commit) -> None:
        with committed():
            publish(KnowledgeTool.objects.get(slug="molens", alias_of=None), attachments=[])
        self.assert_forgotten()

    def test_file_that_cannot_be_read_stops_nothing(self, committed: Commit) -> None:
        with committed():
            attachment = ToolAttachment(document=file_named("kapot.docx", b"PK\x03\x04 no archive"))
            ToolFactory(title="Molens", attachments=[attachment])
        assert found("molens") == ["molens"]


@pytest.mark.django_db
def test_other_pages_are_left_alone(committed: Commit) -> None:
    with committed():
        OrdinaryPageFactory(title="Molens")
        ToolFactory(title="Wieken")
    before = dict(SearchDocument.objects.values_list("pk", "digest"))
    with committed():
        for page in Page.objects.filter(depth=1):
            page.save()
        publish(OrdinaryPage.objects.get(slug="molens", alias_of=None))
    assert SearchDocument.objects.filter(pk__in=before).count() == len(before) == 2
