"""Every form of the site that visitors and members can fill in, found by looking at every page as each of them."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from community.forums import urls as forum_urls
from community.initiatives.editing.making import FORMS
from community.initiatives.editing.sections import ENGLISH, STORY
from community.initiatives.models import Direction, InitiativePhoto, NeedKind, NeedOrOffer
from community.members.accounts.adapters import LOGGED_IN
from community.members.models import User
from community.members.welcome import steps_of_welcome
from community.notifications import urls as notification_urls
from tests.factories import PhotoFactory, UserFactory
from tests.factories.people import PASSWORD
from tests.rights.walking import addresses, path_of
from tests.rights.world import ANONYMOUS, MEMBER, OTHER, OWN, OWNER, UNVERIFIED, World, make_world

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
# Of these the addresses are not looked at here: forums and notifications have tests of their own.
ELSEWHERE = {
    pattern.name
    for module in (forum_urls, notification_urls)
    for pattern in (*module.urlpatterns, *module.page_patterns)
}
NOT_OF_THE_SITE = ("wagtail", "admin", "_util", "media", "gallery", "account_logout")
FREE = ("text", "search", "textarea")
TYPED = ("email", "url", "tel", "number", "date", "password")
VARYING = re.compile(r"(?<=/)(?:[0-9a-f]{8}-[0-9a-f-]{27}|\d+)(?=/)|(?<=/leden/)[\w-]+")


@dataclass(frozen=True, slots=True)
class Field:
    """A field: `kind` is the type of an input, else the name of the element; `value` what a browser would send."""

    name: str
    kind: str
    value: str | None
    is_secret: bool = False  # a password or a code: never shown again


@dataclass(frozen=True, slots=True)
class Form:
    """A form on a page, as somebody sees it; `cookie` is their session."""

    who: str
    cookie: str = field(repr=False)
    page: str
    action: str
    method: str
    is_multipart: bool
    fields: tuple[Field, ...] = field(repr=False)
    is_kept: bool = False  # what the page sends while somebody types

    def named(self, *kinds: str) -> list[str]:
        """The names of its fields of these kinds."""
        return list(dict.fromkeys(one.name for one in self.fields if one.kind in kinds))

    @property
    def is_written(self) -> bool:
        """Whether there is anything to type."""
        return bool(self.named(*FREE, *TYPED))

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """What tells it from other forms: the same form on two pages, or for two people, is one."""
        return (VARYING.sub("*", self.action.partition("?")[0]), self.method, tuple(self.named(*FREE, *TYPED)))

    def __str__(self) -> str:
        """Its address and fields, and who sees it."""
        return f"{self.method} {self.key[0]} ({' '.join(self.key[2])}) as {self.who}"


def fields_of(form: Tag) -> Iterator[Field]:
    """What a browser would send."""
    for element in form.find_all(["input", "textarea", "select", "button"]):
        name = str(element.get("name") or "")
        kind = str(element.get("type", "text")) if element.name == "input" else str(element.name)
        if not name or name == "csrfmiddlewaretoken" or kind == "file":
            continue
        if element.has_attr("readonly") or element.has_attr("hidden"):
            kind = "hidden"  # for the browser: nobody types in it
        if element.has_attr("disabled"):
            yield Field(name, "hidden", None)  # of a script; a browser sends it once that runs
            continue
        secret = kind == "password" or "one-time-code" in str(element.get("autocomplete", ""))
        if kind == "textarea":
            yield Field(name, kind, element.get_text().removeprefix("\n"), secret)
        elif kind == "select":
            options = element.find_all("option")
            chosen = [str(option.get("value", "")) for option in options if option.has_attr("selected")]
            filled = [str(option["value"]) for option in options if option.get("value")]
            yield Field(name, kind, next(iter(value for value in (*chosen, *filled) if value), ""), secret)
        elif kind in ("checkbox", "radio"):
            # Agreeing and choosing are needed to come further; taking things away is not.
            is_ticked = element.has_attr("checked") or element.has_attr("required")
            yield Field(name, kind, str(element.get("value", "on")) if is_ticked else None, secret)
        elif kind != "image":
            yield Field(name, kind, str(element.get("value", "")), secret)


def forms_in(html: bytes, page: str, who: str, cookie: str) -> Iterator[Form]:
    """The forms of a page; one that is kept while somebody types is two."""
    for form in BeautifulSoup(html, "html.parser").find_all("form"):
        fields = tuple(fields_of(form))
        method = str(form.get("method", "get")).lower()
        multipart = form.get("enctype") == "multipart/form-data"
        yield Form(who, cookie, page, str(form.get("action") or page), method, multipart, fields)
        if form.get("data-keep"):
            yield Form(
                who, cookie, page, str(form["data-keep"]), "post", is_multipart=True, fields=fields, is_kept=True
            )


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Somebody who looks: how they are called, their session, and pages that only they can reach."""

    name: str
    cookie: str = ""
    pages: tuple[str, ...] = ()
    of: str = ""  # how the names of the addresses begin that differ for them


def cookie_of(client: Client) -> str:
    """The session of a client."""
    return client.cookies["sessionid"].value


def fresh(user: User) -> str:
    """The session of somebody who logged in a moment ago, for a long moment."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[LOGGED_IN] = time.time() + 10**6
    session.save()
    client.get(reverse("my_account"))
    return cookie_of(client)


def after(address: str, **sent: str) -> str:
    """The session of a visitor who sent a form."""
    client = Client()
    assert client.post(reverse(address), sent).status_code == 302, address
    return cookie_of(client)


def with_app() -> User:
    """Somebody with a second step."""
    user = UserFactory()
    TOTP.activate(user, SECRET)
    return user


def without_password() -> User:
    """Somebody who logs in with codes."""
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    return user


def with_passkey() -> Authenticator:
    """The passkey of somebody; no device has it."""
    return Authenticator.objects.create(user=UserFactory(), type="webauthn", data={"name": "Telefoon"})


def onlookers(world: World) -> Iterator[Onlooker]:
    """Everybody who sees forms that others do not."""
    yield Onlooker(ANONYMOUS, pages=tuple(public_pages()))
    account = "account_"
    yield Onlooker(UNVERIFIED, world.cookies[UNVERIFIED], of=account)
    yield Onlooker("awaiting a code", after("account_request_login_code", email=UserFactory().email), of=account)
    yield Onlooker("without their password", after("account_reset_password", email=UserFactory().email), of=account)
    yield Onlooker("at the second step", after("account_login", login=with_app().email, password=PASSWORD), of="mfa_")
    yield Onlooker("with a second step", fresh(with_app()), of="mfa_")
    key = with_passkey()
    yield Onlooker("with a passkey", fresh(key.user), (reverse("mfa_edit_webauthn", args=(key.pk,)),), of="-")
    client = Client()
    client.force_login(without_password())
    client.post(reverse("account_request_reauthentication_code"))
    yield Onlooker("asked who they are", cookie_of(client), of=account)
    yield Onlooker("without a password", fresh(without_password()), of=account)
    steps = (reverse("welcome_step", args=(step.slug,)) for step in steps_of_welcome())
    start = f"{reverse('start_initiative')}?naam=Buurttuin"
    yield Onlooker(MEMBER, fresh(world.things[MEMBER].user), (start, *steps))
    pk = world.things[OWNER].initiative.pk
    sections = tuple(reverse("initiative_edit", args=(pk, section)) for section in (*FORMS, ENGLISH))
    yield Onlooker(OWNER, fresh(world.things[OWNER].user), sections)


def public_pages() -> Iterator[str]:
    """One page of each type."""
    seen = set()
    for page in Page.objects.live().filter(depth__gt=1).order_by("path").specific():
        if page.specific_class not in seen and page.url:
            seen.add(page.specific_class)
            yield page.url


def paths_for(who: Onlooker, world: World) -> Iterator[str]:
    """Every address of the site, for what is theirs and what is others'."""
    yield from who.pages
    role = who.name if who.name in (MEMBER, OWNER) else ANONYMOUS
    for address in addresses():
        if ":" in address.name or address.name in ELSEWHERE or address.name.startswith(NOT_OF_THE_SITE):
            continue
        if not address.name.startswith(who.of):
            continue
        for whose in (OWN, OTHER):
            yield path_of(address, world, role=role, whose=whose)


def make_things() -> World:
    """The world of the rights matrix, with an owner whose profile has all there is to fill in."""
    world = make_world()
    page = world.things[OWNER].initiative
    story = "<p>Met een schep.</p><p>En <b>veel</b> buren.</p><ul><li>Een</li><li>Twee</li></ul>"
    for name in STORY:
        setattr(page, name, story)
    page.needs_and_offers = [
        NeedOrOffer(direction=direction, kind=NeedKind.SPACE, title="Een zaal") for direction in Direction.values
    ]
    page.photos = [InitiativePhoto(photo=PhotoFactory(), caption="De tuin", alt="Een tuin")]
    page.save_revision().publish()
    return world


def find_forms(world: World, note: Callable[[Any], None]) -> list[Form]:
    """Each form once; `note` gets every page that was looked at."""
    found: dict[Any, Form] = {}
    for who in onlookers(world):
        client = Client()
        if who.cookie:
            client.cookies["sessionid"] = who.cookie
        for path in dict.fromkeys(paths_for(who, world)):
            response = client.get(path)
            if response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html"):
                note(response)
                for form in forms_in(response.content, path, who.name, who.cookie):
                    if form.is_written and not form.action.startswith("http"):
                        found.setdefault(form.key, form)
    return list(found.values())
