"""A page with a title and a text."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from foundation.blocks import BODY_BLOCKS
from foundation.cards import Card
from foundation.models import BasePage
from foundation.visibility import open_to_all


class OrdinaryPage(BasePage):
    """About us, privacy, house rules: whatever has no type of its own."""

    tagline = models.CharField(_("in one sentence"), max_length=200, blank=True)
    body = StreamField(BODY_BLOCKS, verbose_name=_("text"), blank=True, use_json_field=True)

    content_panels = [*BasePage.content_panels, FieldPanel("tagline"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("tagline"), index.SearchField("body")]
    parent_page_types: ClassVar[list[str]] = ["home.FrontPage", "home.OrdinaryPage"]
    subpage_types: ClassVar[list[str]] = ["home.OrdinaryPage"]
    template = "home/ordinary_page.html"

    class Meta:
        verbose_name = _("ordinary page")
        verbose_name_plural = _("ordinary pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the pages below this one."""
        children = open_to_all(OrdinaryPage.objects.child_of(self)).defer("body").order_by("path") if self.pk else []
        return {
            **super().get_context(request, *args, **kwargs),
            "children": [Card(title=child.title, url=child.url or "", summary=child.tagline) for child in children],
        }
