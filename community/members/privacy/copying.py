"""The copy of somebody's data: one zip with JSON for programs, a page for people, and the files."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.members.models import User
from community.members.personal_data import kinds_of_personal_data

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One kind of data: its name in the JSON, its heading, its rows."""

    name: str
    label: str
    rows: Rows

    @property
    def shown(self) -> list[list[tuple[str, str]]]:
        """The rows as people read them."""
        return [[(capitalised(key), readable(value)) for key, value in row.items()] for row in self.rows]


def make_copy(user: User) -> bytes:
    """Everything known about somebody, as a zip, in their language."""
    with override(user.language):
        kinds = kinds_of_personal_data()
        chapters = [Chapter(kind.name, str(kind.label), kind.of(user)) for kind in kinds]
        written = BytesIO()
        with ZipFile(written, "w", ZIP_DEFLATED) as copy:
            copy.writestr(_("my-data.json"), as_json(user, chapters))
            copy.writestr(_("my-data.html"), as_page(user, chapters))
            for kind in kinds:
                for name, content in kind.files(user):
                    copy.writestr(name, content)
    return written.getvalue()


def as_json(user: User, chapters: list[Chapter]) -> str:
    """For programs."""
    told = {
        "site": settings.WAGTAILADMIN_BASE_URL,
        "made": timezone.now(),
        "language": user.language,
        "data": {chapter.name: chapter.rows for chapter in chapters},
    }
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def as_page(user: User, chapters: list[Chapter]) -> str:
    """For people: one page that needs nothing else, and prints well."""
    context = {
        "language": user.language,
        "name": user.get_full_name() or user.email,
        "site_name": settings.WAGTAIL_SITE_NAME,
        "site_url": settings.WAGTAILADMIN_BASE_URL,
        "made": timezone.now(),
        "chapters": [chapter for chapter in chapters if chapter.rows],
        "empty": [chapter for chapter in chapters if not chapter.rows],
    }
    return render_to_string("members/data_copy.html", context)


def capitalised(text: str) -> str:
    """With a capital."""
    return text[:1].upper() + text[1:].replace("_", " ")


def readable(value: Any) -> str:  # noqa: PLR0911 - a case for each kind of value
    """A value as people write it, in the language in use."""
    match value:
        case None | "" | [] | {}:
            return "–"
        case bool():
            return _("yes") if value else _("no")
        case datetime():
            return date_format(timezone.localtime(value) if timezone.is_aware(value) else value, "DATETIME_FORMAT")
        case date():
            return date_format(value, "DATE_FORMAT")
        case list() | tuple():
            return ", ".join(readable(part) for part in value)
        case dict():
            return ", ".join(f"{key}: {readable(part)}" for key, part in value.items())
        case _other:
            return str(value)


def data_page_of(user: User) -> str:
    """The address of a member's page about their data, in their language."""
    with override(user.language):
        return reverse("my_data")


def my_page_of(user: User) -> str:
    """The address of a member's own page, in their language."""
    with override(user.language):
        return reverse("my_page")


def within_copy(file: Any) -> str:
    """Where a file of a field stands within the copy; "" without one."""
    return _("files/%(name)s") % {"name": file.name.rpartition("/")[2]} if file else ""
