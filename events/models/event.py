"""A meeting of the network."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from community.themes.models import Tag, TagList, ThemeLink
from foundation.blocks import BODY_BLOCKS
from foundation.models import BasePage

MOST_THEMES = 2


class EventKind(models.TextChoices):
    """What sort of meeting it is. Values stand in addresses."""

    MEETING = "bijeenkomst", _("Network meeting")
    WORKSHOP = "workshop", _("Workshop")
    INTERVISION = "intervisie", _("Intervision")
    TRAINING = "scholing", _("Training")


class EventTheme(ThemeLink):
    """A theme of a meeting."""

    page = ParentalKey("events.Event", on_delete=models.CASCADE, related_name="theme_links")

    class Meta(ThemeLink.Meta):
        constraints = [models.UniqueConstraint("page", "theme", name="event_wears_a_theme_once")]


class EventTag(ItemBase):
    """A tag of a meeting."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_events")
    content_object = ParentalKey("events.Event", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        constraints = [models.UniqueConstraint("content_object", "tag", name="event_has_a_tag_once")]


class Event(RoutablePageMixin, BasePage):
    """A meeting, workshop or intervision; hosted by an initiative."""

    kind = models.CharField(_("kind"), max_length=12, choices=EventKind.choices, default=EventKind.MEETING)
    tagline = models.CharField(_("in one sentence"), max_length=160, blank=True)
    photo = models.ForeignKey(
        "foundation.Photo",
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Without a photo the page shows a drawing in the colour of its theme."),
    )
    start = models.DateTimeField(_("begins"), db_index=True)
    end = models.DateTimeField(_("ends"))
    doors = models.TimeField(_("doors open"), null=True, blank=True)
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    host = models.ForeignKey(
        "initiatives.Initiative",
        verbose_name=_("host"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The initiative that presents itself in the first part."),
    )
    venue = models.CharField(_("place"), max_length=120, blank=True)
    address = models.CharField(_("street and number"), max_length=120, blank=True)
    place = models.CharField(_("village or town"), max_length=80, blank=True)
    municipality = models.ForeignKey(
        "places.Municipality",
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    capacity = models.PositiveIntegerField(_("how many people fit"), null=True, blank=True)
    intro = RichTextField(_("introduction"), blank=True, features=["bold", "link", "ul"])
    access = RichTextField(_("how to get there"), blank=True, features=["bold", "link", "ul"])
    body = StreamField(
        BODY_BLOCKS,
        verbose_name=_("more text"),
        blank=True,
        use_json_field=True,
        help_text=_("Afterwards: how it went and what was learned."),
    )
    tags = TagList(verbose_name=_("tags"), through=EventTag, blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("kind"),
        FieldPanel("tagline"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("start"), FieldPanel("end"), FieldPanel("doors")]), FieldPanel("is_cancelled")],
            heading=_("When"),
        ),
        InlinePanel(
            "theme_links",
            heading=_("Themes"),
            label=_("theme"),
            min_num=1,
            max_num=MOST_THEMES,
            help_text=_("The first theme gives the page its colour."),
        ),
        FieldPanel("intro"),
        FieldPanel("photo"),
        FieldPanel("body"),
        FieldPanel("tags"),
    ]
    place_panels = [
        FieldPanel("host"),
        FieldPanel("venue"),
        FieldRowPanel([FieldPanel("address"), FieldPanel("place")]),
        FieldPanel("municipality"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])],
            heading=_("Point on the map"),
            classname="map-point",
        ),
        FieldPanel("access"),
        FieldPanel("capacity"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList([InlinePanel("parts", heading=_("Programme"), label=_("part"))], heading=_("Programme")),
            ObjectList(place_panels, heading=_("Place and host")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(BasePage.settings_panels, heading=_("Settings")),
        ]
    )
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("tagline", boost=2),
        index.SearchField("intro"),
        index.SearchField("body"),
        index.SearchField("venue"),
        index.SearchField("place"),
        index.FilterField("start"),
        index.FilterField("kind"),
    ]
    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["events.Calendar"]
    template = "events/event.html"

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def clean(self) -> None:
        """A meeting ends after it begins; a point on the map has two coordinates or none."""
        super().clean()
        errors = {}
        if self.start and self.end and self.end <= self.start:
            errors["end"] = _("The end must be later than the beginning.")
        if (self.latitude is None) != (self.longitude is None):
            errors["longitude"] = _("Give both coordinates, or none.")
        if errors:
            raise ValidationError(errors)

    @property
    def is_past(self) -> bool:
        """Whether it is over."""
        return self.end < timezone.now()

    @path("")
    def page_itself(self, request: HttpRequest) -> HttpResponse:
        """Show the page."""
        return self.render(request)

    @path("agenda/", name="ics")
    def ics(self, request: HttpRequest) -> HttpResponse:
        """One event for a calendar program."""
        from events.calendars import calendar_of  # noqa: PLC0415 - it needs this model

        return HttpResponse(
            calendar_of([self]),
            content_type="text/calendar; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{self.slug}.ics"'},
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the page shows."""
        from events.event_page import event_context  # noqa: PLC0415 - it needs this model

        return {**super().get_context(request, *args, **kwargs), **event_context(self, request)}
