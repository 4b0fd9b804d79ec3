"""An initiative with an owner, and how its forms are sent."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Page

from community.initiatives.editing.making import base_of
from community.initiatives.models import Initiative
from community.members.models import User
from tests.factories import InitiativeFactory, ThemeFactory, UserFactory
from tests.factories.community import OwnerFactory

STORY = ("began", "activities", "success", "obstacles", "current")


@dataclass
class Desk:
    """An initiative and somebody who owns it, with a client that is signed in as them."""

    initiative: Initiative
    user: User
    client: Client

    def fresh(self) -> Initiative:
        """The page as the database has it."""
        return Initiative.objects.select_related("latest_revision").get(pk=self.initiative.pk)

    @property
    def draft(self) -> Initiative:
        """The newest version."""
        return self.fresh().get_latest_revision_as_object()

    def url(self, section: str) -> str:
        """Where a section is edited."""
        return reverse("initiative_edit", args=[self.initiative.pk, section])

    def get(self, section: str) -> Any:
        """Open a section."""
        return self.client.get(self.url(section))

    def post(self, section: str, *, base: str | None = None, **fields: Any) -> Any:
        """Send a section; what is not given is sent as it is."""
        sent = {**self.as_is(section), **fields}
        sent["base"] = base_of(self.fresh()) if base is None else base
        return self.client.post(self.url(section), {name: value for name, value in sent.items() if value is not None})

    def as_is(self, section: str) -> dict[str, Any]:
        """What a browser sends when nothing is changed."""
        page = self.draft
        if section == "naam":
            return {"title": page.title, "tagline": page.tagline, "photo_alt": page.photo_alt}
        if section == "verhaal":
            return {f"{name}-html": getattr(page, name) for name in STORY}
        if section == "themas":
            themes = {f"theme_{n}": link.theme_id for n, link in enumerate(page.theme_links.all(), start=1)}
            return {**themes, "tags": ", ".join(tag.name for tag in page.tags.all())}
        names = {
            "plaats": ("municipality_id", "place", "address", "postcode", "directions", "latitude", "longitude"),
            "feiten": ("phase", "legal_form", "founded", "people", "website"),
            "contact": ("contact_name", "contact_email", "contact_phone", "contact_visibility"),
        }.get(section, ())
        values = {name.removesuffix("_id"): getattr(page, name) for name in names}
        return {name: "" if value is None else value for name, value in values.items()}

    def online(self, action: str = "online") -> Any:
        """Put it online, send it, or take it back."""
        return self.client.post(reverse("initiative_online", args=[self.initiative.pk]), {"action": action})


@pytest.fixture
def initiative(network: Any) -> Initiative:
    """An initiative that is online, with a theme and a story."""
    return InitiativeFactory(
        title="Buurttuin",
        slug="buurttuin",
        themes=[ThemeFactory(title="Groen")],
        tags=["compost"],
        began="<p>Met een schep.</p>",
    )


@pytest.fixture
def at_desk(initiative: Initiative) -> Callable[..., Desk]:
    """Make another owner of the initiative: trusted or not."""

    def make(*, is_trusted: bool = False, name: str = "Joke", page: Page | None = None) -> Desk:
        user = UserFactory(first_name=name, last_name="Bakker")
        OwnerFactory(initiative=page or initiative, user=user, is_trusted=is_trusted)
        client = Client()
        client.force_login(user)
        return Desk(page or initiative, user, client)

    return make


@pytest.fixture
def desk(at_desk: Callable[..., Desk]) -> Desk:
    """An owner whose changes wait for the editors."""
    return at_desk()


@pytest.fixture
def trusted(at_desk: Callable[..., Desk]) -> Desk:
    """An owner who publishes at once."""
    return at_desk(is_trusted=True, name="Ahmed")


@pytest.fixture
def picture() -> Callable[..., SimpleUploadedFile]:
    """Make a file with a picture in it, as somebody uploads it."""

    def make(name: str = "foto.jpg", *, kind: str = "JPEG", size: tuple[int, int] = (40, 24)) -> SimpleUploadedFile:
        written = BytesIO()
        Image.new("RGB", size, "#11493D").save(written, format=kind)
        return SimpleUploadedFile(name, written.getvalue())

    return make
