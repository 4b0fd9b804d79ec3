"""What the pages of topics write in Python, since they have so much of it."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from community.forums.reading.cards import Act
from foundation.templatetags.street import icon

register = template.Library()


@register.simple_tag
def ways_to_act(acts: Iterable[Act]) -> SafeString:
    """Write what somebody may do with a post, other than by its buttons."""
    links = ((act.url, icon(act.icon), act.word) for act in acts)
    return format_html_join("", '<a class="act" href="{}">{}{}</a>', links)
