"""The network's name and logo where there is no frame around the page: in the admin."""

from typing import Any

from django import template
from django.urls import reverse
from wagtail.models import Site

from community.themes.queries import source_badges
from home.frame import Identity, identity_of
from home.house_style import stylesheet_digest

register = template.Library()


@register.simple_tag(takes_context=True)
def network_identity(context: dict[str, Any]) -> Identity:
    """Who this network is; the shipped identity where the request belongs to no site."""
    return identity_of(site_id_of(context))


@register.simple_tag(takes_context=True)
def house_style_url(context: dict[str, Any]) -> str:
    """The stylesheet with the network's own colours."""
    return reverse("house_style", args=(stylesheet_digest(site_id_of(context)),))


@register.simple_tag
def first_theme_css() -> str:
    """The class of a theme to show an example in; "" where there is none yet."""
    return next((badge.css for badge in source_badges()), "")


def site_id_of(context: dict[str, Any]) -> int:
    """The site of the request, 0 where there is none."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    return site.pk if site else 0
