"""The programme of a meeting: parts, each with timed items."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable


class ProgrammeItem(blocks.StructBlock):
    """One line of the programme."""

    time = blocks.TimeBlock(label=_("Time"), required=False)
    title = blocks.CharBlock(label=_("What"), max_length=120)
    note = blocks.CharBlock(label=_("In a few words"), required=False, max_length=240)

    class Meta:
        icon = "time"
        label = _("Programme item")


class ProgrammePart(Orderable):
    """A part of the meeting: the visit to the host, the theme."""

    page = ParentalKey("events.Event", on_delete=models.CASCADE, related_name="parts")
    title = models.CharField(_("title"), max_length=120)
    items = StreamField([("item", ProgrammeItem())], verbose_name=_("items"), blank=True, use_json_field=True)

    panels = [FieldPanel("title"), FieldPanel("items")]

    class Meta(Orderable.Meta):
        verbose_name = _("part of the programme")

    def __str__(self) -> str:
        """Return its title."""
        return self.title
