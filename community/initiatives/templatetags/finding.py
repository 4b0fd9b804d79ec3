"""What pages of an initiative show of others that fit it."""

from django import template

from community.initiatives.models import Initiative
from community.initiatives.needs.explaining import ShownWish, shown_matches
from community.initiatives.needs.matching import todays_matches

register = template.Library()


@register.simple_tag
def matches_for(initiative: Initiative) -> list[ShownWish]:
    """What fits the needs and offers that stand on the page (in the source language)."""
    return shown_matches(todays_matches(initiative.pk)) if initiative.live else []
