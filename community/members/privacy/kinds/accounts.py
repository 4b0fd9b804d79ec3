"""The account, its addresses, second factors and places where somebody is signed in."""

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.members.erasure import Reminder, before_leaving
from community.members.models import InactivityWarning, User
from community.members.personal_data import PersonalData, personal_data
from community.members.privacy.traces import end_sessions


@personal_data
class Account(PersonalData):
    """The row of the person; it goes last, by who deletes the account."""

    name = "account"
    label = gettext_lazy("My account")
    models = (
        "members.User",
        "members.User_groups",
        "members.User_user_permissions",
        "members.InactivityWarning",
    )
    order = 10

    def of(self, user: User) -> list[dict[str, Any]]:
        """Name, address and how the account is used."""
        warning = InactivityWarning.objects.filter(user=user).first()
        return [
            {
                _("first name"): user.first_name,
                _("last name"): user.last_name,
                _("e-mail address"): user.email,
                _("language"): user.get_language_display(),
                _("account made"): user.date_joined,
                _("last signed in"): user.last_login,
                _("has a password"): user.has_usable_password(),
                _("roles"): list(user.groups.values_list("name", flat=True)),
                _("is administrator"): user.is_superuser,
                _("warned that the account is not used"): warning and warning.sent,
            }
        ]

    def erase(self, user: User) -> None:
        """Nothing yet: the row itself goes in the end."""


@personal_data
class Addresses(PersonalData):
    """E-mail addresses."""

    name = "email-addresses"
    label = gettext_lazy("My e-mail addresses")
    models = ("account.EmailAddress",)
    order = 20

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each address."""
        return [
            {_("e-mail address"): row.email, _("confirmed"): row.verified, _("used for mail to you"): row.primary}
            for row in EmailAddress.objects.filter(user=user).order_by("pk")
        ]

    def erase(self, user: User) -> None:
        """Delete them."""
        EmailAddress.objects.filter(user=user).delete()


@personal_data
class SecondFactors(PersonalData):
    """Second factors; their secrets are handed to nobody."""

    name = "second-factors"
    label = gettext_lazy("My second steps for signing in")
    models = ("mfa.Authenticator",)
    order = 30

    def of(self, user: User) -> list[dict[str, Any]]:
        """What each is called and when it was used."""
        return [
            {
                _("kind"): str(row.get_type_display()),
                _("name"): str(row),
                _("added"): row.created_at,
                _("last used"): row.last_used_at,
            }
            for row in Authenticator.objects.filter(user=user).order_by("pk")
        ]

    def erase(self, user: User) -> None:
        """Delete them."""
        Authenticator.objects.filter(user=user).delete()


@personal_data
class Sessions(PersonalData):
    """Where somebody is signed in."""

    name = "sessions"
    label = gettext_lazy("Where I am signed in")
    models = ("usersessions.UserSession",)
    order = 40

    def of(self, user: User) -> list[dict[str, Any]]:
        """Each browser."""
        return [
            {
                _("browser"): row.user_agent,
                _("internet address"): row.ip,
                _("since"): row.created_at,
                _("last seen"): row.last_seen_at,
            }
            for row in UserSession.objects.filter(user=user).order_by("pk")
        ]

    def erase(self, user: User) -> None:
        """Sign out everywhere."""
        end_sessions(user)


@before_leaving
def last_administrator(user: User) -> Iterator[Reminder]:
    """Somebody must be left who can run the site."""
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        yield Reminder(
            title=_("You are the only administrator."),
            text=_("Make somebody else an administrator first: without one nobody can run this site."),
            forbids=True,
        )
