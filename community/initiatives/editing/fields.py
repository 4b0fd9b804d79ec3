"""Fields of the editor's forms."""

import re
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.initiatives.models import Initiative
from community.members.profiles.forms import LineField
from community.members.writing import is_blank, one_line
from community.themes.models import Tag
from community.themes.models.tag_list import main_tags
from foundation.uploads import clean_picture

MOST_TAGS = 12
LONGEST_TAG = 60
POSTCODE = re.compile(r"([1-9][0-9]{3})\s*([A-Z]{2})?")
FEWEST_DIGITS = 6
LONGEST_FILE_NAME = 200
PICTURES = "image/jpeg,image/png,image/webp,image/avif,image/gif"
REQUIRED = {"required": gettext_lazy("Write this down.")}


def line(name: str, *, label: Any = None, help_text: Any = "", required: bool = False, **kwargs: Any) -> LineField:
    """A line of text, as long as the page has room for."""
    field = Initiative._meta.get_field(name)
    return LineField(
        label=label or capfirst(field.verbose_name),
        help_text=help_text,
        required=required,
        max_length=field.max_length,
        error_messages=REQUIRED,
        **kwargs,
    )


class NumberField(forms.FloatField):
    """A number that may be written with a comma."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    default_error_messages = {"invalid": gettext_lazy("This is no number. Write it like this: 52.0907")}

    def to_python(self, value: Any) -> Any:
        """The number. Raises ValidationError for anything else."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class WholeNumberField(forms.IntegerField):
    """A whole number between two others."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    default_error_messages = {
        "invalid": gettext_lazy("Write a whole number here, in digits."),
        "min_value": gettext_lazy("Write a number of at least %(limit_value)s."),
        "max_value": gettext_lazy("Write a number of at most %(limit_value)s."),
    }


class PostcodeField(LineField):
    """A Dutch postcode, with or without its letters; gives "3951 AB"."""

    def to_python(self, value: Any) -> str:
        """The postcode as it is written on envelopes. Raises ValidationError for what is none."""
        written = super().to_python(value).upper()
        if not written:
            return ""
        found = POSTCODE.fullmatch(written)
        if found is None:
            raise ValidationError(_("This is no postcode. Write it like this: 3951 AB"), code="postcode")
        return " ".join(part for part in found.groups() if part)


class PhoneField(LineField):
    """A telephone number, in any notation."""

    def clean(self, value: Any) -> str:
        """The number. Raises ValidationError for what has too few digits."""
        written: str = super().clean(value)
        if written and sum(character.isdigit() for character in written) < FEWEST_DIGITS:
            raise ValidationError(_("This number is not complete. Write it like this: 0343 44 12 34"), code="phone")
        return written


class EmailField(forms.EmailField):
    """An e-mail address."""

    widget = forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"})
    default_error_messages = {
        "invalid": gettext_lazy("This address is not complete. Write it like this: name@example.org")
    }

    def to_python(self, value: Any) -> str:
        """The address on one line."""
        return one_line(super().to_python(value) or "")


class WebsiteField(forms.URLField):
    """The address of a website; https:// may be left out."""

    widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"})
    default_error_messages = {
        "invalid": gettext_lazy("This address is not complete. Write it like this: www.example.org")
    }

    def __init__(self, **kwargs: Any) -> None:
        """Suppose that sites are safe."""
        super().__init__(assume_scheme="https", **kwargs)

    def to_python(self, value: Any) -> str:
        """The address. Raises ValidationError for what leads to no website."""
        address = super().to_python(one_line(str(value or ""))) or ""
        if address and not address.lower().startswith(("http://", "https://")):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return address


class TagsField(forms.CharField):
    """Keywords with commas between them; gives words, each once."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        """The words in one line."""
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """The words. Raises ValidationError for too many or too long ones."""
        words = [one_line(word).strip("\"'") for word in re.split(r"[,;\n]", super().clean(value))]
        tags = list({word.casefold(): word for word in reversed(words) if not is_blank(word)}.values())[::-1]
        too_long = [tag for tag in tags if len(tag) > LONGEST_TAG]
        if too_long:
            message = _(
                "“%(word)s…” is too long. Use at most %(most)s characters for each keyword, and commas between."
            )
            raise ValidationError(message % {"word": too_long[0][:30], "most": LONGEST_TAG}, code="too_long")
        if len(tags) > MOST_TAGS:
            message = _("These are %(number)s keywords. Choose the %(most)s that fit best.")
            raise ValidationError(message % {"number": len(tags), "most": MOST_TAGS}, code="too_many")
        return tags


def known_tags(words: list[str]) -> list[int | str]:
    """The tags that these words mean, as primary keys; words that are no tag yet stay words. Two queries."""
    entries = main_tags(words)
    new = [entry for entry in entries if isinstance(entry, str)]
    by_name = (
        {name.casefold(): pk for pk, name in Tag.objects.filter(name_in(new)).values_list("pk", "name")} if new else {}
    )
    found = (by_name.get(entry.casefold(), entry) if isinstance(entry, str) else entry.pk for entry in entries)
    return list(dict.fromkeys(found))


def name_in(words: list[str]) -> Q:
    """That a tag has one of these names, whatever its capitals."""
    return reduce(or_, (Q(name__iexact=word) for word in words))


class UploadField(forms.FileField):
    """A picture from somebody's own device; what comes out is made anew and ready to keep."""

    widget = forms.FileInput(attrs={"accept": PICTURES})
    default_error_messages = {
        "empty": gettext_lazy("This file is empty. Choose another photo."),
        "invalid": gettext_lazy("No photo arrived. Choose it again."),
        "missing": gettext_lazy("No photo arrived. Choose it again."),
        "max_length": gettext_lazy("The name of this file is too long. Give it a shorter one."),
        "too_large": gettext_lazy("This photo is too large. At most %(size)s fit."),
    }

    def __init__(self, **kwargs: Any) -> None:
        """Say what may be chosen."""
        kwargs.setdefault("max_length", LONGEST_FILE_NAME)
        super().__init__(**kwargs)
        self.help_text = self.help_text or gettext_lazy("JPEG, PNG, WebP, AVIF or GIF, at most 10 MB.")

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The fresh picture; None without one. Raises ValidationError for what is no good picture."""
        upload = super().clean(data, None)
        if not upload:
            return None
        most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
        if upload.size > most:
            message = self.error_messages["too_large"] % {"size": filesizeformat(most)}
            raise ValidationError(message, code="too_large")
        return clean_picture(upload, upload.name)
