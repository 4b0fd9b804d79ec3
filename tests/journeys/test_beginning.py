"""From nobody to an initiative with a page of its own: how many clicks that takes."""

import re
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer
from wagtail.models import TaskState

from community.initiatives.models import Initiative, Membership
from home.setup import EDITORS
from tests.factories import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

MOST_CLICKS = 12


@dataclass
class Hand:
    """A hand that counts what it does; choosing from a list counts as a click, typing does not."""

    page: Page
    clicks: int = 0

    def click(self, selector: str) -> None:
        """Click on it."""
        self.page.locator(selector).first.click()
        self.clicks += 1

    def choose(self, selector: str, label: str) -> None:
        """Take this choice of a list."""
        self.page.select_option(selector, label=label)
        self.clicks += 1


def test_initiative_is_online_within_twelve_clicks(page: Page, live_server: LiveServer) -> None:
    hand = Hand(page)
    page.goto(live_server.url)
    hand.click(".log-in")
    hand.click(".side .button")
    for name, text in (("first_name", "Truus"), ("last_name", "Mulder"), ("email", "truus@buurt.example")):
        page.fill(f"[name={name}]", text)
    hand.click("[name=agrees]")
    hand.click(".form .button")
    page.wait_for_url("**/account/confirm-email/")
    code = re.search(r"^\d{4}-\d{4}$", mail.outbox[-1].body, re.MULTILINE)
    assert code
    page.fill("[name=code]", code[0])
    hand.click(".form .button")
    page.wait_for_url("**/welkom/**")
    hand.click("main a:text('Sla deze stap over')")
    page.fill("[name=naam]", "Klompenpad Kamerik")
    hand.click("form[role=search] .button >> nth=-1")
    hand.click("main a[href*='/initiatief/aanmelden/']")
    page.fill("[name=tagline]", "Een wandelpad langs vier boerderijen.")
    page.fill("[name=activities]", "We maken een pad open dat honderd jaar dicht was.")
    hand.choose("[name=municipality]", "Woerden")
    hand.choose("[name=theme]", "Groen")
    hand.click("form[method=post] .button:text('Maak mijn pagina')")
    page.wait_for_url(re.compile(r"/initiatief/\d+/beheer/"))
    assert hand.clicks <= MOST_CLICKS

    initiative = Initiative.objects.get(title="Klompenpad Kamerik", locale__language_code="nl")
    assert Membership.objects.get(initiative=initiative).user.email == "truus@buurt.example"
    assert page.request.get(live_server.url + initiative.url_path.replace("/voorpagina", "")).status == 404  # not yet
    editor = UserFactory()
    editor.groups.add(Group.objects.get(name=EDITORS))
    task = TaskState.objects.get(revision__object_id=str(initiative.pk), status=TaskState.STATUS_IN_PROGRESS)
    task.approve(user=editor)
    initiative.refresh_from_db()
    page.goto(live_server.url + initiative.url)
    assert page.locator("h1").inner_text() == "Klompenpad Kamerik"
