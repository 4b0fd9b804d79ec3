"""Pages, published the way an editor does it: so with a revision, signals, and an alias in every other language."""

from datetime import timedelta
from typing import Any

import factory
import wagtail_factories
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from community.initiatives.models import Direction, Initiative, InitiativeDirectory, InitiativeTheme, NeedOrOffer
from community.places.models import Municipality
from community.themes.models import Theme, ThemeOverview
from events.models import Calendar, Event, EventTheme
from home.models import FrontPage, OrdinaryPage, Stakeholder, StakeholderIndex, StakeholderTheme
from knowledge.models import KnowledgeTool, Library, ToolTheme


def municipality_named(name: str) -> Municipality:
    """One of the municipalities that every network starts with."""
    return Municipality.objects.get(name=name)


# What a factory takes besides fields.
EXTRAS: dict[str, Any] = {"published": True, "themes": (), "tags": ()}
# Below which section a page of this type stands, and how it wears its themes.
PLACES: dict[type[Page], tuple[type[Page], type[Any] | None]] = {
    Initiative: (InitiativeDirectory, InitiativeTheme),
    KnowledgeTool: (Library, ToolTheme),
    Event: (Calendar, EventTheme),
    Stakeholder: (StakeholderIndex, StakeholderTheme),
    Theme: (ThemeOverview, None),
    OrdinaryPage: (FrontPage, None),
}


class PublishedPageFactory(wagtail_factories.PageFactory):
    """A page below the section of its type.

    parent: another page to stand below; published=False: only a draft. themes: theme pages, the first gives the
    colour; tags: words. Both only where the type has them.
    """

    class Meta:
        """Only a base."""

        abstract = True

    slug = factory.LazyAttribute(lambda page: slugify(page.title))

    @classmethod
    def _create(cls, model_class: type[Page], *_args: Any, **fields: Any) -> Page:
        """Put the page in the tree and publish it."""
        given = fields.pop("parent", None)
        published, themes, tags = (fields.pop(name, default) for name, default in EXTRAS.items())
        below, theme_link = PLACES[model_class]
        # Read anew: the tree library counts children on the object it is given.
        parent = Page.objects.get(pk=given.pk).specific if given else below.objects.get(locale__language_code="nl")
        page = model_class(locale=parent.locale, live=False, **fields)
        if theme_link:
            page.theme_links = [theme_link(theme=theme, sort_order=order) for order, theme in enumerate(themes)]
        if tags:
            page.tags.set(tags)
        # What refers to what takes a third of the time, and only the admin asks for it.
        with disable_reference_index_auto_update():
            parent.add_child(instance=page)
            revision = page.save_revision()
            if published:
                revision.publish()
                page.refresh_from_db()
        return page


class ThemeFactory(PublishedPageFactory):
    """A theme, with the house and colour of energy."""

    class Meta:
        """What it makes."""

        model = Theme

    title = factory.Sequence(lambda n: f"Thema {n}")
    tagline = "Samen meer."
    house = "energie"
    colour = "#F4B92E"


class InitiativeFactory(PublishedPageFactory):
    """An initiative in Woerden; `needs` and `offers` take titles, or entries that say more than a title."""

    class Meta:
        """What it makes."""

        model = Initiative

    title = factory.Sequence(lambda n: f"Initiatief {n}")
    tagline = "Buren die samen iets doen."
    municipality = factory.LazyFunction(lambda: municipality_named("Woerden"))
    place = "Woerden"
    latitude = 52.0853
    longitude = 4.8833

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, **fields: Any) -> Page:
        """Add what it asks and offers."""
        asked, offered = fields.pop("needs", ()), fields.pop("offers", ())
        if asked or offered:
            fields["needs_and_offers"] = [
                NeedOrOffer(
                    direction=direction, sort_order=order, **(said if isinstance(said, dict) else {"title": said})
                )
                for order, (direction, said) in enumerate(
                    [(Direction.NEED, said) for said in asked] + [(Direction.OFFER, said) for said in offered]
                )
            ]
        return super()._create(model_class, *args, **fields)


class ToolFactory(PublishedPageFactory):
    """A step plan without text."""

    class Meta:
        """What it makes."""

        model = KnowledgeTool

    title = factory.Sequence(lambda n: f"Kennistool {n}")
    summary = "Hiermee kun je morgen aan de slag."
    kind = "stappenplan"


class EventFactory(PublishedPageFactory):
    """A meeting of two hours, a week from now; `end` is two hours after `start` unless given."""

    class Meta:
        """What it makes."""

        model = Event

    title = factory.Sequence(lambda n: f"Bijeenkomst {n}")
    tagline = "Kom je ook?"
    start = factory.LazyFunction(lambda: timezone.now().replace(microsecond=0) + timedelta(days=7))
    end = factory.LazyAttribute(lambda event: event.start + timedelta(hours=2))
    venue = "Het Buurthuis"
    place = "Woerden"


class StakeholderFactory(PublishedPageFactory):
    """A fund."""

    class Meta:
        """What it makes."""

        model = Stakeholder

    title = factory.Sequence(lambda n: f"Partner {n}")
    tagline = "Wij maken ruimte."
    kind = "fonds"


class OrdinaryPageFactory(PublishedPageFactory):
    """A page with a title and no text, below the front page."""

    class Meta:
        """What it makes."""

        model = OrdinaryPage

    title = factory.Sequence(lambda n: f"Bladzijde {n}")
    tagline = "Wat je moet weten."
