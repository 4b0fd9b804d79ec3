"""What members tell about themselves."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.members.models import MemberProfile, Visibility
from community.members.models.profile import LONGEST_ABOUT, LONGEST_SKILL, MOST_SKILLS, Language
from community.members.profiles.photos import square_photo
from community.members.writing import is_blank, one_line, paragraphs
from community.themes.queries import badges
from foundation.locales import active_locale_id
from foundation.templatetags.street import stone

BETWEEN_SKILLS = re.compile(r"[,;\n]")
PICTURES = "image/jpeg,image/png,image/webp,image/avif,image/gif"
LONGEST_NAME = 150  # characters, of each of the two


class LineField(forms.CharField):
    """A line of text in any script."""

    default_error_messages = {
        "max_length": gettext_lazy("This is too long: %(show_value)s characters. Use at most %(limit_value)s.")
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without a limit in the browser: it would cut off what is pasted, and say nothing."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def to_python(self, value: Any) -> str:
        """The line, without what no eye sees."""
        line = one_line(super().to_python(value) or "")
        return "" if is_blank(line) else line


class ParagraphsField(LineField):
    """Text in paragraphs."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """The paragraphs."""
        text = paragraphs(forms.CharField.to_python(self, value) or "")
        return "" if is_blank(text) else text


class SkillsField(forms.CharField):
    """Skills in somebody's own words: a line or a comma between them."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        """Each on a line of its own."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """The skills, each once. Raises ValidationError for too many or too long ones."""
        once: dict[str, str] = {}
        for word in map(one_line, BETWEEN_SKILLS.split(paragraphs(super().clean(value)))):
            if not is_blank(word):
                once.setdefault(word.casefold(), word)
        skills = list(once.values())
        too_long = [skill for skill in skills if len(skill) > LONGEST_SKILL]
        if too_long:
            message = _("“%(skill)s…” is too long. Use at most %(most)s characters for each.")
            raise ValidationError(message % {"skill": too_long[0][:30], "most": LONGEST_SKILL}, code="too_long")
        if len(skills) > MOST_SKILLS:
            message = _("These are %(number)s. Choose the %(most)s that matter most.")
            raise ValidationError(message % {"number": len(skills), "most": MOST_SKILLS}, code="too_many")
        return skills


class PhotoField(forms.FileField):
    """A photo; what comes out is made anew, square, and ready to keep."""

    widget = forms.FileInput(attrs={"accept": PICTURES})
    default_error_messages = {
        "empty": gettext_lazy("This file is empty. Choose another photo."),
        "invalid": gettext_lazy("No photo arrived. Choose it again."),
        "missing": gettext_lazy("No photo arrived. Choose it again."),
    }

    def clean(self, data: UploadedFile | None, initial: Any = None) -> Any:
        """The photo; None without one. Raises ValidationError for what is no good photo."""
        upload = super().clean(data, None)
        return square_photo(upload, upload.name, upload.size) if upload else None


def sent_data(request: HttpRequest) -> tuple[Any, Any]:
    """What a form gets of a request: what was sent and the files, also where that is nothing; None for a first look."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def theme_ticks() -> list[tuple[int, str]]:
    """All themes, each with its stone."""
    return [(badge.pk, format_html("{} {}", stone(badge), badge.name)) for badge in badges(active_locale_id()).values()]


def themes_field(label: Any, help_text: Any = "") -> forms.TypedMultipleChoiceField:
    """A tick box for each theme."""
    return forms.TypedMultipleChoiceField(
        label=label,
        help_text=help_text,
        choices=theme_ticks,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class PartsForm(forms.Form):
    """Some parts of a profile. A form has the fields of the parts that it names; the answers go to `keep_profile`."""

    def __init__(self, *args: Any, profile: MemberProfile, **kwargs: Any) -> None:
        """Begin with what is known."""
        self.profile = profile
        super().__init__(*args, **{**kwargs, "initial": self.known(profile)})

    def known(self, profile: MemberProfile) -> dict[str, Any]:
        """What the profile has for the fields of this form."""
        values: dict[str, Any] = {"first_name": profile.user.first_name, "last_name": profile.user.last_name}
        for name in self.base_fields:
            if name == "themes":
                values[name] = list(profile.themes.values_list("pk", flat=True)) if profile.pk else []
            elif name not in ("first_name", "last_name", "photo", "remove_photo"):
                values[name] = getattr(profile, name)
        return values

    @property
    def arrived_photo(self) -> Any:
        """The photo that arrived in good order, also where something else is wrong: it would not be sent again."""
        return self.cleaned_data.get("photo") if self.is_bound else None


class IntroductionForm(PartsForm):
    """The first step of the welcome path."""

    photo = PhotoField(
        label=gettext_lazy("Photo"),
        required=False,
        help_text=gettext_lazy("We cut it to a square. Where it was taken is removed."),
    )
    about = ParagraphsField(
        label=gettext_lazy("About me"),
        required=False,
        max_length=LONGEST_ABOUT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("What do you do in your neighbourhood, and what makes you do it?"),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages I speak"),
        required=False,
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
    )


def visibility_choice(label: Any) -> forms.ChoiceField:
    """Who may see a part."""
    return forms.ChoiceField(label=label, choices=Visibility.choices)


class ProfileForm(IntroductionForm):
    """All parts, each with who may see it."""

    first_name = LineField(
        label=gettext_lazy("First name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": gettext_lazy("Write the name that people call you by.")},
    )
    last_name = LineField(
        label=gettext_lazy("Last name"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    remove_photo = forms.BooleanField(label=gettext_lazy("Remove my photo"), required=False)
    themes = themes_field(gettext_lazy("Themes I care about"))
    skills = SkillsField(
        label=gettext_lazy("What I can help others with"),
        required=False,
        help_text=gettext_lazy("In your own words, each on a line of its own. For example: keeping the books."),
    )
    name_visibility = visibility_choice(gettext_lazy("Who may see my name?"))
    photo_visibility = visibility_choice(gettext_lazy("Who may see my photo?"))
    about_visibility = visibility_choice(gettext_lazy("Who may see what I wrote about me?"))
    themes_visibility = visibility_choice(gettext_lazy("Who may see my themes?"))
    skills_visibility = visibility_choice(gettext_lazy("Who may see what I can help with?"))
    languages_visibility = visibility_choice(gettext_lazy("Who may see my languages?"))

    FIELDS_OF_PARTS = {"name": ("first_name", "last_name"), "photo": ("photo", "remove_photo")}

    def parts(self) -> Iterable[tuple[str, list[BoundField], BoundField]]:
        """Each part: its name, its fields, and who may see it."""
        for part in MemberProfile.PARTS:
            names = self.FIELDS_OF_PARTS.get(part, (part,))
            fields = [self[name] for name in names if name != "remove_photo" or self.profile.photo]
            yield part, fields, self[f"{part}_visibility"]


class InterestsForm(PartsForm):
    """The last step of the welcome path."""

    themes = themes_field(gettext_lazy("Themes I care about"))
