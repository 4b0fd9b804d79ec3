"""Name, colours, logo and contact of the network that runs this software."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from foundation.panels import ColourPanel

hex_colour = RegexValidator(r"^#[0-9A-Fa-f]{6}$", _("Write a colour like this: #11493D."))


@register_setting(icon="site", order=1)
class NetworkIdentity(BaseSiteSetting):
    """Who this network is. Texts per language (lead, footer) are on the front page of that language."""

    name = models.CharField(_("name of the network"), max_length=80, default="Kennisnetwerk bewonersinitiatieven")
    subtitle = models.CharField(
        _("line under the name"), max_length=60, blank=True, help_text=_("For example the region.")
    )
    organisation = models.CharField(
        _("organisation"),
        max_length=80,
        blank=True,
        help_text=_("Who runs the network; stands at the foot of each page."),
    )
    brand_colour = models.CharField(
        _("main colour"),
        max_length=7,
        default="#11493D",
        validators=[hex_colour],
        help_text=_("Used for buttons. We make it lighter or darker where text would be hard to read."),
    )
    logo_left_colour = models.CharField(_("logo, left house"), max_length=7, default="#B4432E", validators=[hex_colour])
    logo_right_colour = models.CharField(
        _("logo, right house"), max_length=7, default="#11493D", validators=[hex_colour]
    )
    logo = models.ForeignKey(
        "foundation.Photo",
        verbose_name=_("own logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown in place of the two houses. At least 120 pixels high, on a transparent ground."),
    )
    social_image = models.ForeignKey(
        "foundation.Photo",
        verbose_name=_("picture for social media"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown when somebody shares a page that has no picture of its own. 1200 by 630 pixels."),
    )
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    contact_address = models.TextField(_("postal address"), blank=True)
    map_tiles = models.BooleanField(
        _("detailed map background"),
        default=False,
        help_text=_(
            "Loads map pictures of the Dutch land registry (PDOK). Visitors' browsers then ask PDOK for them; "
            "mention that in your privacy statement."
        ),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("subtitle"), FieldPanel("organisation")],
            heading=_("Name"),
        ),
        MultiFieldPanel(
            [
                ColourPanel("brand_colour"),
                FieldPanel("logo"),
                ColourPanel("logo_left_colour"),
                ColourPanel("logo_right_colour"),
                FieldPanel("social_image"),
            ],
            heading=_("Looks"),
        ),
        MultiFieldPanel(
            [FieldPanel("contact_email"), FieldPanel("contact_phone"), FieldPanel("contact_address")],
            heading=_("Contact"),
        ),
        MultiFieldPanel([FieldPanel("map_tiles")], heading=_("Map")),
    ]

    class Meta:
        verbose_name = _("network")

    def __str__(self) -> str:
        """Return the name of the network."""
        return self.name
