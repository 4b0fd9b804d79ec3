"""The forms of writing. The names of the fields are those of what the actions take."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from community.forums.models import Post, Topic
from community.forums.readers import reader_of
from community.forums.reading.pages import links_to
from community.forums.writing.about import page_about
from community.forums.writing.fields import PostField
from community.forums.writing.posting import MOST_TAGS, kinds_for
from community.forums.writing.uploads import ACCEPTED, upload
from community.initiatives.editing.fields import TagsField, known_tags
from community.initiatives.models import Initiative
from community.members.conversations.forms import LARGEST, HiddenKey, HiddenNumber
from community.members.profiles.forms import LineField
from community.themes.models import Tag, Theme
from community.themes.queries import badges, similar_tags
from foundation.locales import active_locale_id


class PostForm(forms.Form):
    """A post. `user` writes it; `post` is the one that it changes."""

    text = PostField(label=gettext_lazy("Your text"))
    # Without scripts; the editor sends files by itself.
    file = forms.FileField(
        label=gettext_lazy("Add a picture or file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=gettext_lazy("At most 10 MB. After “Look at it first” you can add another one."),
    )
    alt = LineField(label=gettext_lazy("What can be seen on the picture?"), required=False, max_length=250)

    def __init__(
        self, data: Any = None, files: Any = None, *, user: Any, post: Post | None = None, **kwargs: Any
    ) -> None:
        """Take what was sent, with the file that came along as part of the text."""
        self.user, self.post = user, post
        self.file_errors: list[str] = []
        if data is not None and files:
            data = self.with_file(data, files)
        super().__init__(data, **kwargs)
        field: Any = self.fields["text"]
        field.user, field.post = user, post
        field.widget.user = user

    def with_file(self, data: Any, files: Any) -> Any:
        """The fields, with the file that was sent in the text: so it is not lost, whatever else has to be changed."""
        file = files.get("file")
        if file is None or "text-html" in data:
            return data
        data = data.copy()
        try:
            kept = upload(file, by=self.user, alt=data.get("alt", ""))
        except ValidationError as error:
            self.file_errors = error.messages
            return data
        words = kept.alt if kept.is_picture else kept.name.replace("[", "(").replace("]", ")")
        mark = "!" if kept.is_picture else ""
        address = reverse("forum_attachment", args=(kept.public_id,))
        data["text"] = f"{data.get('text', '').rstrip()}\n\n{mark}[{words}]({address})".lstrip()
        data["alt"] = ""
        return data

    def clean(self) -> dict[str, Any]:
        """Say what is wrong with the file."""
        for message in self.file_errors:
            self.add_error("file", message)
        return super().clean() or self.cleaned_data


def offer(field: Any, choices: list[tuple[str, Any]]) -> None:
    """Let somebody choose from these."""
    field.choices = choices


class ReplyForm(PostForm):
    """An answer in a topic."""

    initiative = forms.TypedChoiceField(
        label=gettext_lazy("In whose name?"), required=False, coerce=int, empty_value=None
    )
    reply_to = HiddenNumber(widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST)
    form_key = HiddenKey(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the initiatives of this person."""
        super().__init__(*args, **kwargs)
        mine = links_to(sorted(reader_of(self.user).initiative_ids))
        choices = [(str(pk), page.title) for pk, page in mine.items()]
        if choices:
            offer(self.fields["initiative"], [("", _("In my own name")), *choices])
        else:
            del self.fields["initiative"]

    def clean_initiative(self) -> Initiative | None:
        """The initiative in whose name it is written."""
        pk = self.cleaned_data["initiative"]
        return Initiative.objects.filter(pk=pk).first() if pk else None


class TopicForm(ReplyForm):
    """A new topic."""

    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), widget=forms.RadioSelect)
    title = LineField(
        label=gettext_lazy("Title"),
        max_length=150,
        help_text=gettext_lazy("In one line, as you would ask a neighbour."),
        error_messages={"required": gettext_lazy("Write in one line what it is about.")},
    )
    theme = forms.TypedChoiceField(label=gettext_lazy("Theme"), required=False, coerce=int, empty_value=None)
    tags = TagsField(
        label=gettext_lazy("Keywords"),
        required=False,
        help_text=gettext_lazy("Words that the network uses already, at most five, with commas between them."),
    )
    about = HiddenNumber(widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST)

    field_order = ["kind", "title", "text", "file", "alt", "tags", "theme", "initiative"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the kinds that this person may begin, and the themes."""
        super().__init__(*args, **kwargs)
        labels: dict[str, Any] = {
            Topic.Kind.QUESTION: _("A question: I want to know something"),
            Topic.Kind.CONVERSATION: _("A conversation: I want to tell or talk about something"),
            Topic.Kind.ANNOUNCEMENT: _("An announcement of the network"),
        }
        offer(self.fields["kind"], [(kind, labels[kind]) for kind in kinds_for(self.user)])
        self.fields["kind"].initial = Topic.Kind.QUESTION
        themes = [(str(pk), badge.name) for pk, badge in badges(active_locale_id()).items()]
        offer(self.fields["theme"], [("", _("No theme")), *themes])
        self.fields["text"].label = _("Tell more about it")

    def clean_theme(self) -> Theme | None:
        """The theme."""
        pk = self.cleaned_data["theme"]
        return Theme.objects.filter(pk=pk).first() if pk else None

    def clean_tags(self) -> list[Tag]:
        """The tags that these words mean. Raises ValidationError for words that are none, and more than fit."""
        entries = known_tags(self.cleaned_data["tags"])
        if len(entries) > MOST_TAGS:
            raise ValidationError(_("Choose the %(n)s keywords that fit best.") % {"n": MOST_TAGS})
        unknown = [entry for entry in entries if isinstance(entry, str)]
        if unknown:
            raise ValidationError([no_tag(word) for word in unknown])
        known = Tag.objects.in_bulk([entry for entry in entries if isinstance(entry, int)])
        return [known[entry] for entry in entries if isinstance(entry, int) and entry in known]

    def clean_about(self) -> Page | None:
        """The page that it is about, where anybody may see it; in the source language."""
        pk = self.cleaned_data["about"]
        return page_about(pk) if pk else None


def no_tag(word: str) -> str:
    """What to do with a word that is no keyword of the network."""
    similar = similar_tags(word)
    if not similar:
        return _("“%(word)s” is no keyword of the network. Choose another word, or leave it out.") % {"word": word}
    message = _("“%(word)s” is no keyword of the network. Do you mean %(tags)s? Else leave it out.")
    return message % {"word": word, "tags": ", ".join(f"“{name}”" for name in similar)}


class EditForm(PostForm):
    """A change of a post."""

    reason = LineField(
        label=gettext_lazy("Why do you change it?"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Stands beside the earlier text, for who looks at it."),
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)
