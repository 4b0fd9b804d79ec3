"""The editors' start page, and what the admin looks like."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.ui.components import Component

from home.panels import WaitingListView, WaitingPanel


@hooks.register("construct_homepage_panels")
def what_waits(request: HttpRequest, panels: list[Component]) -> None:
    """Put what waits for the editor first."""
    panels.insert(0, WaitingPanel())


@hooks.register("register_admin_urls")
def waiting_addresses() -> list[URLPattern]:
    """The lists behind the counts."""
    return [
        path("wachtend/<slug:kind>/", WaitingListView.as_view(), name="waiting"),
        path("wachtend/<slug:kind>/rijen/", WaitingListView.as_view(results_only=True), name="waiting_results"),
    ]


@hooks.register("insert_global_admin_css")
def house_colours() -> SafeString:
    """The network's colours and letters in the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin-own/admin.css"))


@hooks.register("construct_help_menu")
def no_help_elsewhere(request: HttpRequest, menu_items: list[Any]) -> None:
    """Keep the shortcuts; Wagtail's news and guides are in English and stand on other sites."""
    menu_items[:] = [item for item in menu_items if item.name == "keyboard-shortcuts-trigger"]
