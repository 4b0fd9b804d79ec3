"""Tags: one word, one meaning; renamed and merged without losing a page, a draft or an address."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from wagtail.models import ModelLogEntry, ReferenceIndex
from wagtail_localize.models import TranslationSource

from community.initiatives.models import Initiative, InitiativeTag
from community.members.models import User
from community.themes.actions import merge_tags, rename_tag
from community.themes.models import FormerSlug, Tag, TagSynonym, tagging_models
from community.themes.queries import tags_with_uses, with_asked_tag
from foundation.generation import read_generation
from foundation.translating import translate
from tests.conftest import Network
from tests.factories import EventFactory, InitiativeFactory, ToolFactory

pytestmark = pytest.mark.django_db


def names_of(page: Any) -> list[str]:
    """The tags of the page in the database."""
    return sorted(type(page).objects.get(pk=page.pk).tags.names())


def tag(name: str, *synonyms: str) -> Tag:
    """A tag with other words for it."""
    made = Tag.objects.create(name=name)
    for word in synonyms:
        TagSynonym.objects.create(tag=made, name=word)
    return made


@pytest.fixture
def editor(person_with_role: Callable[[str], User]) -> User:
    """An editor."""
    return person_with_role("editor")


class TestTyping:
    """What a typed word becomes."""

    def test_other_word_gives_the_tag(self) -> None:
        tag("subsidie", "Fondsen")
        page = ToolFactory(tags=["fondsen", "koken"])
        assert names_of(page) == ["koken", "subsidie"]
        assert sorted(Tag.objects.values_list("name", flat=True)) == ["koken", "subsidie"]

    def test_other_word_beside_the_tag_gives_it_once(self) -> None:
        tag("subsidie", "fondsen")
        page = ToolFactory(tags=["fondsen", "subsidie", "Subsidie"])
        assert names_of(page) == ["subsidie"]

    def test_capitals_make_no_new_tag(self) -> None:
        tag("Moestuin")
        page = InitiativeFactory(tags=["moestuin", "  MOESTUIN "])
        assert names_of(page) == ["Moestuin"]
        assert Tag.objects.count() == 1

    def test_word_in_the_editors_form_gives_the_tag(self, signed_in: Callable[[str], Client]) -> None:
        tag("subsidie", "fondsen")
        page = ToolFactory(tags=["koken"])
        form = type(page).get_edit_handler().get_form_class()
        filled = form(instance=page, for_user=User(is_superuser=True)).fields["tags"].clean("fondsen, koken")
        page.tags.set(filled)
        page.save_revision().publish()
        assert names_of(page) == ["koken", "subsidie"]

    def test_tags_alone_cost_no_query(self, django_assert_num_queries: Any) -> None:
        kept = tag("subsidie", "fondsen")
        page = Initiative(title="Nog niet bewaard")
        with django_assert_num_queries(0):
            page.tags.set([kept])

    def test_names_differ_by_more_than_capitals(self) -> None:
        tag("Koken")
        with pytest.raises(IntegrityError), transaction.atomic():
            Tag.objects.bulk_create([Tag(name="koken", slug="koken-2")])


class TestMeaning:
    """A word leads to one tag only."""

    def test_name_cannot_be_another_tags_word(self) -> None:
        tag("subsidie", "fondsen")
        with pytest.raises(ValidationError) as caught:
            Tag(name="Fondsen", slug="fondsen").full_clean()
        assert set(caught.value.message_dict) == {"name"}

    def test_word_cannot_be_another_tags_name(self) -> None:
        tag("fondsen")
        with pytest.raises(ValidationError) as caught:
            TagSynonym(tag=tag("subsidie"), name="FONDSEN").full_clean()
        assert set(caught.value.message_dict) == {"name"}


class TestRename:
    """What rename_tag keeps and refuses."""

    def test_keeps_the_name_and_the_address(self, editor: User) -> None:
        old = tag("fondsen")
        page = ToolFactory(tags=["fondsen"])
        before = read_generation()
        rename_tag(old, name="subsidie", slug="subsidie", by=editor)
        assert names_of(page) == ["subsidie"]
        assert list(TagSynonym.objects.values_list("name", "tag__name")) == [("fondsen", "subsidie")]
        assert list(FormerSlug.objects.values_list("slug", "tag__slug")) == [("fondsen", "subsidie")]
        assert read_generation() != before
        assert ModelLogEntry.objects.get(action="themes.rename_tag").data == {"from": "fondsen", "to": "subsidie"}

    def test_forgets_the_name_when_asked(self, editor: User) -> None:
        rename_tag(tag("fonsden"), name="fondsen", by=editor, keep_name=False)
        assert not TagSynonym.objects.exists()

    def test_back_to_an_older_address_frees_it(self, editor: User) -> None:
        renamed = rename_tag(tag("a"), name="b", slug="b", by=editor)
        rename_tag(renamed, name="b", slug="a", by=editor)
        assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["b"]

    def test_only_capitals_changed_keeps_no_word(self, editor: User) -> None:
        rename_tag(tag("koken"), name="Koken", by=editor)
        assert not TagSynonym.objects.exists()

    def test_refuses_a_taken_name(self, editor: User) -> None:
        tag("subsidie")
        with pytest.raises(ValidationError):
            rename_tag(tag("fondsen"), name="Subsidie", by=editor)

    @pytest.mark.parametrize("role", ["writer", "moderator", "support", "member"])
    def test_is_for_editors(self, person_with_role: Callable[[str], User], role: str) -> None:
        with pytest.raises(PermissionDenied):
            rename_tag(tag("fondsen"), name="subsidie", by=person_with_role(role))
        assert Tag.objects.get().name == "fondsen"


class TestMerge:
    """What merge_tags moves and keeps."""

    def test_moves_every_kind_of_page_without_doubles(self, editor: User) -> None:
        keep, other, third = tag("subsidie"), tag("fondsen", "potjes"), tag("geldpot")
        pages = [
            InitiativeFactory(tags=["fondsen"]),
            ToolFactory(tags=["fondsen", "subsidie", "koken"]),
            EventFactory(tags=["fondsen", "geldpot"]),
        ]
        assert merge_tags([other, third, keep], into=keep, by=editor) == 2
        assert [names_of(page) for page in pages] == [["subsidie"], ["koken", "subsidie"], ["subsidie"]]
        assert sorted(Tag.objects.values_list("name", flat=True)) == ["koken", "subsidie"]
        assert sorted(keep.synonyms.values_list("name", flat=True)) == ["fondsen", "geldpot", "potjes"]
        assert sorted(keep.former_slugs.values_list("slug", flat=True)) == ["fondsen", "geldpot"]

    def test_rewrites_drafts(self, editor: User) -> None:
        keep, other = tag("subsidie"), tag("fondsen")
        draft = InitiativeFactory(tags=["fondsen", "subsidie"], published=False)
        changed = ToolFactory(tags=["koken"])
        changed.tags.set(["fondsen", "koken"])
        changed.save_revision()
        assert names_of(changed) == ["koken"]
        merge_tags([other], into=keep, by=editor)
        for page, expected in ((draft, ["subsidie"]), (changed, ["koken", "subsidie"])):
            latest = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
            assert sorted(latest.tags.names()) == expected
            latest.save_revision().publish()
            assert names_of(page) == expected

    def test_rewrites_planned_revisions(self, editor: User) -> None:
        keep, other = tag("subsidie"), tag("fondsen")
        page = ToolFactory(tags=["fondsen"])
        planned = page.save_revision()
        type(planned).objects.filter(pk=planned.pk).update(approved_go_live_at="2100-01-01T00:00:00Z")
        merge_tags([other], into=keep, by=editor)
        planned.refresh_from_db()
        assert [tie["tag"] for tie in planned.content["tagged_items"]] == [keep.pk]

    def test_rewrites_what_translations_are_made_from(self, editor: User, network: Network) -> None:
        keep, other = tag("subsidie"), tag("fondsen")
        page = ToolFactory(tags=["fondsen"])
        translated = translate(page, {"title": "Funds", "slug": "funds"}, network.english)
        merge_tags([other], into=keep, by=editor)
        assert names_of(translated) == ["subsidie"]
        content = json.loads(TranslationSource.objects.get_for_instance(page).content_json)
        assert [tie["tag"] for tie in content["tagged_items"]] == [keep.pk]
        assert names_of(translate(page, {"title": "Grants", "slug": "funds"}, network.english)) == ["subsidie"]

    def test_keeps_where_used_right(self, editor: User) -> None:
        keep, other = tag("subsidie"), tag("fondsen")
        page = ToolFactory(tags=["fondsen"])
        merge_tags([other], into=keep, by=editor)
        assert {entry.object_id for entry in ReferenceIndex.get_references_to(keep)} >= {str(page.pk)}

    def test_log_says_which(self, editor: User) -> None:
        keep, other = tag("subsidie"), tag("fondsen")
        before = read_generation()
        merge_tags([other], into=keep, by=editor)
        entry = ModelLogEntry.objects.get(action="themes.merge_tags")
        assert (entry.user, entry.object_id, entry.data) == (editor, str(keep.pk), {"merged": ["fondsen"]})
        assert read_generation() != before

    def test_of_one_into_itself_changes_nothing(self, editor: User) -> None:
        keep = tag("subsidie")
        assert merge_tags([keep], into=keep, by=editor) == 0
        assert not ModelLogEntry.objects.filter(action="themes.merge_tags").exists()

    @pytest.mark.parametrize("role", ["writer", "moderator", "support", "member"])
    def test_is_for_editors(self, person_with_role: Callable[[str], User], role: str) -> None:
        with pytest.raises(PermissionDenied):
            merge_tags([tag("fondsen")], into=tag("subsidie"), by=person_with_role(role))
        assert Tag.objects.count() == 2

    def test_knows_all_models_that_carry_tags(self) -> None:
        assert sorted(model.__name__ for model in tagging_models()) == ["EventTag", "InitiativeTag", "ToolTag"]


class TestAddresses:
    """`?trefwoord=` finds what it found before."""

    @pytest.mark.parametrize("kind", ["initiative", "tool", "event"])
    def test_former_address_and_other_word_find(
        self, kind: str, network: Network, editor: User, client: Client
    ) -> None:
        factory, section = {
            "initiative": (InitiativeFactory, network.directory),
            "tool": (ToolFactory, network.library),
            "event": (EventFactory, network.calendar),
        }[kind]
        page = factory(title="Buurtfonds Houten", tags=["fondsen"])
        rename_tag(Tag.objects.get(), name="subsidie", slug="subsidie", by=editor)
        TagSynonym.objects.create(tag=Tag.objects.get(), name="Potje Geld")
        for asked in ("subsidie", "fondsen", "potje-geld", "Potje Geld"):
            listing = client.get(section.url, {"trefwoord": asked}).context["listing"]
            assert [card.title for card in listing.items] == [page.title], asked
            assert [chip.label for chip in listing.chips] == ["subsidie"]
        assert client.get(section.url, {"trefwoord": "bestaat-niet"}).context["listing"].total == 0

    def test_rare_tag_finds_although_it_is_not_offered(self) -> None:
        rare = tag("zeldzaam")
        assert with_asked_tag({"veel": (1, "veel")}, "zeldzaam") == {
            "veel": (1, "veel"),
            "zeldzaam": (rare.pk, "zeldzaam"),
        }

    def test_offered_tag_is_there_once_under_the_asked_address(self) -> None:
        kept = tag("subsidie", "fondsen")
        choices = {"koken": (7, "koken"), "subsidie": (kept.pk, "subsidie")}
        assert with_asked_tag(choices, "fondsen") == {"koken": (7, "koken"), "fondsen": (kept.pk, "subsidie")}

    def test_own_address_wins_over_a_former_one(self) -> None:
        FormerSlug.objects.create(tag=tag("subsidie"), slug="fondsen")
        own = tag("fondsen")
        assert with_asked_tag({}, "fondsen") == {"fondsen": (own.pk, "fondsen")}


def test_uses_count_pages_once_in_all_languages() -> None:
    """A page counts once, although its alias in the other language carries its tags too."""
    ToolFactory(tags=["koken", "geld"])
    InitiativeFactory(tags=["koken"], published=False)
    tag("ongebruikt")
    assert InitiativeTag.objects.count() + len(Tag.objects.get(name="koken").tagged_tools.all()) == 3
    assert dict(tags_with_uses().values_list("name", "uses")) == {"koken": 2, "geld": 1, "ongebruikt": 0}
