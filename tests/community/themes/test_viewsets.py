"""The editors' screens for tags."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.themes.models import FormerSlug, Tag, TagSynonym
from tests.admin_forms import filled_form
from tests.factories import ToolFactory

pytestmark = pytest.mark.django_db

LIST = "wagtailsnippets_themes_tag:list"


@pytest.fixture
def editor(signed_in: Callable[[str], Client]) -> Client:
    """A signed-in editor."""
    return signed_in("editor")


def rows(editor: Client, **asked: str) -> list[str]:
    """The names in the list."""
    return [tag.name for tag in editor.get(reverse(LIST), asked).context["object_list"]]


class TestList:
    """All tags."""

    def test_shows_uses_and_other_words(self, editor: Client) -> None:
        ToolFactory(tags=["koken"])
        TagSynonym.objects.create(tag=Tag.objects.get(), name="eten maken")
        (tag,) = editor.get(reverse(LIST)).context["object_list"]
        assert (tag.uses, tag.other_words) == (1, "eten maken")

    def test_sorts(self, editor: Client) -> None:
        for name in ("bakken", "Aardappel", "Zout"):
            Tag.objects.create(name=name)
        ToolFactory(tags=["bakken"])
        assert rows(editor) == ["Aardappel", "bakken", "Zout"]
        assert rows(editor, ordering="-name") == ["Zout", "bakken", "Aardappel"]
        assert rows(editor, ordering="-uses")[0] == "bakken"
        assert rows(editor, ordering="uses")[-1] == "bakken"

    @pytest.mark.parametrize("typed", ["fonds", "FONDSEN", "subsi"])
    def test_finds_by_name_and_other_word(self, editor: Client, typed: str) -> None:
        TagSynonym.objects.create(tag=Tag.objects.create(name="subsidie"), name="fondsen")
        Tag.objects.create(name="koken")
        assert rows(editor, q=typed) == ["subsidie"]

    def test_costs_the_same_with_more_rows(self, editor: Client) -> None:
        def queries() -> int:
            editor.get(reverse(LIST))  # what is remembered until the next change is read now
            with CaptureQueriesContext(connection) as captured:
                editor.get(reverse(LIST))
            return len(captured)

        def fill(first: int, last: int) -> None:
            for number in range(first, last):
                TagSynonym.objects.create(tag=Tag.objects.create(name=f"woord {number}"), name=f"ander {number}")

        fill(0, 2)
        few = queries()
        fill(2, 32)
        assert queries() == few

    def test_exports(self, editor: Client) -> None:
        TagSynonym.objects.create(tag=Tag.objects.create(name="subsidie"), name="fondsen")
        answer = editor.get(reverse(LIST), {"export": "csv"})
        assert b"".join(answer.streaming_content).decode().splitlines()[1] == "subsidie,subsidie,fondsen,0"


class TestEdit:
    """Changing a tag."""

    def save(self, editor: Client, tag: Tag, **changes: Any) -> Any:
        """Change the form and press save."""
        url = reverse("wagtailsnippets_themes_tag:edit", args=(tag.pk,))
        return editor.post(url, filled_form(editor, url, **changes))

    def with_word(self, word: str) -> dict[str, Any]:
        """The changes that add another word."""
        return {"synonyms__TOTAL_FORMS": 1, "synonyms__0__name": word, "synonyms__0__id": ""}

    def test_keeps_the_old_name_and_address(self, editor: Client) -> None:
        tag = Tag.objects.create(name="fondsen")
        assert self.save(editor, tag, name="subsidie", slug="subsidie", keep_name="on").status_code == 302
        assert list(TagSynonym.objects.values_list("name", flat=True)) == ["fondsen"]
        assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["fondsen"]

    def test_forgets_the_old_name_when_unticked(self, editor: Client) -> None:
        tag = Tag.objects.create(name="fonsden")
        self.save(editor, tag, name="fondsen", keep_name="")
        assert Tag.objects.get().name == "fondsen"
        assert not TagSynonym.objects.exists()

    def test_adds_another_word(self, editor: Client) -> None:
        tag = Tag.objects.create(name="subsidie")
        assert self.save(editor, tag, **self.with_word("fondsen")).status_code == 302
        assert list(tag.synonyms.values_list("name", flat=True)) == ["fondsen"]

    @pytest.mark.parametrize("word", ["koken", "KOKEN", "eten", "Subsidie"])
    def test_refuses_a_word_with_another_meaning(self, editor: Client, word: str) -> None:
        tag = Tag.objects.create(name="subsidie")
        TagSynonym.objects.create(tag=Tag.objects.create(name="koken"), name="eten")
        answer = self.save(editor, tag, **self.with_word(word))
        assert answer.status_code == 200
        assert answer.context["form"].formsets["synonyms"].forms[0].errors
        assert not tag.synonyms.exists()

    def test_refuses_the_same_word_twice(self, editor: Client) -> None:
        tag = Tag.objects.create(name="subsidie")
        twice = {"synonyms__TOTAL_FORMS": 2, "synonyms__0__name": "Fondsen", "synonyms__1__name": "fondsen"}
        answer = self.save(editor, tag, **twice, synonyms__0__id="", synonyms__1__id="")
        assert answer.status_code == 200
        assert set(answer.context["form"].formsets["synonyms"].forms[1].errors) == {"name"}

    @pytest.mark.parametrize("name", ["Koken", "eten"])
    def test_refuses_a_name_with_another_meaning(self, editor: Client, name: str) -> None:
        TagSynonym.objects.create(tag=Tag.objects.create(name="koken"), name="eten")
        answer = self.save(editor, Tag.objects.create(name="subsidie"), name=name)
        assert answer.status_code == 200
        assert answer.context["form"].errors

    def test_new_tag_gets_its_address_from_its_name(self, editor: Client) -> None:
        url = reverse("wagtailsnippets_themes_tag:add")
        form = editor.get(url).context["form"]
        assert "keep_name" not in form.fields
        assert editor.post(url, filled_form(editor, url, name="Samen koken")).status_code == 302
        assert Tag.objects.get().slug == "samen-koken"


class TestDeleteAndMerge:
    """What goes."""

    def test_delete_says_where_it_is_used(self, editor: Client) -> None:
        page = ToolFactory(title="Soep voor vijftig", tags=["koken"])
        tag = Tag.objects.get()
        call_command("rebuild_references_index", verbosity=0)
        answer = editor.get(reverse("wagtailsnippets_themes_tag:delete", args=(tag.pk,)))
        assert answer.context["usage_count"] == 2
        used = editor.get(reverse("wagtailsnippets_themes_tag:usage", args=(tag.pk,)))
        assert used.content.decode().count(page.title) >= 1
        editor.post(reverse("wagtailsnippets_themes_tag:delete", args=(tag.pk,)))
        assert not Tag.objects.exists()
        assert not type(page).objects.get(pk=page.pk).tags.exists()

    def merge_url(self, *tags: Tag) -> str:
        """The screen that merges these tags."""
        chosen = "&".join(f"id={tag.pk}" for tag in tags)
        return f"{reverse('wagtail_bulk_action', args=('themes', 'tag', 'merge'))}?{chosen}"

    def test_merge_proposes_the_tag_that_most_pages_carry(self, editor: Client) -> None:
        ToolFactory(tags=["koken"])
        few, many = Tag.objects.create(name="bakken"), Tag.objects.get(name="koken")
        answer = editor.get(self.merge_url(few, many))
        assert answer.context["form"].initial == {"into": many}

    def test_merge_of_one_asks_into_which(self, editor: Client) -> None:
        answer = editor.get(self.merge_url(Tag.objects.create(name="bakken")))
        assert answer.context["form"].initial == {}

    def test_merge_keeps_the_chosen_tag(self, editor: Client) -> None:
        page = ToolFactory(tags=["koken", "bakken"])
        koken, bakken = Tag.objects.get(name="koken"), Tag.objects.get(name="bakken")
        answer = editor.post(self.merge_url(koken, bakken), {"into": bakken.pk})
        assert answer.status_code == 302
        assert list(type(page).objects.get(pk=page.pk).tags.names()) == ["bakken"]
        assert list(bakken.synonyms.values_list("name", flat=True)) == ["koken"]

    def test_merge_without_a_choice_asks_again(self, editor: Client) -> None:
        tags = Tag.objects.create(name="koken"), Tag.objects.create(name="bakken")
        answer = editor.post(self.merge_url(*tags), {"into": ""})
        assert set(answer.context["form"].errors) == {"into"}
        assert Tag.objects.count() == 2

    def test_history_tells_of_the_merge(self, editor: Client) -> None:
        koken, bakken = Tag.objects.create(name="koken"), Tag.objects.create(name="bakken")
        editor.post(self.merge_url(koken, bakken), {"into": bakken.pk})
        history = editor.get(reverse("wagtailsnippets_themes_tag:history", args=(bakken.pk,)))
        assert history.status_code == 200
        assert "koken" in history.content.decode()
