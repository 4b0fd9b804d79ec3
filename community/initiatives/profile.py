"""What the profile page of an initiative shows."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.templatetags.wagtailcore_tags import richtext

from community.initiatives.cards import picture_of_initiative, themes_of
from community.initiatives.models import ContactVisibility, Initiative
from community.initiatives.needs.on_page import finding_context
from community.initiatives.people.listing import around
from community.initiatives.permissions import can_see_contact
from community.initiatives.queries import directory_url
from community.places.queries import place_of
from community.themes.queries import ThemeBadge
from foundation.gathering import sections_for
from foundation.listing import Link
from foundation.pictures import HERO_WIDTHS, Picture, picture_of


def story_of(initiative: Initiative) -> list[dict[str, Any]]:
    """The parts of the story that are written, with their questions as titles."""
    parts = (
        ("began", _("How it began"), initiative.began),
        ("activities", _("What we do"), initiative.activities),
        ("success", _("What works well"), initiative.success),
        ("obstacles", _("Bumps on the road"), initiative.obstacles),
        ("current", _("What is going on now"), initiative.current),
    )
    return [{"anchor": anchor, "title": title, "html": richtext(html)} for anchor, title, html in parts if html]


def facts_of(initiative: Initiative) -> list[dict[str, Any]]:
    """The register: what is known in figures and words."""
    facts: list[dict[str, Any]] = [{"label": _("Place"), "value": initiative.place_line}]
    if initiative.founded:
        facts.append({"label": _("Began in"), "value": str(initiative.founded)})
    facts.append({"label": _("Phase"), "value": initiative.get_phase_display()})
    facts.append({"label": _("Legal form"), "value": initiative.get_legal_form_display()})
    if initiative.people:
        volunteers = ngettext("%(n)s volunteer", "%(n)s volunteers", initiative.people)
        facts.append({"label": _("People"), "value": volunteers % {"n": initiative.people}})
    if initiative.website:
        shown = initiative.website.split("://", 1)[-1].removeprefix("www.").rstrip("/")
        facts.append({"label": _("Website"), "value": shown, "url": initiative.website})
    return facts


def main_picture(initiative: Initiative, theme: ThemeBadge | None) -> Picture:
    """The picture on top, told in the initiative's own words where it wrote them."""
    picture = picture_of_initiative(initiative, theme, initiative.photo, HERO_WIDTHS)
    return replace(picture, alt=initiative.photo_alt) if initiative.photo and initiative.photo_alt else picture


def address_line(initiative: Initiative) -> str:
    """Where to find them: "Trompplein 5, Maarn. Twee minuten lopen van het station."."""
    address = ", ".join(part for part in (initiative.address, initiative.place) if part) if initiative.address else ""
    return ". ".join(part.rstrip(".") for part in (address, initiative.directions) if part)


def contact_of(initiative: Initiative, user: Any) -> dict[str, str] | None:
    """How to reach them, for who may see it."""
    written = initiative.contact_name or initiative.contact_email or initiative.contact_phone
    if not written or not can_see_contact(user, initiative):
        return None
    return {"name": initiative.contact_name, "email": initiative.contact_email, "phone": initiative.contact_phone}


def profile_context(initiative: Initiative, request: HttpRequest) -> dict[str, Any]:
    """Everything the profile's template names."""
    themes = themes_of(initiative)
    municipality = place_of(initiative.municipality_id)
    user = getattr(request, "user", None)
    contact = contact_of(initiative, user) if user is not None else None
    directory = directory_url(initiative.locale_id)
    people = around(initiative, to=user if user is not None and user.is_authenticated else None)
    found = finding_context(initiative, is_owner=bool(people.manage_url))
    return {
        **found,
        "badge": themes[0] if themes else None,
        "themes": themes,
        "picture": main_picture(initiative, themes[0] if themes else None),
        "place_line": initiative.place_line,
        "address_line": address_line(initiative),
        "story": story_of(initiative),
        "facts": [*facts_of(initiative), *found["buddy_facts"]],
        "contact": contact,
        "contact_hint": (
            _("Members of the network can see how to reach this initiative.")
            if contact is None and initiative.contact_visibility == ContactVisibility.MEMBERS
            else ""
        ),
        "map_image_url": (
            reverse("map_place", args=(municipality.slug, f"{initiative.latitude:.4f},{initiative.longitude:.4f}"))
            if municipality and initiative.latitude is not None and initiative.longitude is not None
            else ""
        ),
        "photos": [
            {"picture": picture_of(entry.photo, alt=entry.alt or None), "caption": entry.caption}
            for entry in initiative.photos.select_related("photo").prefetch_related("photo__renditions")
        ],
        "tags": [Link(tag.name, f"{directory}?trefwoord={tag.slug}") for tag in initiative.tags.all()],
        "around": people,
        "sections": sections_for("initiative", initiative, request=request),
    }
