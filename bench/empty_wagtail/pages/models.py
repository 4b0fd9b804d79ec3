"""The one page of the empty site."""

from wagtail.models import Page


class HomePage(Page):
    """A page with nothing of its own."""
