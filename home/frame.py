"""The frame around every page: name, menu, footer, language switch, colours."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.templatetags.static import static
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.functional import cached_property
from wagtail.models import Page, Site
from wagtail.models.sites import get_site_for_hostname

from community.members.consent import must_agree
from community.members.queries import Person, colour_of, initials_of
from community.notifications.queries import Waiting, waiting_for
from community.themes.queries import ThemeBadge, badges
from foundation.aliases import foreign_language
from foundation.generation import per_generation
from foundation.listing import Link
from foundation.locales import active_locale_id, language_of, locale_ids
from foundation.menu import menu_places
from foundation.models import NetworkIdentity
from foundation.visibility import open_to_all
from home.house_style import stylesheet_digest
from home.links import localized_links
from home.models import FrontPage

PAGES = "wagtail_serve"  # the name of all addresses of pages
LONGEST_WAY_BACK = 1000  # characters; Django refuses to lead back to very long addresses
SOCIAL_IMAGE = "fill-1200x630|format-jpeg"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the footer."""

    title: str
    text: Any
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is the same around all pages of one language."""

    home_url: str
    home_title: str
    navigation: tuple[Link, ...]
    footer: tuple[Column, ...]
    footer_small: tuple[Link, ...]
    asking: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """The network as templates show it."""

    name: str
    subtitle: str
    organisation: str
    contact_email: str
    contact_phone: str
    contact_address: str
    logo_url: str
    logo_width: int
    logo_height: int
    social_image_url: str
    map_tiles: bool


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the switch; `url` leads to this very page in it."""

    code: str
    name: str
    url: str
    current: bool


@per_generation
def identity_of(site_id: int) -> Identity:
    """Name, logo and contact of the network."""
    kept = NetworkIdentity.objects.select_related("logo", "social_image").filter(site_id=site_id).first()
    kept = kept or NetworkIdentity()
    logo = kept.logo.get_rendition("height-120|format-webp-lossless") if kept.logo else None
    social = kept.social_image.get_rendition(SOCIAL_IMAGE) if kept.social_image else None
    return Identity(
        name=kept.name,
        subtitle=kept.subtitle,
        organisation=kept.organisation,
        contact_email=kept.contact_email,
        contact_phone=kept.contact_phone,
        contact_address=kept.contact_address,
        logo_url=logo.url if logo else "",
        logo_width=logo.width if logo else 0,
        logo_height=logo.height if logo else 0,
        social_image_url=social.url if social else "",
        map_tiles=kept.map_tiles,
    )


@per_generation
def site_id_at(hostname: str, port: str) -> int:
    """The site that answers to this host; 0 where there is none."""
    try:
        return get_site_for_hostname(hostname, port).pk
    except Site.DoesNotExist:
        return 0


@per_generation
def surroundings_of(locale_id: int) -> Surroundings:
    """Menu and footer in one language."""
    front = FrontPage.objects.live().filter(locale_id=locale_id).first()
    if front is None:
        return Surroundings("/", "", (), (), (), ())
    pages = open_to_all(front.get_children().in_menu()).order_by("path")
    columns = tuple(
        Column(
            title=block.value["title"],
            text=block.value["text"],
            links=tuple(localized_links((page.pk for page in block.value["pages"] if page), locale_id)),
        )
        for block in front.footer
    )
    return Surroundings(
        home_url=front.url or "/",
        home_title=front.title,
        navigation=menu_of(pages, locale_id),
        footer=columns,
        footer_small=tuple(localized_links((block.value.pk for block in front.footer_links if block.value), locale_id)),
        asking=tuple(localized_links([front.wish_page_id], locale_id)) if front.wish_page_id else (),
    )


def menu_of(pages: Iterable[Page], locale_id: int) -> tuple[Link, ...]:
    """These sections of one language, and among them what is no page."""
    links = [(page.specific_class, Link(page.title, page.url or "")) for page in pages]
    with translation.override(language_of(locale_id)):
        for place in menu_places():
            at = next((at for at, (model, _link) in enumerate(links) if model is place.before), len(links))
            links.insert(at, (None, Link(str(place.title), reverse(place.view))))
    return tuple(link for _model, link in links)


@dataclass(frozen=True, slots=True)
class Version:
    """A page in one language."""

    pk: int
    url: str
    is_alias: bool


@per_generation
def versions_of(translation_key: UUID) -> dict[int, Version]:
    """The public versions of a page by locale."""
    found = open_to_all(Page.objects.filter(translation_key=translation_key))
    return {page.locale_id: Version(page.pk, page.url or "", is_alias=page.alias_of_id is not None) for page in found}


@per_generation
def crumbs_to(path: str) -> tuple[Link, ...]:
    """The pages on the way to this place in the tree, itself included, below the front page."""
    steps = [path[:length] for length in range(3 * Page.steplen, len(path) + 1, Page.steplen)]
    return tuple(Link(page.title, page.url or "") for page in Page.objects.filter(path__in=steps).order_by("path"))


class Frame:
    """The frame of one request; each part is made when a template asks for it."""

    def __init__(self, request: HttpRequest, page: Page | None) -> None:
        """Take the request, and the page where it is one."""
        self.request = request
        self.page = page

    @cached_property
    def locale_id(self) -> int:
        """The language around the page."""
        return active_locale_id()

    @cached_property
    def site_id(self) -> int:
        """The site that answers to the host that was asked."""
        return site_id_at(split_domain_port(self.request.get_host())[0], self.request.get_port())

    @cached_property
    def identity(self) -> Identity:
        """Who this network is."""
        return identity_of(self.site_id)

    @cached_property
    def surroundings(self) -> Surroundings:
        """Menu and footer."""
        return surroundings_of(self.locale_id)

    @property
    def home_url(self) -> str:
        """The front page."""
        return self.surroundings.home_url

    @property
    def footer(self) -> tuple[Column, ...]:
        """Columns of the footer."""
        return self.surroundings.footer

    @property
    def footer_small(self) -> tuple[Link, ...]:
        """Small links of the footer."""
        return self.surroundings.footer_small

    @property
    def asking(self) -> tuple[Link, ...]:
        """Where somebody can ask what no page tells, or tell what they miss."""
        return self.surroundings.asking

    @property
    def search_url(self) -> str:
        """The search page."""
        return reverse("search")

    @property
    def login_url(self) -> str:
        """Where to sign in, and come back here; from the front page one goes on to one's own, or the welcome path."""
        here = self.request.get_full_path()
        login = reverse("account_login")
        nowhere = here.startswith(login.removesuffix("login/")) or here == self.home_url or len(here) > LONGEST_WAY_BACK
        return login if nowhere else redirect_to_login(here, login).url

    @cached_property
    def agree_url(self) -> str:
        """Where a member who has yet to agree to the terms can do so; "" for everybody else, and on that page."""
        agree = reverse("agree_to_terms")
        if self.request.path == agree or not must_agree(self.request):
            return ""
        return redirect_to_login(self.request.get_full_path(), agree).url

    @property
    def is_mine(self) -> bool:
        """Whether this is a page of the member's own."""
        return self.request.path.startswith(reverse("my_page"))

    @cached_property
    def waiting(self) -> Waiting:
        """How much news and how many conversations wait for a member; one query, and none for visitors."""
        return waiting_for(self.request.user) if self.request.user.is_authenticated else Waiting()

    @property
    def window(self) -> Person:
        """The window of who is signed in, without a query: their initials and their colour."""
        user: Any = self.request.user
        initials = initials_of(user.first_name, user.last_name)
        return Person(name=user.get_full_name(), initials=initials, css=colour_of(user.pk))

    @cached_property
    def navigation(self) -> list[Link]:
        """The menu, with the item we are in."""
        here = self.request.path
        return [Link(link.title, link.url, current=here.startswith(link.url)) for link in self.surroundings.navigation]

    @property
    def themes(self) -> list[ThemeBadge]:
        """All themes in order."""
        return list(badges(self.locale_id).values())

    @cached_property
    def crumbs(self) -> list[Link]:
        """The way here: ancestors below the front page."""
        if self.page is None or self.page.depth <= 3:  # noqa: PLR2004 - root, front page, section
            return []
        return list(crumbs_to(self.page.path[: -self.page.steplen]))

    @cached_property
    def versions(self) -> dict[int, Version]:
        """The public versions of this page by locale."""
        return versions_of(self.page.translation_key) if self.page is not None else {}

    @cached_property
    def languages(self) -> list[Language]:
        """The language switch: this page or view in each language, else that language's front page."""
        active = translation.get_language()
        query = self.request.META.get("QUERY_STRING", "")  # filters are the same in every language
        switch = []
        for code, name in settings.LANGUAGES:
            locale_id = locale_ids().get(code)
            if locale_id is None:
                continue
            version = self.versions.get(locale_id)
            url = version.url if version else surroundings_of(locale_id).home_url
            if version and query:
                url = f"{url}?{query}"
            elif self.is_view:
                here = self.request.get_full_path()
                url = here if code == active else translate_url(here, code)
            with translation.override(code):
                switch.append(Language(code, translation.gettext(str(name)), url, current=code == active))
        return switch

    @property
    def is_view(self) -> bool:
        """Whether this is an address of our own: not a page in the tree, and not one where a page was looked for."""
        match = self.request.resolver_match
        return self.page is None and match is not None and match.url_name != PAGES

    @cached_property
    def alternates(self) -> list[dict[str, str]]:
        """Full addresses of the translations, for search engines; an untranslated page has only its source."""
        return [
            {"code": language_of(locale_id), "url": self.absolute(version.url)}
            for locale_id, version in self.versions.items()
            if not version.is_alias
        ]

    @cached_property
    def canonical_url(self) -> str:
        """The address search engines should keep: without filters, and of the source where this is an alias."""
        if self.page is None:
            return ""
        source = next((version.url for version in self.versions.values() if version.pk == self.page.alias_of_id), "")
        number = self.request.GET.get("pagina", "")
        suffix = f"?pagina={number}" if number.isdigit() and number != "1" else ""
        return self.absolute(source or self.page.get_url(self.request) or self.request.path) + suffix

    @property
    def notice_untranslated(self) -> bool:
        """Whether the text is in another language than the page around it."""
        return bool(self.content_lang)

    @cached_property
    def content_lang(self) -> str:
        """The language of the text where it differs from the page around it, else ""."""
        return foreign_language(self.page) if self.page is not None else ""

    @cached_property
    def stylesheet_url(self) -> str:
        """The network's own colours."""
        return reverse("house_style", args=(stylesheet_digest(self.site_id),))

    @cached_property
    def social_image_url(self) -> str:
        """The picture for social media: the page's own, else the network's, else the shipped one."""
        own = getattr(self.page, "social_image", None) or getattr(self.page, "photo", None)
        if own:
            return self.absolute(own.get_rendition(SOCIAL_IMAGE).url)
        return self.absolute(self.identity.social_image_url or static("icons/social.png"))

    @cached_property
    def description(self) -> str:
        """What search engines show of this page."""
        return getattr(self.page, "summary_text", "")

    def absolute(self, url: str) -> str:
        """The full address."""
        return self.request.build_absolute_uri(url)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `frame`, around whatever page Wagtail found for this request."""
    of_the_site = getattr(request, "is_preview", False) or getattr(request, "outside_admin", False)
    if request.path_info.startswith(reverse("wagtailadmin_home")) and not of_the_site:
        return {}
    return {"frame": Frame(request, getattr(request, "shown_page", None))}
