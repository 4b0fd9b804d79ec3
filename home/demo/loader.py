"""Loading the demo network. What is there already, by slug or address, is left as it is."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Locale, Page, Site
from wagtail.signals import page_published

from community.initiatives.models import Direction, Initiative, InitiativeDirectory, InitiativeTheme, NeedOrOffer
from community.members.models import User
from community.places.queries import place_named
from community.themes.models import Theme, ThemeOverview
from events.models import Calendar, Event, EventTheme, ProgrammePart
from foundation.aliases import aliases_afterwards
from foundation.bulk import indexing_afterwards
from foundation.generation import next_generation
from foundation.models import NetworkIdentity
from foundation.translating import translate
from home.demo import buddies, forum, people, waiting
from home.demo.bodies import block_id, body
from home.demo.documents import document
from home.demo.people import Account
from home.models import FrontPage, OrdinaryPage, Stakeholder, StakeholderIndex, StakeholderTheme
from home.setup import EDITORS, MODERATORS, PARTNERS, SUPPORT_WORKERS, WRITERS, set_up_network
from knowledge.models import KnowledgeTool, Library, ToolAttachment, ToolTheme

CONTENT = Path(__file__).resolve().parent / "content"
PASSWORD = "kennisnetwerk"  # noqa: S105 - printed on the console: the demo's accounts are for everybody
ACCOUNTS = (
    Account("nieuw@demo.example", "Nienke", "Nieuwenhuis", "new here, welcome path still open"),
    Account("lid@demo.example", "Lida", "Lammers", "member of Zon op Woerden", initiative="zon-op-woerden"),
    Account(
        *("eigenaar@demo.example", "Hanneke", "Huisman", "owner of Dorpshuis De Schakel"),
        initiative="dorpshuis-de-schakel",
        is_owner=True,
    ),
    Account("redactie@demo.example", "Rachid", "Redacteur", "editor", group=EDITORS),
    Account("schrijver@demo.example", "Saskia", "Schrijver", "writer", group=WRITERS),
    Account("moderatie@demo.example", "Mo", "Moderator", "moderator", group=MODERATORS),
    Account("ondersteuning@demo.example", "Odette", "Ondersteuner", "support worker", group=SUPPORT_WORKERS),
    Account("beheer@demo.example", "Bea", "Beheerder", "administrator", is_superuser=True),
)
# House and colour of each theme, in the order of the street.
LOOKS = {
    "energie": ("energie", "#F4B92E", "Energie", "Energy"),
    "wonen": ("wonen", "#B4432E", "Wonen", "Housing"),
    "zorg": ("zorg", "#E59AA6", "Zorg", "Care"),
    "ontmoeten": ("ontmoeten", "#E07B39", "Ontmoeten", "Meeting"),
    "groen": ("groen", "#6BA644", "Groen", "Nature"),
    "voedsel": ("voedsel", "#9E2A4D", "Voedsel", "Food"),
    "vervoer": ("vervoer", "#2C6FAF", "Vervoer", "Transport"),
    "repareren-en-delen": ("repareren", "#8FAAB5", "Repareren", "Repair"),
    "geld-en-subsidie": ("geld", "#4FB39A", "Geld", "Money"),
    "bestuur-en-recht": ("bestuur", "#2F4A8F", "Bestuur", "Governance"),
    "vrijwilligers": ("vrijwilligers", "#8C5FA8", "Vrijwilligers", "Volunteers"),
    "gemeente-en-partners": ("gemeente", "#CDAE78", "Gemeente", "Council"),
}
FEATURED = (
    "vereniging-oprichten",
    "keuken-van-het-dorpshuis",
    "begroting-voor-het-eerste-jaar",
    "zo-bereid-je-het-gesprek-met-de-wethouder-voor",
)
FIRST_DAY = datetime(2025, 9, 1, 9, tzinfo=UTC)  # when the first page of the demo was published
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Say = Callable[[str, int, int], None]


def content(name: str) -> Any:
    """One file of the demo's content."""
    return json.loads((CONTENT / name).read_text(encoding="utf-8"))


class DemoLoader:
    """Loads the demo in the order in which things need each other."""

    def __init__(self, say: Say, *, today: date | None = None) -> None:
        """Take how to report progress (what, how many, of how many), and the day around which meetings lie."""
        self.say = say
        self.today = today or timezone.localdate()
        self.published = 0

    def load(self) -> None:
        """Load everything, or nothing at all when something is wrong with it."""
        with indexing_afterwards(), transaction.atomic(), aliases_afterwards():
            self.front = set_up_network()
            self.english = Locale.objects.get(language_code="en")
            self.themes = self.load_themes()
            self.initiatives = self.load_initiatives()
            self.load_tools()
            self.load_events()
            self.load_stakeholders()
            pages = self.load_pages()
            self.load_front(pages)
            buddies.load_buddies(content("buddies.json"), self.initiatives, today=self.today)
            self.load_people()
            next_generation()

    def counted(self, what: str, rows: list[Any]) -> Iterable[Any]:
        """Go through the rows and report progress."""
        for number, row in enumerate(rows, start=1):
            yield row
            self.say(what, number, len(rows))

    def publish(self, parent: Page, page: Page) -> Page:
        """Put the page below its parent, live and with a revision; each page a little later than the one before.

        What Wagtail's own publishing leaves behind, in half its time: it would read the revision back and save again.
        """
        self.published += 1
        moment = min(FIRST_DAY + timedelta(hours=41 * self.published), timezone.now())
        page.locale = parent.locale
        page.live = True
        page.first_published_at = page.last_published_at = moment
        parent.add_child(instance=page)
        revision = page.save_revision(clean=False)
        page.live_revision = revision
        page.has_unpublished_changes = False
        page.save(update_fields=["live_revision", "has_unpublished_changes"], clean=False)
        page_published.send(sender=type(page), instance=page, revision=revision)
        return page

    def translated(self, page: Page, english: dict[str, Any] | None) -> None:
        """Publish the English text, where there is one."""
        if english:
            translate(page, english, self.english)

    def section(self, model: type[Page]) -> Page:
        """The page of this type in the source language."""
        return model.objects.get(locale=self.front.locale)

    def load_themes(self) -> dict[str, Theme]:
        """The themes in order, in both languages."""
        overview = self.section(ThemeOverview)
        themes = {theme.slug: theme for theme in Theme.objects.child_of(overview)}
        for row in self.counted("themes", content("themes.json")):
            if row["slug"] in themes:
                continue
            house, colour, short, short_english = LOOKS[row["slug"]]
            theme = Theme(
                title=row["title"],
                slug=row["slug"],
                tagline=row["tagline"],
                intro=row["intro"],
                house=house,
                colour=colour,
                short_name=short,
            )
            themes[row["slug"]] = self.publish(overview, theme)
            self.translated(theme, {**row["en"], "short_name": short_english})
        return themes

    def wear_themes(self, page: Page, model: type[Any], slugs: list[str]) -> None:
        """Give the page its themes, in order."""
        page.theme_links = [model(theme=self.themes[slug], sort_order=order) for order, slug in enumerate(slugs)]

    def load_initiatives(self) -> dict[str, Initiative]:
        """The initiatives; five of them in English too."""
        directory = self.section(InitiativeDirectory)
        known = {page.slug: page for page in Initiative.objects.child_of(directory)}
        for row in self.counted("initiatives", content("initiatives.json")):
            if row["slug"] in known:
                continue
            municipality = place_named(row["municipality"])
            page = Initiative(
                **{name: row[name] for name in ("slug", "title", "tagline", "place", "address", "postcode", "phase")},
                **{name: row[name] for name in ("legal_form", "founded", "people", "website")},
                **{
                    name: row[name] for name in ("contact_name", "contact_email", "contact_phone", "contact_visibility")
                },
                **row["story"],
                municipality_id=municipality.pk if municipality else None,
                latitude=row["lat"],
                longitude=row["lon"],
                buddy_offer=row.get("buddy_offer", ""),
            )
            self.wear_themes(page, InitiativeTheme, row["themes"])
            page.needs_and_offers = [
                NeedOrOffer(
                    direction=direction,
                    kind=entry["kind"],
                    title=entry["title"],
                    note=entry["note"],
                    until=self.today + timedelta(weeks=entry["weeks"]) if "weeks" in entry else None,
                    sort_order=order,
                )
                for direction, name in ((Direction.NEED, "needs"), (Direction.OFFER, "offers"))
                for order, entry in enumerate(row[name])
            ]
            page.tags.set(row["tags"])
            known[row["slug"]] = self.publish(directory, page)
            english = row.get("en")
            if english:
                story = english.pop("story")
                self.translated(page, {**english, **story})
        return known

    def load_tools(self) -> None:
        """The knowledge tools; ten of them in English too."""
        library = self.section(Library)
        known = set(KnowledgeTool.objects.child_of(library).values_list("slug", flat=True))
        # One of each theme in turn, so that the newest tools are of all kinds.
        by_theme = [content(f"tools/{slug}.json") for slug in LOOKS]
        rows = [row for turn in zip_longest(*by_theme) for row in turn if row]
        for row in self.counted("tools", rows):
            if row["slug"] in known:
                continue
            page = KnowledgeTool(
                **{name: row[name] for name in ("slug", "title", "kind", "summary", "time", "costs", "phases")},
                last_reviewed=date.fromisoformat(row["last_reviewed"]),
                author=self.initiatives.get(row["author"]),
                body=body(row["body"], row["slug"]),
            )
            self.wear_themes(page, ToolTheme, row["themes"])
            page.tags.set(row["tags"])
            if "attachment" in row:
                page.attachments = [ToolAttachment(document=self.file(row["attachment"]), sort_order=0)]
            self.publish(library, page)
            english = row.get("en")
            if english:
                self.translated(page, {**english, "body": body(english["body"], row["slug"])})

    def file(self, attachment: dict[str, Any]) -> Document:
        """The attachment as a document of Wagtail's."""
        kept = Document(title=attachment["title"])
        written = document(attachment["filename"], attachment["paragraphs"])
        kept.file.save(attachment["filename"], ContentFile(written), save=False)
        kept.file_size = len(written)
        kept.save()
        return kept

    def moment(self, row: dict[str, Any], clock: str) -> datetime:
        """A time on the row's weekday, as many weeks from this one as it says."""
        monday = self.today - timedelta(days=self.today.weekday())
        day = monday + timedelta(weeks=row["week"], days=WEEKDAYS.index(row["weekday"]))
        return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))

    def parts(self, rows: list[dict[str, Any]], at: str) -> list[Any]:
        """The programme."""
        return [
            [
                {
                    "type": "item",
                    "id": block_id(f"{at}/part/{part}/{number}"),
                    "value": {"time": item.get("time") or None, "title": item["title"], "note": item.get("note", "")},
                }
                for number, item in enumerate(row["items"])
            ]
            for part, row in enumerate(rows)
        ]

    def load_events(self) -> None:
        """The meetings, around today; a few of them in English too."""
        calendar = self.section(Calendar)
        known = set(Event.objects.child_of(calendar).values_list("slug", flat=True))
        for row in self.counted("meetings", content("events.json")):
            if row["slug"] in known:
                continue
            municipality = place_named(row["municipality"])
            page = Event(
                **{name: row[name] for name in ("slug", "title", "tagline", "kind", "venue", "address", "place")},
                **{name: row[name] for name in ("capacity", "intro", "access")},
                start=self.moment(row, row["start"]),
                end=self.moment(row, row["end"]),
                doors=time.fromisoformat(row["doors"]) if row["doors"] else None,
                host=self.initiatives[row["host"]],
                municipality_id=municipality.pk if municipality else None,
                latitude=row["lat"],
                longitude=row["lon"],
                body=report(row["body"], row["slug"]),
            )
            self.wear_themes(page, EventTheme, row["themes"])
            page.tags.set(row["tags"])
            page.parts = [
                ProgrammePart(title=part["title"], items=items, sort_order=order)
                for order, (part, items) in enumerate(
                    zip(row["parts"], self.parts(row["parts"], row["slug"]), strict=True)
                )
            ]
            self.publish(calendar, page)
            english = row.get("en")
            if english:
                english.pop("parts", None)
                self.translated(page, {**english, "body": report(english.get("body", ""), row["slug"])})

    def load_stakeholders(self) -> None:
        """The stakeholders."""
        index = self.section(StakeholderIndex)
        known = set(Stakeholder.objects.child_of(index).values_list("slug", flat=True))
        for row in self.counted("stakeholders", content("stakeholders.json")):
            if row["slug"] in known:
                continue
            municipality = place_named(row["municipality"]) if row["municipality"] else None
            page = Stakeholder(
                **{name: row[name] for name in ("slug", "title", "kind", "tagline", "website")},
                **{name: row[name] for name in ("contact_name", "contact_email")},
                municipality_id=municipality.pk if municipality else None,
                body=report(row["body"], row["slug"]),
            )
            self.wear_themes(page, StakeholderTheme, row["themes"])
            self.publish(index, page)

    def load_pages(self) -> dict[str, OrdinaryPage]:
        """The ordinary pages, in both languages."""
        known = {page.slug: page for page in OrdinaryPage.objects.child_of(self.front)}
        for row in self.counted("pages", content("pages.json")):
            if row["slug"] in known:
                continue
            page = OrdinaryPage(
                slug=row["slug"], title=row["title"], tagline=row["tagline"], body=body(row["body"], row["slug"])
            )
            known[row["slug"]] = self.publish(self.front, page)
            self.translated(page, {**row["en"], "body": body(row["en"]["body"], row["slug"])})
        return known

    def load_front(self, pages: dict[str, OrdinaryPage]) -> None:
        """The texts of the front page and of the sections; only the first time."""
        front = FrontPage.objects.get(pk=self.front.pk)
        if front.lead:
            return
        texts = content("front.json")
        for model, name in (
            (InitiativeDirectory, "initiatives"),
            (Library, "tools"),
            (Calendar, "events"),
            (StakeholderIndex, "stakeholders"),
            (ThemeOverview, "themes"),
        ):
            page = self.section(model)
            dutch, english = texts["listings"][name]["nl"], texts["listings"][name]["en"]
            page.headline, page.tagline = dutch["title"], first_sentence(dutch["intro"])
            page.save_revision().publish()
            shown = page.get_translation(self.english)
            self.translated(
                page,
                {
                    "title": shown.title,
                    "slug": shown.slug,
                    "headline": english["title"],
                    "tagline": first_sentence(english["intro"]),
                },
            )
        fill_front(front, texts["nl"], pages, dutch=True)
        front.save_revision().publish()
        english_front = FrontPage.objects.get(pk=front.pk)
        fill_front(english_front, texts["en"], pages, dutch=False)
        names = ("headline", "lead", "map_title", "map_text", "idea_title", "idea_text", "idea_button", "wish_title")
        self.translated(
            front,
            {
                "title": "Front page",
                "slug": "front-page",
                **{name: getattr(english_front, name) for name in (*names, "wish_text", "wish_button", "footer")},
            },
        )
        identity = NetworkIdentity.for_site(Site.objects.get(is_default_site=True))
        identity.subtitle = "provincie Utrecht"
        identity.organisation = "Stichting De Omweg (demo)"
        identity.contact_email = "redactie@demo.example"
        identity.contact_phone = "030-555 01 00"
        identity.save()

    def load_people(self) -> None:
        """Accounts of each role with a known password, members who cannot sign in, and what they do here."""
        rows = content("people.json")
        people.load_accounts(ACCOUNTS, password=PASSWORD)
        users = people.load_people(rows)
        people.join_partners(rows, users, group=PARTNERS)
        people.load_memberships(rows, ACCOUNTS, users, self.initiatives)
        people.load_profiles(users, finished=[user for user in users if user != ACCOUNTS[0].email])
        people.load_follows()
        people.load_requests(users, self.initiatives)
        people.load_conversations(users)
        self.load_forum(users)

    def load_forum(self, users: dict[str, User]) -> None:
        """What people talk about in the forum."""
        readers = [account.email for account in ACCOUNTS[1:]]  # who is new here has read nothing yet
        topics = forum.load_forums(users, self.initiatives, today=self.today, readers=readers)
        waiting.load_waiting(users, readers=readers)
        self.say("topics", topics, topics)


def report(html: str, at: str) -> list[dict[str, Any]]:
    """A body of one text block; empty where there is no text."""
    return body([{"type": "text", "value": html}], at) if html else []


def first_sentence(html: str) -> str:
    """The first two sentences of an introduction, without tags."""
    text = html.replace("<p>", "").replace("</p>", " ").strip()
    return ". ".join(text.split(". ")[:2]).rstrip(".") + "."


FOOTER = (
    (("Meedoen", "Take part"), ("meedoen", "eerste-idee", "ondersteuning")),
    (("Over ons", "About us"), ("over-ons", "hoe-het-werkt", "onderzoek", "contact")),
    (("Voor partners", "For partners"), ("voor-gemeenten-en-partners",)),
)
SMALL_LINKS = ("privacy", "toegankelijkheid", "huisregels")


def fill_front(front: FrontPage, texts: dict[str, str], pages: dict[str, OrdinaryPage], *, dutch: bool) -> None:
    """Write the texts and links of a front page."""
    for name, value in texts.items():
        if name not in ("title", "network_text"):
            setattr(front, name, value)
    front.headline = texts["title"]
    front.idea_page = pages["eerste-idee"]
    front.wish_page = pages["contact"]
    front.join_page = pages["meedoen"]
    front.featured_tools = [
        {"type": "tool", "value": tool.pk, "id": block_id(f"featured/{tool.slug}")}
        for tool in sorted(
            KnowledgeTool.objects.filter(slug__in=FEATURED, locale=front.locale),
            key=lambda tool: FEATURED.index(tool.slug),
        )
    ]
    columns = [
        ("Het netwerk" if dutch else "The network", f"<p>{texts['network_text']}</p>", ()),
        *(((nl if dutch else en), "", slugs) for (nl, en), slugs in FOOTER),
    ]
    front.footer = [
        {
            "type": "column",
            "id": block_id(f"footer/{number}"),
            "value": {
                "title": title,
                "text": text,
                "pages": [
                    {"type": "item", "value": pages[slug].pk, "id": block_id(f"footer/{number}/{slug}")}
                    for slug in slugs
                ],
            },
        }
        for number, (title, text, slugs) in enumerate(columns)
    ]
    front.footer_links = [
        {"type": "page", "value": pages[slug].pk, "id": block_id(f"small/{slug}")} for slug in SMALL_LINKS
    ]
