"""Walking along every address of the project, and asking for it as everybody, by every method."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Page

from foundation import drawing_files
from home.house_style import stylesheet_digest
from tests.rights.world import OWN, OWNER, TOKEN, World

GET, POST, PUT, PATCH, DELETE = METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# What came of a request.
OK, LOGIN, REFUSED, MISSING, METHOD, WRONG = "ok", "login", "refused", "missing", "method", "wrong"
BY_STATUS = {403: REFUSED, 404: MISSING, 405: METHOD, 400: WRONG, 409: OK, 304: OK}
# Tables that any request may write: sessions, and counts of attempts.
ALWAYS_WRITTEN = ("django_session", "usersessions_usersession", "shared_cache")


@dataclass(frozen=True, slots=True)
class Address:
    """One address of the project: its name with its namespaces, or its route where it has none."""

    name: str
    parameters: tuple[str, ...]

    @property
    def rule(self) -> str:
        """The name of its rule: where one name has two addresses that differ in what comes of them, also by what."""
        return f"{self.name}#mode" if "mode" in self.parameters else self.name


def addresses() -> list[Address]:
    """Every address that the resolver knows, once."""
    return sorted(set(walk(get_resolver())), key=lambda address: (address.name, address.parameters))


def walk(
    resolver: URLResolver, spaces: tuple[str, ...] = (), before: str = "", taken: tuple[str, ...] = ()
) -> Iterator[Address]:
    """The addresses below this one."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        converters = tuple(entry.pattern.converters) or tuple(entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            name = ":".join((*spaces, entry.name)) if entry.name else route
            yield Address(name, (*taken, *converters))
        else:
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from walk(entry, inner, route, (*taken, *converters))


Arguments = dict[str, Any] | tuple[Any, ...]
Maker = Callable[[World, str, str], Arguments]


def fixed(*names: str) -> Maker:
    """The primary keys of things of this name, in the order of the parameters."""
    return lambda world, _role, _whose: tuple(getattr(world, name).pk for name in names)


def words(*values: Any) -> Maker:
    """Always the same."""
    return lambda _world, _role, _whose: values


def of_initiative(*more: Callable[[Any], Any]) -> Maker:
    """The initiative of the owner, or of somebody else; with something of it."""

    def make(world: World, role: str, whose: str) -> Arguments:
        things = world.things[OWNER] if whose == OWN else world.neighbour
        return (things.initiative.pk, *(get(things) for get in more))

    return make


def of_person(get: Callable[[Any], Any]) -> Maker:
    """Something of who asks, or of somebody else."""
    return lambda world, role, whose: (get(world.of(role, whose)),)


PAGE_TYPE = ("knowledge", "knowledgetool")
# By parameter, for Wagtail's addresses, where its names are telling enough.
BY_PARAMETER: dict[str, Callable[[World], Any]] = {
    "page_id": lambda world: world.tool.pk,
    "page_pk": lambda world: world.tool.pk,
    "parent_page_id": lambda world: world.section.pk,
    "page_to_move_id": lambda world: world.tool.pk,
    "destination_id": lambda world: world.front.pk,
    "content_type_app_name": lambda world: "knowledge",
    "content_type_model_name": lambda world: "knowledgetool",
    "revision_id": lambda world: world.revision.pk,
    "workflow_state_id": lambda world: world.state.pk,
    "task_id": lambda world: world.task.pk,
    "workflow_pk": lambda world: world.workflow.pk,
    "collection_id": lambda world: world.collection.pk,
    "document_id": lambda world: world.document.pk,
    "doc_id": lambda world: world.document.pk,
    "image_id": lambda world: world.photo.pk,
    "redirect_id": lambda world: world.redirect.pk,
    "translation_id": lambda world: world.translation.pk,
    "translation_source_id": lambda world: world.source.pk,
    "string_segment_id": lambda world: world.segment.pk,
    "overridable_segment_id": lambda world: world.overridable.pk,
    "session_id": lambda world: world.editing_session.pk,
    "filter_spec": lambda world: "width-100",
    "mode": lambda world: "gewoon",
}
# The thing whose primary key an address of this namespace takes.
BY_NAMESPACE = {
    "wagtailadmin_api:documents": "document",
    "wagtailadmin_api:images": "photo",
    "wagtailadmin_api:pages": "tool",
    "wagtailadmin_collections": "collection",
    "wagtailadmin_workflows": "workflow",
    "wagtailsnippets_themes_tag": "tag",
    "wagtailsnippetchoosers_themes_tag": "tag",
    "search_synonyms": "synonym",
    "search_promoted": "promoted",
    "members_terms": "planned_terms",
    "wagtaillocales": "locale",
    "wagtailsites": "site",
    "wagtailusers_users": "victim",
    "wagtailusers_groups": "group",
    "forums_forum": "forum",
    "forums_watchedword": "watched_word",
    "wagtaildocs_chooser": "document",
    "wagtailimages_chooser": "photo",
}
BY_NAME: dict[str, Maker] = {
    "wagtailadmin_api:pages:action": lambda world, *_: (world.tool.pk, "unpublish"),
    "wagtail_bulk_action": words("wagtailcore", "page", "delete"),
    "wagtailadmin_pages:choose_parent": words(*PAGE_TYPE),
    "wagtailadmin_pages:workflow_action": lambda world, *_: (world.draft.pk, "approve", world.task_state.pk),
    "wagtailadmin_pages:collect_workflow_action_data": lambda world, *_: (
        world.draft.pk,
        "approve",
        world.task_state.pk,
    ),
    "wagtailadmin_pages:confirm_workflow_cancellation": fixed("draft"),
    "wagtailadmin_pages:workflow_preview": fixed("draft", "task"),
    "wagtailadmin_pages:workflow_history_detail": fixed("draft", "state"),
    "wagtailadmin_pages:workflow_history": fixed("draft"),
    "wagtailadmin_pages:revisions_compare": lambda world, *_: (world.tool.pk, "earliest", "latest"),
    "wagtailadmin_tag_model_autocomplete": words("themes", "tag"),
    "wagtailadmin_workflows:add_task": words("wagtailcore", "groupapprovaltask"),
    "wagtailadmin_workflows:edit_task": fixed("task"),
    "wagtailadmin_workflows:disable_task": fixed("task"),
    "wagtailadmin_workflows:enable_task": fixed("task"),
    "wagtailadmin_editing_sessions:ping": lambda world, *_: (*PAGE_TYPE, str(world.tool.pk), world.editing_session.pk),
    "waiting": words("concepten"),
    "waiting_results": words("concepten"),
    "transfer_upload": words("initiatieven"),
    "transfer_confirm": words("initiatieven"),
    "transfer_export": words("initiatieven", "csv"),
    "wagtail_localize:submit_snippet_translation": lambda world, *_: ("themes", "tag", world.tag.pk),
    "wagtail_localize:snippets_api_listing": words("themes", "tag"),
    "wagtail_localize:snippets_api_detail": lambda world, *_: ("themes", "tag", world.tag.pk),
    "wagtailsettings:edit": lambda world, *_: ("foundation", "networkidentity", world.site.pk),
    "wagtailsettings:preview_on_edit": lambda world, *_: ("foundation", "networkidentity", world.site.pk),
    "wagtailimages:create_multiple_from_uploaded_image": fixed("photo_upload"),
    "wagtailimages:delete_upload_multiple": fixed("photo_upload"),
    "wagtaildocs:create_multiple_from_uploaded_document": fixed("document_upload"),
    "wagtaildocs:delete_upload_multiple": fixed("document_upload"),
    "initiatives_membership:edit": lambda world, *_: (world.neighbour.membership.pk,),
    "initiatives_membership:delete": lambda world, *_: (world.neighbour.membership.pk,),
    "initiatives_membership:history": lambda world, *_: (world.neighbour.membership.pk,),
    "initiatives_membership:history_results": lambda world, *_: (world.neighbour.membership.pk,),
    "initiatives_membership:usage": lambda world, *_: (world.neighbour.membership.pk,),
    "wagtailadmin_password_reset_confirm": words("MQ", "set-password"),
    "wagtaildocs_serve": lambda world, *_: (world.document.pk, world.document.filename),
    "wagtaildocs_authenticate_with_password": fixed("collection_restriction"),
    "wagtailcore_authenticate_with_password": fixed("restriction", "closed"),
    "wagtail_serve": words(""),
    "house_style": lambda world, *_: (stylesheet_digest(world.site.pk),),
    "map_place": lambda world, *_: ("de-moestuin", "52.0853,4.8833"),
    "media": lambda world, *_: (world.photo.file.name,),
    "terms_of_day": lambda world, *_: (world.terms.valid_from,),
    "mfa_remove_webauthn": fixed("key"),
    "mfa_edit_webauthn": fixed("key"),
    "data_export": of_person(lambda things: things.export.public_id),
    "member": of_person(lambda things: things.profile.public_id),
    "member_photo": of_person(lambda things: things.profile.public_id),
    "message_to": of_person(lambda things: things.profile.public_id),
    "conversation": of_person(lambda things: things.conversation.public_id),
    "conversation_act": lambda world, role, whose: (world.of(role, whose).conversation.public_id, "verlaten"),
    "unblock": of_person(lambda things: things.blocked.pk),
    "welcome_step": words("themas"),
    "forum": lambda world, *_: (world.forum.slug,),
    "forum_feed": lambda world, *_: (world.forum.slug,),
    "theme_feed": words("voedsel"),
    "new_topic": lambda world, *_: (world.forum.slug,),
    "topic": lambda world, *_: (world.neighbour.talk.topic.pk, world.neighbour.talk.topic.slug),
    "topic_by_key": lambda world, *_: (world.neighbour.talk.topic.pk,),
    "topic_feed": lambda world, *_: (world.neighbour.talk.topic.pk,),
    "topic_to_knowledge": lambda world, *_: (world.neighbour.talk.topic.pk,),
    "moderate_topic": lambda world, *_: (world.neighbour.talk.topic.pk,),
    "reply": lambda world, *_: (world.neighbour.talk.topic.pk,),
    "post": lambda world, *_: (world.neighbour.talk.post.pk,),
    "post_history": lambda world, *_: (world.neighbour.talk.post.pk,),
    "reply_to_post": lambda world, *_: (world.neighbour.talk.post.pk,),
    "moderate_post": lambda world, *_: (world.neighbour.talk.post.pk,),
    "moderation_person": fixed("victim"),
    "moderation_decide": fixed("report"),
    "moderation_answer": fixed("review"),
    "edit_post": of_person(lambda things: things.talk.post.pk),
    "delete_post": of_person(lambda things: things.talk.post.pk),
    "thank_post": of_person(lambda things: things.talk.post.pk),
    "report_post": of_person(lambda things: things.talk.post.pk),
    "choose_answer": of_person(lambda things: things.talk.answer.pk),
    "forum_draft": of_person(lambda things: f"post:{things.talk.post.pk}"),
    "forum_attachment": of_person(lambda things: things.talk.attachment.public_id),
    "forum_decision": of_person(lambda things: things.talk.decision.pk),
    "notification": of_person(lambda things: things.talk.notification.pk),
    "unsubscribe": of_person(lambda things: things.talk.token),
    "initiative_manage": of_initiative(),
    "initiative_people": of_initiative(),
    "initiative_invite": of_initiative(),
    "initiative_leave": of_initiative(),
    "initiative_join": of_initiative(),
    "initiative_needs": of_initiative(),
    "initiative_buddies": of_initiative(),
    "buddy_ask": of_initiative(),
    "buddy": of_initiative(lambda things: things.buddyship.pk),
    "initiative_edit_start": of_initiative(),
    "initiative_online": of_initiative(),
    "initiative_preview": of_initiative(),
    "initiative_versions": of_initiative(),
    "initiative_english_preview": of_initiative(),
    "initiative_english_versions": of_initiative(),
    "initiative_english_version": of_initiative(lambda _things: 1),
    "introduce": of_initiative(),
    "membership_change": of_initiative(lambda things: things.membership.pk),
    "request_decide": of_initiative(lambda things: things.request.pk),
    "invitation_change": of_initiative(lambda things: things.invitation.pk),
    "initiative_edit": of_initiative(lambda _things: "verhaal"),
    "initiative_draft": of_initiative(lambda _things: "verhaal"),
    "initiative_version": of_initiative(lambda things: things.initiative.latest_revision_id),
    "invitation": lambda world, role, whose: (f"{TOKEN}-{'De Moestuin' if whose == OWN else 'Het Buurthuis'}",),
    "my_invitation": lambda world, role, whose: (
        (world.things[OWNER] if whose == OWN else world.neighbour).invitation.pk,
    ),
}
# Addresses without a name, by their route.
UNNAMED = {
    "admin/login/": "/admin/login/",
    "admin/test404/": "/admin/test404/",
    "admin/^.*/$": "/admin/er-is-niets-hier/",
    "_util/login/": "/_util/login/",
}
# Addresses of which who asks, and whose it is, makes a difference.
OF_SOMEBODY = {
    name for name, make in BY_NAME.items() if make.__qualname__.startswith(("of_person", "of_initiative"))
} | {
    "conversation_act",
    "invitation",
    "my_invitation",
}


def path_of(address: Address, world: World, *, role: str, whose: str) -> str:
    """The path, with something real in it. Raises KeyError for parameters that nobody filled in here."""
    if address.name in UNNAMED:
        return UNNAMED[address.name]
    if address.name == "drawing":
        return drawing_files.scene(slug="x", house="energie", colour="#F4B92E", landscape="stad").url
    if address.name in BY_NAME:
        made = BY_NAME[address.name](world, role, whose)
        return reverse(
            address.name,
            args=[str(part) if isinstance(part, Page) else part for part in made[: len(address.parameters) or None]],
        )
    space = address.name.rpartition(":")[0]
    filled = {
        name: BY_PARAMETER[name](world) if name in BY_PARAMETER else getattr(world, BY_NAMESPACE[space]).pk
        for name in address.parameters
    }
    return reverse(address.name, kwargs=filled)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request, and the tables it wrote."""

    outcome: str
    written: frozenset[str]
    detail: str = ""


CLIENT = Client()  # one for all: it loads the middleware once


def ask(path: str, *, cookie: str, method: str, query: str = "") -> Answer:
    """Ask, and take back whatever it changed."""
    CLIENT.cookies.clear()
    if cookie:
        CLIENT.cookies["sessionid"] = cookie
    written: set[str] = set()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        head, _space, rest = sql.partition(" ")
        if head in ("INSERT", "UPDATE", "DELETE"):
            table = rest.replace("INTO ", "").replace("FROM ", "").replace("OR IGNORE ", "").split()[0].strip('"')
            written.add(table)
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(note):
        response = CLIENT.generic(method, path + query, content_type="application/x-www-form-urlencoded")
        outcome, detail = outcome_of(response, path), response.headers.get("Location", str(response.status_code))
        if response.streaming:
            list(response.streaming_content)  # a file is closed at its end
        transaction.set_rollback(True)
    return Answer(outcome, frozenset(written - set(ALWAYS_WRITTEN)), detail)


def outcome_of(response: HttpResponse, path: str) -> str:
    """What the answer says. Raises AssertionError for an error of the server."""
    status = response.status_code
    assert status < 500, f"{status} at {path}"
    if status == 302:
        where = response.headers["Location"]
        if where.startswith(("/account/login/?", "/admin/login/?")) or where in ("/account/login/", "/admin/login/"):
            return LOGIN
        # Where Wagtail sends who may not.
        return REFUSED if where == "/admin/" and path != "/admin/login/" else OK
    return BY_STATUS.get(status, OK)


def without_rendering(patch: Any) -> None:
    """Leave pages empty: rights are asked before, and writing two thousand pages takes minutes."""
    patch.setattr(Template, "render", lambda _self, context=None, request=None: "")
