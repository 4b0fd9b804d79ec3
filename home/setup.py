"""What a new network starts with: languages, an empty tree of sections, roles, a workflow."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from community.initiatives.models import InitiativeDirectory
from community.places.actions import load_municipalities
from community.places.models import Municipality
from community.themes.models import ThemeOverview
from events.models import Calendar
from foundation.generation import next_generation
from foundation.models import NetworkIdentity
from foundation.translating import translate
from home.models import FrontPage, StakeholderIndex
from home.starting_terms import start_with_terms
from knowledge.models import Library

EDITORS, WRITERS, MODERATORS, SUPPORT_WORKERS = "Redactie", "Schrijvers", "Moderatoren", "Ondersteuners"
PARTNERS = "Partners"  # people of municipalities and other organisations, who talk with each other in forums of theirs
WORKFLOW = "Nakijken door de redactie"

# What each role may do: page permissions, permissions on photos and files, other permissions (app_label.codename).
CURATES = tuple(
    f"themes.{action}_{model}" for model in ("tag", "tagsynonym") for action in ("add", "change", "delete", "view")
)
TUNES_SEARCH = (
    *(
        f"search.{action}_{model}"
        for model in ("synonym", "promotedresult")
        for action in ("add", "change", "delete", "view")
    ),
    "search.view_askedquery",
)
WRITES_TERMS = tuple(f"members.{action}_terms" for action in ("add", "change", "delete", "view"))
APPOINTS_OWNERS = tuple(f"initiatives.{action}_membership" for action in ("add", "change", "delete", "view"))
MODERATES = (
    *(f"forums.{action}_forum" for action in ("add", "change", "view", "moderate")),
    *(f"forums.{action}_watchedword" for action in ("add", "change", "delete", "view")),
)
ROLES: dict[str, dict[str, tuple[str, ...]]] = {
    EDITORS: {
        "pages": ("add", "change", "publish", "bulk_delete", "lock", "unlock"),
        "media": ("add", "change", "choose"),
        "other": (
            "wagtailadmin.access_admin",
            "wagtail_localize.submit_translation",
            *CURATES,
            *TUNES_SEARCH,
            *WRITES_TERMS,
            *APPOINTS_OWNERS,
        ),
    },
    WRITERS: {"pages": ("add",), "media": ("add", "choose"), "other": ("wagtailadmin.access_admin",)},
    MODERATORS: {"pages": (), "media": (), "other": ("wagtailadmin.access_admin", *MODERATES)},
    SUPPORT_WORKERS: {"pages": (), "media": (), "other": ("wagtailadmin.access_admin",)},
    PARTNERS: {"pages": (), "media": (), "other": ("forums.join_stakeholders",)},
}
MEDIA = {"wagtailimages": "image", "wagtaildocs": "document"}


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the site, with its title and slug in each language."""

    model: type[Page]
    nl: tuple[str, str]
    en: tuple[str, str]
    in_menu: bool = True


SECTIONS = (
    Section(Library, ("Kennistools", "kennistools"), ("Knowledge tools", "knowledge-tools")),
    Section(InitiativeDirectory, ("Initiatieven", "initiatieven"), ("Initiatives", "initiatives")),
    Section(Calendar, ("Bijeenkomsten", "bijeenkomsten"), ("Meetings", "meetings")),
    Section(ThemeOverview, ("Thema's", "themas"), ("Themes", "themes")),
    Section(
        StakeholderIndex,
        ("Gemeenten en partners", "partners"),
        ("Municipalities and partners", "partners"),
        in_menu=False,
    ),
)
HEADLINE = ("Wat de ene buurt leert, helpt de andere verder.", "What one neighbourhood learns helps the next one on.")


@transaction.atomic
def set_up_network() -> FrontPage:
    """Make what is missing, leave what is there; returns the front page in the source language."""
    next_generation()
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES}
    if not Municipality.objects.exists():
        load_municipalities()
    front = FrontPage.objects.filter(locale=locales["nl"]).first() or make_tree(locales)
    for name, rights in ROLES.items():
        give_rights(name, rights)
    make_workflow(front)
    start_with_terms()
    for unused in ("Editors", "Moderators"):  # Wagtail's own, of which ours are the Dutch and finer kind
        Group.objects.filter(name=unused, user__isnull=True).delete()
    next_generation()
    return front


def make_tree(locales: dict[str, Locale]) -> FrontPage:
    """The front page and the sections in every language, in place of Wagtail's welcome page."""
    root = Page.get_first_root_node()
    welcome = [page for page in root.get_children() if page.specific_class is Page]
    front = FrontPage(title="Voorpagina", slug="voorpagina", headline=HEADLINE[0], locale=locales["nl"])
    root.add_child(instance=front)
    front.save_revision().publish()
    site, _made = Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": front}
    )
    NetworkIdentity.objects.get_or_create(site=site)
    for page in welcome:
        Page.objects.get(pk=page.pk).delete()
    translate(front, {"title": "Front page", "slug": "front-page", "headline": HEADLINE[1]}, locales["en"])
    for section in SECTIONS:
        page = section.model(
            title=section.nl[0], slug=section.nl[1], locale=locales["nl"], show_in_menus=section.in_menu
        )
        front.add_child(instance=page)
        page.save_revision().publish()
        translate(page, {"title": section.en[0], "slug": section.en[1]}, locales["en"])
    return front


def give_rights(name: str, rights: dict[str, tuple[str, ...]]) -> Group:
    """The group with exactly these page and media rights; other permissions are added, never taken away."""
    group, _made = Group.objects.get_or_create(name=name)
    root = Page.get_first_root_node()
    pages = Permission.objects.filter(content_type__app_label="wagtailcore", content_type__model="page")
    for action in rights["pages"]:
        GroupPagePermission.objects.get_or_create(
            group=group, page=root, permission=pages.get(codename=f"{action}_page")
        )
    collection = Collection.get_first_root_node()
    for app_label, model in MEDIA.items():
        for action in rights["media"]:
            permission = Permission.objects.get(
                content_type__app_label=app_label, content_type__model=model, codename=f"{action}_{model}"
            )
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
    for dotted in rights["other"]:
        app_label, _dot, codename = dotted.partition(".")
        group.permissions.add(Permission.objects.get(content_type__app_label=app_label, codename=codename))
    return group


def make_workflow(front: FrontPage) -> Workflow:
    """Editors look at what writers submit, on every page of every language."""
    workflow, made = Workflow.objects.get_or_create(name=WORKFLOW)
    if made:
        task = GroupApprovalTask.objects.create(name=WORKFLOW)
        task.groups.add(Group.objects.get(name=EDITORS))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowPage.objects.update_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})
        Workflow.objects.filter(name="Moderators approval").update(active=False)
    return workflow
