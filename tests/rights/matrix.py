"""Who may do what, for every address of the project.

A rule says what comes of a GET and of a POST for each role; an address that no rule names, or two do, fails the suite.
By any other method nobody gets further than by these two: see `test_matrix`.

A rule is made of ways, and a way says who is let in, and what the others get: visitors (who did not sign in, or never
confirmed their address) and members (who signed in, but are not let in). In the admin, STAFF is everybody who may enter
it: whoever may not is sent away before anything is asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.rights.walking import LOGIN, METHOD, MISSING, OK, REFUSED, WRONG
from tests.rights.world import (
    ADMINISTRATOR,
    EDITOR,
    MODERATOR,
    OWNER,
    ROLES,
    SIGNED_IN,
    STRANGERS,
    SUPPORT,
    UNVERIFIED,
    WRITER,
)

Roles = tuple[str, ...]

NOBODY: Roles = ()
ADMINISTRATORS: Roles = (ADMINISTRATOR,)
EDITORS: Roles = (EDITOR, ADMINISTRATOR)
WRITERS: Roles = (WRITER, *EDITORS)
STAFF: Roles = (MODERATOR, SUPPORT, *WRITERS)
OWNERS: Roles = (OWNER, *EDITORS)
MODERATORS: Roles = (MODERATOR, ADMINISTRATOR)
EVERYBODY: Roles = ROLES


@dataclass(frozen=True, slots=True)
class Way:
    """What comes of a request: `inside` for who is let in."""

    let_in: Roles
    inside: str = OK
    members: str = REFUSED
    visitors: str = LOGIN
    but: Mapping[str, str] = field(default_factory=dict)  # for single roles

    def of(self, role: str) -> str:
        """What this role gets."""
        if role in self.but:
            return self.but[role]
        if role in self.let_in:
            return self.inside
        return self.visitors if role in STRANGERS else self.members


@dataclass(frozen=True, slots=True)
class Rule:
    """What comes of GET and POST, for one's own things where that differs, and by other methods where they work."""

    get: Way
    post: Way
    own_get: Way | None = None
    own_post: Way | None = None
    # What else may come of other methods, for whom.
    rare: tuple[str, ...] = ()
    rare_for: Roles = ()
    # What a GET writes: it changes nothing else.
    notes: tuple[str, ...] = ()


def but(way: Way, **roles: str) -> Way:
    """The same way with exceptions for single roles."""
    return Way(way.let_in, way.inside, way.members, way.visitors, {**way.but, **roles})


def closed(let_in: Roles, inside: str = METHOD, members: str = REFUSED) -> Way:
    """Nobody gets through; those who would be let in hear why."""
    return Way(let_in, inside, members)


ALL_OPEN = Way(EVERYBODY)
NO_SUCH_METHOD = Way(EVERYBODY, METHOD)
NOT_HERE = Way(EVERYBODY, MISSING)
AT_THE_DOOR = Way(EVERYBODY, LOGIN)
SIGN_IN = Way(SIGNED_IN)
SIGN_IN_TO_HEAR_NO = Way(SIGNED_IN, METHOD)
UNKNOWN = Way(SIGNED_IN, MISSING)

RULES: dict[str, Rule] = {}


def rule(get: Way, post: Way, names: str, **more: Any) -> None:
    """Say what holds for the addresses of these names."""
    for name in names.split():
        assert name not in RULES, f"two rules for {name}"
        RULES[name] = Rule(get, post, **more)


def admin_pages(let_in: Roles, names: str, **more: Any) -> None:
    """Pages of the admin to look at."""
    rule(Way(let_in), closed(let_in), names, **more)


def admin_forms(let_in: Roles, names: str, **more: Any) -> None:
    """Forms of the admin: who sees them may send them."""
    rule(Way(let_in), Way(let_in), names, **more)


def admin_buttons(let_in: Roles, names: str, **more: Any) -> None:
    """Buttons of the admin: only a POST does something."""
    rule(closed(STAFF), Way(let_in), names, **more)


# --- Wagtail's admin ---------------------------------------------------------------------------------------------

admin_pages(
    STAFF,
    """
    wagtailadmin_home admin/test404/
    wagtailadmin_api:documents:detail wagtailadmin_api:documents:listing wagtailadmin_api:images:listing
    wagtailadmin_api:pages:listing
    wagtailadmin_choose_page wagtailadmin_choose_page_child wagtailadmin_choose_page_chosen_multiple
    wagtailadmin_choose_page_search
    wagtailadmin_reports:site_history wagtailadmin_reports:site_history_results
    wagtailadmin_workflows:task_chooser wagtailadmin_workflows:task_chooser_results
    wagtaildocs_chooser:choose wagtaildocs_chooser:choose_results wagtaildocs_chooser:chosen_multiple
    wagtailimages_chooser:choose wagtailimages_chooser:choose_results wagtailimages_chooser:chosen_multiple
    wagtailsnippetchoosers_themes_tag:choose wagtailsnippetchoosers_themes_tag:choose_results
    wagtailsnippetchoosers_themes_tag:chosen wagtailsnippetchoosers_themes_tag:chosen_multiple
    wagtail_localize:javascript_catalog wagtail_localize:snippets_api_detail wagtail_localize:snippets_api_listing
    wagtail_localize:translations_report wagtail_localize:translations_report_results
    """,
)
admin_pages(STAFF, "wagtailadmin_dismissibles", rare=(WRONG,), rare_for=STAFF)  # PATCH works
admin_pages(STAFF, "wagtailadmin_api:images:detail", notes=("foundation_photorendition",))
admin_pages(
    WRITERS,
    """
    wagtailadmin_explore wagtailadmin_explore_results wagtailadmin_explore_root
    wagtailadmin_pages:search wagtailadmin_pages:search_results wagtailadmin_pages:type_use
    wagtailadmin_pages:type_use_results
    wagtailadmin_reports:aging_pages wagtailadmin_reports:aging_pages_results
    wagtailadmin_reports:page_types_usage wagtailadmin_reports:page_types_usage_results
    wagtailadmin_reports:workflow wagtailadmin_reports:workflow_results
    wagtailadmin_reports:workflow_tasks wagtailadmin_reports:workflow_tasks_results
    wagtaildocs:index wagtaildocs:index_results wagtailimages:index wagtailimages:index_results
    wagtailforms:index wagtailforms:index_results
    waiting waiting_results
    """,
)
admin_pages(
    EDITORS,
    """
    initiatives_membership:history initiatives_membership:history_results initiatives_membership:index
    initiatives_membership:index_results initiatives_membership:usage
    members_terms:history members_terms:history_results members_terms:index members_terms:index_results
    members_terms:inspect members_terms:usage
    search_promoted:history search_promoted:history_results search_promoted:index search_promoted:index_results
    search_promoted:usage
    search_synonyms:history search_synonyms:history_results search_synonyms:index search_synonyms:index_results
    search_synonyms:usage
    search_usage:index search_usage:index_results
    wagtailadmin_pages:history wagtailadmin_pages:history_results wagtailadmin_pages:revisions_compare
    wagtailadmin_pages:revisions_view wagtailadmin_pages:usage wagtailadmin_pages:workflow_history
    wagtailadmin_pages:workflow_history_detail
    wagtailadmin_reports:locked_pages wagtailadmin_reports:locked_pages_results
    wagtaildocs:document_usage wagtailimages:image_usage
    wagtailsnippets_themes_tag:history wagtailsnippets_themes_tag:history_results wagtailsnippets_themes_tag:list
    wagtailsnippets_themes_tag:list_results wagtailsnippets_themes_tag:usage
    """,
)
admin_pages(
    ADMINISTRATORS,
    """
    members_exports:index members_exports:index_results
    wagtailadmin_collections:index
    wagtailadmin_workflows:index wagtailadmin_workflows:index_results wagtailadmin_workflows:task_index
    wagtailadmin_workflows:task_index_results wagtailadmin_workflows:usage wagtailadmin_workflows:usage_results
    wagtaillocales:history wagtaillocales:history_results wagtaillocales:index wagtaillocales:index_results
    wagtaillocales:usage
    wagtailredirects:index wagtailredirects:index_results
    wagtailsites:history wagtailsites:history_results wagtailsites:index wagtailsites:index_results wagtailsites:usage
    wagtailusers_groups:history wagtailusers_groups:history_results wagtailusers_groups:index
    wagtailusers_groups:index_results wagtailusers_groups:usage
    wagtailusers_users:history wagtailusers_users:history_results wagtailusers_users:index
    wagtailusers_users:index_results wagtailusers_users:usage
    """,
)
admin_forms(
    STAFF,
    """
    wagtailadmin_choose_page_anchor_link wagtailadmin_choose_page_email_link wagtailadmin_choose_page_external_link
    wagtailadmin_choose_page_phone_link
    wagtailadmin_pages:choose_parent wagtailadmin_pages:confirm_workflow_cancellation wagtailadmin_pages:revisions_index
    wagtailadmin_tag_autocomplete wagtailadmin_tag_model_autocomplete wagtailadmin_workflows:task_chosen
    wagtailembeds:chooser wagtailembeds:chooser_upload wagtailadmin_error_test
    """,
)
admin_forms(STAFF, "wagtailadmin_account", notes=("wagtailusers_userprofile",))
admin_forms(
    WRITERS,
    """
    wagtailadmin_pages:add wagtailadmin_pages:add_subpage wagtailadmin_pages:preview_on_add
    wagtaildocs:add wagtaildocs_chooser:create wagtailimages:add wagtailimages_chooser:create
    wagtailimages_chooser:select_format
    """,
)
admin_forms(
    EDITORS,
    """
    initiatives_membership:add initiatives_membership:delete initiatives_membership:edit
    members_terms:add members_terms:delete members_terms:edit
    search_promoted:add search_promoted:delete search_promoted:edit
    search_synonyms:add search_synonyms:delete search_synonyms:edit
    wagtail_localize:download_pofile wagtail_localize:preview_translation
    wagtail_localize:submit_page_translation wagtail_localize:update_translations
    wagtailadmin_pages:collect_workflow_action_data wagtailadmin_pages:copy wagtailadmin_pages:delete
    wagtailadmin_pages:move wagtailadmin_pages:preview_on_edit wagtailadmin_pages:revisions_unschedule
    wagtailadmin_pages:set_privacy wagtailadmin_pages:unpublish wagtailadmin_pages:view_draft
    wagtailadmin_pages:workflow_action
    wagtaildocs:delete wagtailimages:delete wagtailimages:edit wagtailimages:preview
    wagtailsnippetchoosers_themes_tag:create wagtailsnippets_themes_tag:add wagtailsnippets_themes_tag:delete
    """,
)
SOMEBODY_EDITS = ("wagtailadmin_editingsession", "wagtailcore_pagesubscription")
admin_forms(EDITORS, "wagtailadmin_pages:edit wagtailadmin_pages:revisions_revert", notes=SOMEBODY_EDITS)
admin_forms(EDITORS, "wagtailsnippets_themes_tag:edit", notes=SOMEBODY_EDITS[:1])
admin_forms(EDITORS, "wagtaildocs:edit", notes=("wagtaildocs_document", "wagtailsearch_indexentry"))  # the file's size
admin_forms(
    ADMINISTRATORS,
    """
    wagtailadmin_collections:add wagtailadmin_collections:edit wagtailadmin_collections:set_privacy
    wagtailadmin_workflows:add wagtailadmin_workflows:add_task wagtailadmin_workflows:disable
    wagtailadmin_workflows:disable_task wagtailadmin_workflows:edit wagtailadmin_workflows:edit_task
    wagtailadmin_workflows:select_task_type
    wagtaillocales:add wagtaillocales:copy wagtaillocales:delete wagtaillocales:edit
    wagtailredirects:add wagtailredirects:delete wagtailredirects:edit wagtailredirects:start_import
    wagtailsettings:edit
    wagtailsites:add wagtailsites:copy wagtailsites:delete wagtailsites:edit
    wagtailusers_groups:add wagtailusers_groups:delete wagtailusers_groups:edit
    wagtailusers_users:add wagtailusers_users:copy wagtailusers_users:delete wagtailusers_users:edit
    """,
)
admin_pages(
    MODERATORS,
    """
    forums_forum:history forums_forum:history_results forums_forum:index forums_forum:index_results forums_forum:usage
    forums_watchedword:history forums_watchedword:history_results forums_watchedword:index
    forums_watchedword:index_results forums_watchedword:usage
    """,
)
admin_forms(
    MODERATORS,
    """
    forums_forum:add forums_forum:edit
    forums_watchedword:add forums_watchedword:delete forums_watchedword:edit
    """,
)
admin_forms(ADMINISTRATORS, "forums_forum:delete")
admin_buttons(
    EDITORS,
    """
    wagtail_localize:upload_pofile wagtailadmin_pages:lock wagtailadmin_pages:set_page_position
    wagtailadmin_pages:unlock wagtaildocs:delete_multiple wagtaildocs:edit_multiple wagtailimages:delete_multiple
    wagtailimages:edit_multiple
    """,
)
admin_buttons(
    ADMINISTRATORS, "wagtailadmin_workflows:enable wagtailadmin_workflows:enable_task wagtailadmin_workflows:remove"
)
# What is half done belongs to who began it: not even administrators get at it.
admin_buttons(
    NOBODY,
    """
    wagtaildocs:create_multiple_from_uploaded_document wagtaildocs:delete_upload_multiple
    wagtailimages:create_multiple_from_uploaded_image wagtailimages:delete_upload_multiple
    """,
)
admin_buttons(STAFF, "wagtailadmin_editing_sessions:release")  # only one's own: others' are passed over
# Nothing of the kind exists for what the walk asks: no alias, no forms, no snippet in two languages.
rule(
    closed(STAFF, MISSING),
    closed(STAFF, MISSING),
    """
    admin/^.*/$ wagtail_bulk_action wagtailadmin_pages:convert_alias
    wagtailforms:list_submissions wagtailforms:list_submissions_results
    """,
)
rule(
    closed(EDITORS, MISSING),
    closed(EDITORS, MISSING),
    "wagtail_localize:convert_to_alias wagtail_localize:preview_translation#mode"
    " wagtail_localize:submit_snippet_translation",
)
rule(
    closed(STAFF, MISSING),
    closed(STAFF),
    "wagtailadmin_api:documents:find wagtailadmin_api:images:find wagtailadmin_api:pages:find"
    " wagtailadmin_block_preview",
)
rule(closed(NOBODY), closed(NOBODY), "wagtailforms:delete_submissions wagtailsnippets:index")
rule(closed(STAFF), closed(STAFF, MISSING), "wagtail_localize:machine_translate")
rule(
    closed(STAFF),
    closed(STAFF),
    "wagtail_localize:edit_override wagtail_localize:edit_string_translation",  # PUT and DELETE work
    rare=(OK,),
    rare_for=EDITORS,
)
rule(closed(STAFF), closed(NOBODY), "wagtail_localize:stop_translation")
rule(Way(WRITERS), closed(WRITERS, WRONG), "wagtaildocs:add_multiple wagtailimages:add_multiple")
rule(Way(WRITERS), closed(STAFF), "wagtaildocs_chooser:chosen wagtailimages_chooser:chosen")
rule(closed(WRITERS, MISSING), closed(WRITERS), "wagtailimages:url_generator wagtailimages:url_generator_output")
HIDDEN_FROM_MODERATORS = {MODERATOR: MISSING, SUPPORT: MISSING}
rule(
    closed(STAFF),
    but(Way(EDITORS), **HIDDEN_FROM_MODERATORS),
    "wagtailadmin_api:pages:action",
)
rule(but(Way(WRITERS), **HIDDEN_FROM_MODERATORS), closed(STAFF), "wagtailadmin_api:pages:detail")
HIDDEN = dict.fromkeys((MODERATOR, SUPPORT, WRITER, EDITOR), MISSING)
rule(but(Way(ADMINISTRATORS), **HIDDEN), but(Way(ADMINISTRATORS), **HIDDEN), "wagtailadmin_collections:delete")
rule(
    closed(STAFF),
    but(Way(EDITORS), **HIDDEN_FROM_MODERATORS, writer=MISSING),
    "wagtailadmin_editing_sessions:ping",
)
OPEN_BUT_TO_MEMBERS = Way((*STRANGERS, *STAFF))
rule(OPEN_BUT_TO_MEMBERS, Way((*STRANGERS, *STAFF), METHOD), "wagtailadmin_javascript_catalog")
rule(OPEN_BUT_TO_MEMBERS, OPEN_BUT_TO_MEMBERS, "wagtailadmin_sprite")
rule(Way(STAFF), closed(NOBODY), "wagtailadmin_pages:move_confirm")
rule(closed(NOBODY), closed(STAFF), "wagtailadmin_pages:workflow_preview")
rule(Way(STAFF), but(Way(ADMINISTRATORS), **dict.fromkeys(HIDDEN, WRONG)), "wagtailadmin_workflows:task_chooser_create")
rule(closed(ADMINISTRATORS), Way(ADMINISTRATORS), "wagtailredirects:process_import")
rule(closed(ADMINISTRATORS, MISSING), closed(ADMINISTRATORS, MISSING), "wagtailsettings:preview_on_edit")
# Signing in and out of the admin leads to where everybody does.
rule(Way(STAFF), Way(STAFF), "admin/login/ wagtailadmin_login")
rule(closed(STAFF), Way(STAFF, LOGIN), "wagtailadmin_logout")
NO_PASSWORDS_HERE = Way((*STRANGERS, *STAFF), MISSING)
rule(
    NO_PASSWORDS_HERE,
    NO_PASSWORDS_HERE,
    """
    wagtailadmin_password_reset wagtailadmin_password_reset_complete wagtailadmin_password_reset_confirm
    wagtailadmin_password_reset_done
    """,
)
# Our own: bringing content over.
rule(Way(EDITORS), closed(STAFF), "transfer_overview")
rule(closed(STAFF, MISSING), closed(STAFF, MISSING), "transfer_upload")
rule(closed(STAFF), closed(STAFF, MISSING), "transfer_confirm")
rule(closed(STAFF, MISSING), closed(STAFF), "transfer_export")

# --- The public site ---------------------------------------------------------------------------------------------

rule(
    ALL_OPEN,
    NO_SUCH_METHOD,
    """
    favicon goodbye house_style map_area map_dots map_initiatives needs_and_offers opensearch robots search search_api
    search_schema suggest_api suggest_schema terms terms_of_day
    """,
)
rule(Way(EVERYBODY, WRONG), NO_SUCH_METHOD, "map_titles")
rule(NOT_HERE, NO_SUCH_METHOD, "map_place media")  # media: tests keep pictures in memory
rule(ALL_OPEN, ALL_OPEN, "drawing gallery sitemap wagtail_serve")
rule(NO_SUCH_METHOD, ALL_OPEN, "search_click")
rule(ALL_OPEN, ALL_OPEN, "wagtaildocs_authenticate_with_password")
rule(NOT_HERE, NOT_HERE, "wagtailcore_authenticate_with_password wagtaildocs_serve")
rule(AT_THE_DOOR, AT_THE_DOOR, "_util/login/ wagtailcore_login")

# --- Signing up and in: allauth ----------------------------------------------------------------------------------

rule(ALL_OPEN, NO_SUCH_METHOD, "account_inactive account_password_reset_completed")
rule(
    ALL_OPEN,
    ALL_OPEN,
    """
    account_complete_password_reset account_confirm_login_code account_login account_logout account_request_login_code
    account_reset_password account_signup
    """,
)
rule(AT_THE_DOOR, AT_THE_DOOR, "account_confirm_password_reset_code")
HALF_SIGNED_IN = Way((UNVERIFIED, *SIGNED_IN))
rule(HALF_SIGNED_IN, HALF_SIGNED_IN, "account_email_verification_sent mfa_login_webauthn")
rule(
    SIGN_IN,
    SIGN_IN,
    """
    account_change_password account_confirm_reauthentication_code account_email account_reauthenticate
    account_request_reauthentication_code account_set_password
    mfa_activate_totp mfa_add_webauthn mfa_authenticate mfa_edit_webauthn mfa_generate_recovery_codes mfa_reauthenticate
    mfa_reauthenticate_webauthn mfa_remove_webauthn usersessions_list
    """,
)
rule(SIGN_IN, SIGN_IN_TO_HEAR_NO, "mfa_index mfa_list_webauthn")
rule(UNKNOWN, UNKNOWN, "mfa_deactivate_totp mfa_download_recovery_codes")  # there are none yet
rule(UNKNOWN, SIGN_IN_TO_HEAR_NO, "mfa_view_recovery_codes")

# --- A member's own pages ----------------------------------------------------------------------------------------

rule(SIGN_IN, SIGN_IN_TO_HEAR_NO, "conversations my_data my_follows my_initiatives my_page")
rule(SIGN_IN, SIGN_IN, "agree_to_terms delete_account my_profile welcome welcome_step start_initiative")
rule(SIGN_IN, SIGN_IN, "my_account my_language")
rule(UNKNOWN, SIGN_IN_TO_HEAR_NO, "postcode_spot")  # the walk asks for no postcode
rule(SIGN_IN_TO_HEAR_NO, SIGN_IN, "ask_data_export unblock")
rule(NO_SUCH_METHOD, UNKNOWN, "follow")
rule(
    UNKNOWN,
    SIGN_IN_TO_HEAR_NO,
    "data_export",
    own_get=SIGN_IN,
    own_post=SIGN_IN_TO_HEAR_NO,
    notes=("members_exportrecord",),
)
rule(UNKNOWN, UNKNOWN, "conversation", own_get=SIGN_IN, own_post=SIGN_IN)
rule(SIGN_IN_TO_HEAR_NO, UNKNOWN, "conversation_act", own_get=SIGN_IN_TO_HEAR_NO, own_post=SIGN_IN)
rule(SIGN_IN, SIGN_IN, "message_to", own_get=UNKNOWN, own_post=UNKNOWN)
MEMBERS_ONLY = Way(SIGNED_IN, visitors=MISSING)
rule(MEMBERS_ONLY, NO_SUCH_METHOD, "member", own_get=MEMBERS_ONLY, own_post=NO_SUCH_METHOD)
rule(NOT_HERE, NO_SUCH_METHOD, "member_photo", own_get=NOT_HERE, own_post=NO_SUCH_METHOD)  # there is no photo

# --- Initiatives -------------------------------------------------------------------------------------------------

THEIRS, NOT_THEIRS = Way(OWNERS, members=MISSING), Way(EDITORS, members=MISSING)
THEIRS_OPENLY, NOT_THEIRS_OPENLY = Way(OWNERS), Way(EDITORS)
rule(
    NOT_THEIRS,
    SIGN_IN_TO_HEAR_NO,
    """
    initiative_buddies initiative_edit_start initiative_english_preview initiative_english_versions initiative_preview
    initiative_versions
    """,
    own_get=THEIRS,
    own_post=SIGN_IN_TO_HEAR_NO,
)
rule(
    NOT_THEIRS,
    NOT_THEIRS,
    "initiative_edit initiative_english_version initiative_needs initiative_version",
    own_get=THEIRS,
    own_post=THEIRS,
)
rule(
    SIGN_IN_TO_HEAR_NO,
    NOT_THEIRS,
    "initiative_draft initiative_online",
    own_get=SIGN_IN_TO_HEAR_NO,
    own_post=THEIRS,
)
rule(
    NOT_THEIRS_OPENLY,
    SIGN_IN_TO_HEAR_NO,
    "initiative_manage initiative_people",
    own_get=THEIRS_OPENLY,
    own_post=SIGN_IN_TO_HEAR_NO,
)
rule(
    NOT_THEIRS_OPENLY,
    NOT_THEIRS_OPENLY,
    "initiative_invite",
    own_get=THEIRS_OPENLY,
    own_post=THEIRS_OPENLY,
)
rule(
    NOT_THEIRS_OPENLY,
    closed(EDITORS, WRONG),
    "membership_change",
    own_get=THEIRS_OPENLY,
    own_post=closed(OWNERS, WRONG),
)
rule(
    SIGN_IN_TO_HEAR_NO,
    closed(EDITORS, WRONG),
    "invitation_change request_decide",
    own_get=SIGN_IN_TO_HEAR_NO,
    own_post=closed(OWNERS, WRONG),
)
rule(
    NOT_THEIRS,
    Way(EDITORS, WRONG, MISSING),
    "buddy",
    own_get=THEIRS,
    own_post=Way(OWNERS, WRONG, MISSING),
)
ONLY_WHO_BELONGS = Way((OWNER,))
rule(Way(NOBODY), Way(NOBODY), "initiative_leave", own_get=ONLY_WHO_BELONGS, own_post=ONLY_WHO_BELONGS)
rule(SIGN_IN, SIGN_IN, "buddy_ask initiative_join introduce", own_get=SIGN_IN, own_post=SIGN_IN)
rule(ALL_OPEN, Way(NOBODY), "invitation", own_get=ALL_OPEN, own_post=ONLY_WHO_BELONGS)
rule(
    SIGN_IN_TO_HEAR_NO,
    UNKNOWN,
    "my_invitation",
    own_get=SIGN_IN_TO_HEAR_NO,
    own_post=Way((OWNER,), members=MISSING),
)
rule(Way(STAFF), SIGN_IN_TO_HEAR_NO, "directory_csv", notes=("members_exportrecord",))

# --- The forum: who reads which one is in `test_forums` -----------------------------------------------------------

HAS_READ = ("forums_topicreading", "notifications_notification")
rule(ALL_OPEN, NO_SUCH_METHOD, "forum forum_feed forum_index forum_topics post post_history theme_feed topic_feed")
rule(ALL_OPEN, NO_SUCH_METHOD, "topic topic_by_key", notes=HAS_READ)
rule(SIGN_IN, SIGN_IN, "new_topic reply reply_to_post")
rule(SIGN_IN, SIGN_IN_TO_HEAR_NO, "forum_complete forum_similar my_drafts")
rule(SIGN_IN_TO_HEAR_NO, closed(SIGNED_IN, WRONG), "forum_upload")  # the walk sends no file
OF_WHO_WROTE = Way(MODERATORS)
rule(OF_WHO_WROTE, OF_WHO_WROTE, "edit_post", own_get=SIGN_IN, own_post=SIGN_IN)
rule(Way(NOBODY), Way(NOBODY), "delete_post", own_get=SIGN_IN, own_post=SIGN_IN)
rule(SIGN_IN, SIGN_IN, "report_post", own_get=Way(NOBODY), own_post=Way(NOBODY))
rule(SIGN_IN_TO_HEAR_NO, SIGN_IN, "thank_post", own_get=SIGN_IN_TO_HEAR_NO, own_post=Way(NOBODY))
rule(SIGN_IN_TO_HEAR_NO, OF_WHO_WROTE, "choose_answer", own_get=SIGN_IN_TO_HEAR_NO, own_post=SIGN_IN)
rule(
    SIGN_IN_TO_HEAR_NO,
    Way(MODERATORS, members=MISSING),
    "forum_draft",
    own_get=SIGN_IN_TO_HEAR_NO,
    own_post=SIGN_IN,
)
rule(
    NOT_HERE,
    NO_SUCH_METHOD,
    "forum_attachment",
    own_get=Way(SIGNED_IN, visitors=MISSING),
    own_post=NO_SUCH_METHOD,
)
rule(UNKNOWN, UNKNOWN, "forum_decision", own_get=SIGN_IN, own_post=SIGN_IN)
rule(Way(MODERATORS), closed(MODERATORS), "moderation_log moderation_queue")
rule(Way(MODERATORS), closed(MODERATORS, MISSING), "moderate_post moderate_topic moderation_person")  # no act is named
rule(closed(MODERATORS), Way(MODERATORS), "moderation_answer moderation_decide")
rule(SIGN_IN_TO_HEAR_NO, Way(WRITERS), "topic_to_knowledge")

# --- Notifications -----------------------------------------------------------------------------------------------

IS_READ = ("notifications_notification",)
rule(SIGN_IN, SIGN_IN_TO_HEAR_NO, "notifications", notes=IS_READ)
rule(UNKNOWN, SIGN_IN_TO_HEAR_NO, "notification", own_get=SIGN_IN, own_post=SIGN_IN_TO_HEAR_NO, notes=IS_READ)
rule(SIGN_IN, SIGN_IN, "notification_settings")
rule(SIGN_IN_TO_HEAR_NO, SIGN_IN, "mail_again read_notifications")
rule(ALL_OPEN, ALL_OPEN, "unsubscribe", own_get=ALL_OPEN, own_post=ALL_OPEN)  # the address itself gives the right

# Views of Wagtail that fail, for who is let in, on a form without what they need: no less closed for that.
STUMBLES: Iterable[str] = (
    "wagtail_localize:edit_override",
    "wagtail_localize:edit_string_translation",
    "wagtail_localize:translations_report",
    "wagtail_localize:translations_report_results",
    "wagtail_localize:upload_pofile",
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_error_test",
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:copy",
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:revisions_revert",
    "wagtaildocs:edit_multiple",
    "wagtaillocales:delete",
    "wagtailredirects:process_import",
    "wagtailsnippetchoosers_themes_tag:create",
)
