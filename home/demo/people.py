"""The people of the demo: who they are, where they belong, what they ask each other."""

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from community.initiatives.models import Initiative, Invitation, JoinRequest, Membership, OwnerRecord, Role
from community.members.actions import agree_to_terms, make_account
from community.members.models import Conversation, Follow, MemberProfile, Message, Participation, User, Visibility
from community.members.welcome import steps_of_welcome
from community.themes.models import Theme

CONTENT = Path(__file__).resolve().parent / "content"
UNUSABLE = "!demo"  # no hasher ever writes this
# Who shows what to members only: one in three of the people.
CLOSED = 3
THEMES_OF_A_MEMBER = 3


@dataclass(frozen=True, slots=True)
class Account:
    """An account that visitors of the demo can use. `role` says in English what it is for."""

    email: str
    first_name: str
    last_name: str
    role: str
    group: str = ""
    is_superuser: bool = False
    initiative: str = ""  # a slug
    is_owner: bool = False


def load_accounts(accounts: tuple[Account, ...], *, password: str) -> None:
    """Make the accounts that are not there yet."""
    known = set(User.objects.values_list("email", flat=True))
    for account in accounts:
        if account.email in known:
            continue
        user = make_account(
            account.email,
            password,
            is_superuser=account.is_superuser,
            first_name=account.first_name,
            last_name=account.last_name,
        )
        if account.group:
            user.groups.add(Group.objects.get(name=account.group))
        agree_to_terms(user)


def load_people(rows: list[dict[str, Any]]) -> dict[str, User]:
    """Members who cannot sign in, by address; a few queries for all of them."""
    known = set(User.objects.values_list("email", flat=True))
    User.objects.bulk_create(
        User(email=row["email"], first_name=row["first_name"], last_name=row["last_name"], password=UNUSABLE)
        for row in rows
        if row["email"] not in known
    )
    people = {user.email: user for user in User.objects.all()}
    confirmed = set(EmailAddress.objects.values_list("user_id", flat=True))
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True)
        for user in people.values()
        if user.pk not in confirmed
    )
    return people


def join_partners(rows: list[dict[str, Any]], people: dict[str, User], *, group: str) -> None:
    """Let who works for a municipality or another partner talk with the others in their forums."""
    partners = Group.objects.get(name=group)
    partners.user_set.add(*(people[row["email"]] for row in rows if row.get("organisation")))


def load_profiles(people: dict[str, User], *, finished: list[str]) -> None:
    """What people tell about themselves; what is there already stays. `finished`: who is through the welcome path."""
    written = json.loads((CONTENT / "profiles.json").read_text(encoding="utf-8"))
    themes = themes_by_person()
    known = set(MemberProfile.objects.values_list("user_id", flat=True))
    steps = [step.slug for step in steps_of_welcome()]
    made = []
    for number, (email, user) in enumerate(sorted(people.items())):
        if user.pk in known:
            continue
        row = written.get(email, {})
        shown = Visibility.MEMBERS if number % CLOSED == 0 else Visibility.PUBLIC
        made.append(
            MemberProfile(
                user=user,
                about=row.get("about", ""),
                skills=row.get("skills", []),
                languages=row.get("languages", ["nl"]),
                name_visibility=shown,
                about_visibility=shown,
                skills_visibility=shown,
                welcome_steps=steps if email in finished else [],
            )
        )
    MemberProfile.objects.bulk_create(made)
    link = MemberProfile.themes.through
    link.objects.bulk_create(
        link(memberprofile_id=profile.pk, theme_id=theme_id)
        for profile in made
        for theme_id in themes.get(profile.user_id, ())[:THEMES_OF_A_MEMBER]
    )


def themes_by_person() -> dict[int, list[int]]:
    """The themes of everybody's initiative, by user."""
    found: dict[int, list[int]] = {}
    rows = Membership.objects.order_by("user_id", "initiative__theme_links__sort_order")
    for user_id, theme_id in rows.values_list("user_id", "initiative__theme_links__theme_id"):
        if theme_id:
            found.setdefault(user_id, []).append(theme_id)
    return found


def load_memberships(
    rows: list[dict[str, Any]],
    accounts: tuple[Account, ...],
    people: dict[str, User],
    initiatives: dict[str, Initiative],
) -> None:
    """Who belongs to which initiative; owners of the demo publish without approval."""
    belongs = [
        *((row["email"], row["initiative"], Role(row["role"])) for row in rows if row["initiative"]),
        *(
            (account.email, account.initiative, Role.OWNER if account.is_owner else Role.MEMBER)
            for account in accounts
            if account.initiative
        ),
    ]
    Membership.objects.bulk_create(
        (
            Membership(user=people[email], initiative=initiatives[slug], role=role, is_trusted=role == Role.OWNER)
            for email, slug, role in belongs
        ),
        ignore_conflicts=True,
    )
    owned = {slug for _email, slug, role in belongs if role == Role.OWNER}
    OwnerRecord.objects.bulk_create(
        (OwnerRecord(initiative=initiatives[slug]) for slug in sorted(owned)), ignore_conflicts=True
    )


def load_follows() -> None:
    """Everybody follows the themes of their initiative."""
    theme_type = ContentType.objects.get_for_model(Theme)
    Follow.objects.bulk_create(
        (
            Follow(user_id=user_id, content_type=theme_type, object_id=theme_id)
            for user_id, theme_ids in themes_by_person().items()
            for theme_id in dict.fromkeys(theme_ids)
        ),
        ignore_conflicts=True,
    )


def load_requests(people: dict[str, User], initiatives: dict[str, Initiative]) -> None:
    """Somebody who wants to join, and somebody who was asked to."""
    home = initiatives["dorpshuis-de-schakel"]
    owner = people["eigenaar@demo.example"]
    if JoinRequest.objects.filter(initiative=home).exists():
        return
    for email, remark in (
        ("noor.vandervelden@demo.example", "Ik woon om de hoek en wil op dinsdag graag meekoken."),
        (
            "dennis.wongso@demo.example",
            "Voor mijn onderzoek loop ik graag een paar keer mee. Ik help ook met sjouwen.",
        ),
    ):
        JoinRequest.objects.create(initiative=home, user=people[email], remark=remark)
    Invitation.objects.create(
        initiative=home, email="buurvrouw@voorbeeld.example", digest="demo", invited_by=owner, role=Role.MEMBER
    )


def load_conversations(people: dict[str, User]) -> None:
    """What members ask each other."""
    for row in json.loads((CONTENT / "conversations.json").read_text(encoding="utf-8")):
        if Conversation.objects.filter(subject=row["subject"]).exists():
            continue
        talk = Conversation.objects.create(subject=row["subject"])
        users = {people[message["from"]] for message in row["messages"]} | {people[email] for email in row["with"]}
        moment = timezone.now() - timedelta(days=row["days_ago"])
        for message in row["messages"]:
            written = Message.objects.create(conversation=talk, author=people[message["from"]], text=message["text"])
            Message.objects.filter(pk=written.pk).update(sent=moment)
            moment += timedelta(hours=7)
        last = row["messages"][-1]["from"]
        Participation.objects.bulk_create(
            Participation(conversation=talk, user=user, read_until=timezone.now() if user.email == last else None)
            for user in users
        )
        Conversation.objects.filter(pk=talk.pk).update(
            started=timezone.now() - timedelta(days=row["days_ago"]), latest=moment - timedelta(hours=7)
        )
