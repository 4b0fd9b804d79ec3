"""The profile of an initiative, in the founding text's own questions."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index

from community.initiatives.editing.panels import PendingPanel
from community.initiatives.models.choices import ContactVisibility, Direction, LegalForm, NeedKind, Phase
from community.themes.models import Tag, TagList, ThemeLink
from foundation.blocks import STORY_FEATURES
from foundation.models import BasePage

MOST_THEMES = 3
FIRST_YEAR, LAST_YEAR = 1800, 2100
LONGEST_BUDDY_OFFER = 300  # characters
LONGEST_ALT = 250  # characters


class InitiativeTheme(ThemeLink):
    """A theme of an initiative."""

    page = ParentalKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="theme_links")

    class Meta(ThemeLink.Meta):
        constraints = [models.UniqueConstraint("page", "theme", name="initiative_wears_a_theme_once")]


class InitiativeTag(ItemBase):
    """A tag of an initiative."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_initiatives")
    content_object = ParentalKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        constraints = [models.UniqueConstraint("content_object", "tag", name="initiative_has_a_tag_once")]


class NeedOrOffer(Orderable):
    """Something an initiative looks for or offers to others."""

    page = ParentalKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="needs_and_offers")
    direction = models.CharField(_("looking for or offering"), max_length=8, choices=Direction.choices)
    kind = models.CharField(_("kind"), max_length=14, choices=NeedKind.choices, default=NeedKind.OTHER)
    title = models.CharField(_("what"), max_length=80)
    note = models.CharField(_("in a few words"), max_length=160, blank=True)
    # The last day on which it stands on the page.
    until = models.DateField(_("until"), null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("direction"), FieldPanel("kind")]),
        FieldPanel("title"),
        FieldPanel("note"),
        FieldPanel("until"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("need or offer")
        verbose_name_plural = _("needs and offers")
        indexes = [
            models.Index(fields=["direction", "page"], name="need_or_offer_by_direction"),
            models.Index(fields=["direction", "kind"], name="need_or_offer_by_kind"),
        ]

    def __str__(self) -> str:
        """Return what is asked or offered."""
        return self.title


class InitiativePhoto(Orderable):
    """A photo in the profile's gallery."""

    page = ParentalKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="photos")
    photo = models.ForeignKey("foundation.Photo", verbose_name=_("photo"), on_delete=models.CASCADE, related_name="+")
    caption = models.CharField(_("caption"), max_length=160, blank=True)
    # Empty: the description of the photo itself.
    alt = models.CharField(_("what can be seen"), max_length=LONGEST_ALT, blank=True)

    panels = [FieldPanel("photo"), FieldPanel("alt"), FieldPanel("caption")]

    def __str__(self) -> str:
        """Return the caption."""
        return self.caption


class Initiative(BasePage):
    """A citizens' initiative."""

    tagline = models.CharField(
        _("in one sentence"), max_length=160, help_text=_("What do you do, for whom? At most 160 characters.")
    )
    photo = models.ForeignKey(
        "foundation.Photo",
        verbose_name=_("main photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Without a photo the page shows a drawing in the colour of its theme."),
    )
    photo_alt = models.CharField(
        _("what can be seen"),
        max_length=LONGEST_ALT,
        blank=True,
        help_text=_("For people who do not see the photo. Empty: the description of the photo itself."),
    )
    began = RichTextField(_("How it began"), blank=True, features=STORY_FEATURES)
    activities = RichTextField(_("What we do"), blank=True, features=STORY_FEATURES)
    success = RichTextField(_("What works well"), blank=True, features=STORY_FEATURES)
    obstacles = RichTextField(_("Bumps on the road"), blank=True, features=STORY_FEATURES)
    current = RichTextField(_("What is going on now"), blank=True, features=STORY_FEATURES)

    municipality = models.ForeignKey(
        "places.Municipality", verbose_name=_("municipality"), on_delete=models.PROTECT, related_name="+"
    )
    place = models.CharField(_("village or neighbourhood"), max_length=80, blank=True)
    address = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=8, blank=True)
    directions = models.CharField(_("how to find you"), max_length=160, blank=True)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )

    phase = models.CharField(_("phase"), max_length=12, choices=Phase.choices, default=Phase.RUNNING)
    legal_form = models.CharField(_("legal form"), max_length=12, choices=LegalForm.choices, default=LegalForm.INFORMAL)
    founded = models.PositiveSmallIntegerField(
        _("began in"), null=True, blank=True, validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    people = models.PositiveIntegerField(_("number of volunteers"), null=True, blank=True)
    website = models.URLField(_("website"), blank=True)
    contact_name = models.CharField(_("name"), max_length=80, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    contact_visibility = models.CharField(
        _("who may see this"), max_length=8, choices=ContactVisibility.choices, default=ContactVisibility.MEMBERS
    )
    tags = TagList(verbose_name=_("tags"), through=InitiativeTag, blank=True)
    # An initiative that wrote something here goes along with a starting one for a while (see models/buddies.py).
    buddy_offer = models.CharField(
        _("what you can help a starting initiative with"), max_length=LONGEST_BUDDY_OFFER, blank=True
    )

    story_panels = [
        FieldPanel("began", help_text=_("How did the initiative come about?")),
        FieldPanel("activities", help_text=_("What do you do, how often, for whom?")),
        FieldPanel("success", help_text=_("What are your success factors?")),
        FieldPanel("obstacles", help_text=_("Which obstacles did you meet, and what helped?")),
        FieldPanel("current", help_text=_("Which themes are current for you?")),
    ]
    place_panels = [
        FieldRowPanel([FieldPanel("municipality"), FieldPanel("place")]),
        FieldRowPanel([FieldPanel("address"), FieldPanel("postcode")]),
        FieldPanel("directions"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])],
            heading=_("Point on the map"),
            classname="map-point",
            help_text=_("Click on the map, or write the coordinates."),
        ),
    ]
    detail_panels = [
        FieldRowPanel([FieldPanel("phase"), FieldPanel("legal_form")]),
        FieldRowPanel([FieldPanel("founded"), FieldPanel("people")]),
        FieldPanel("website"),
        MultiFieldPanel(
            [
                FieldPanel("contact_name"),
                FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
                FieldPanel("contact_visibility"),
            ],
            heading=_("Contact"),
        ),
    ]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("tagline"),
        FieldPanel("photo"),
        FieldPanel("photo_alt"),
        InlinePanel(
            "theme_links",
            heading=_("Themes"),
            label=_("theme"),
            min_num=1,
            max_num=MOST_THEMES,
            help_text=_("The first theme gives the page its colour."),
        ),
        FieldPanel("tags"),
        MultiFieldPanel(story_panels, heading=_("The story")),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList([PendingPanel(), *content_panels], heading=_("Story")),
            ObjectList(
                [
                    InlinePanel("needs_and_offers", heading=_("Needs and offers"), label=_("need or offer")),
                    FieldPanel("buddy_offer"),
                    InlinePanel("photos", heading=_("Photos"), label=_("photo")),
                ],
                heading=_("Needs, offers, photos"),
            ),
            ObjectList(place_panels, heading=_("Place")),
            ObjectList(detail_panels, heading=_("Facts and contact")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(BasePage.settings_panels, heading=_("Settings")),
        ]
    )
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("tagline", boost=2),
        index.SearchField("began"),
        index.SearchField("activities"),
        index.SearchField("success"),
        index.SearchField("obstacles"),
        index.SearchField("current"),
        index.SearchField("place"),
        index.FilterField("phase"),
        index.FilterField("municipality_id"),
        index.RelatedFields("needs_and_offers", [index.SearchField("title"), index.SearchField("note")]),
    ]
    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["initiatives.InitiativeDirectory"]
    template = "initiatives/initiative.html"

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        indexes = [models.Index(fields=["municipality", "phase"], name="initiative_place_phase")]

    def clean(self) -> None:
        """A point on the map has two coordinates or none."""
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"longitude": _("Give both coordinates, or none.")})

    @property
    def place_line(self) -> str:
        """Where it is, in one line: "Maarn, gemeente Utrechtse Heuvelrug"."""
        from community.initiatives.wording import place_line  # noqa: PLC0415 - wording needs queries

        return place_line(self.place, self.municipality_id)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the profile shows."""
        from community.initiatives.profile import profile_context  # noqa: PLC0415 - it needs this model

        return {**super().get_context(request, *args, **kwargs), **profile_context(self, request)}
