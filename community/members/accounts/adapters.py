"""How accounts work here, where allauth asks the project."""

import base64
import hashlib
import time
from datetime import datetime
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.members.accounts.browsers import device
from community.members.accounts.mails import MAILS
from community.members.accounts.receivers import SIGNED_UP
from community.members.accounts.second_factor import has_second_factor, may_lose, must_have_second_factor
from community.members.mailing import mail_address, site_url

# In a session: when somebody logged in (seconds).
LOGGED_IN = "logged_in_at"
TOO_OFTEN = gettext_lazy("That went wrong too often. Wait five minutes, and then try again.")
WRONG_CODE = gettext_lazy("This is not the right code. Look in the last mail from us, or ask for a new code.")


class AccountAdapter(DefaultAccountAdapter):
    """Signing up and in."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("This account is closed."),
        "duplicate_email": gettext_lazy("This is already your address."),
        "email_password_mismatch": gettext_lazy(
            "This address and this password do not belong together. Try again, or log in with a code by e-mail."
        ),
        "email_taken": gettext_lazy("This address belongs to another account."),
        "enter_current_password": gettext_lazy("This is not the password you have now."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": gettext_lazy("This is not your password."),
        "rate_limited": gettext_lazy("That is too quick. Wait a minute, and then try again."),
        "same_as_current": gettext_lazy("This is the address you have now."),
        "too_many_login_attempts": TOO_OFTEN,
    }

    def login(self, request: HttpRequest, user: Any) -> None:
        """Log somebody in, and note when."""
        super().login(request, user)
        request.session[LOGGED_IN] = time.time()

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - allauth's signature
        """Remember the language somebody signed up in, and that it was in this browser."""
        user.language = translation.get_language() or settings.LANGUAGE_CODE
        saved = super().save_user(request, user, form, commit)
        request.session[SIGNED_UP] = saved.pk
        return saved

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        """Show who changed their address that it worked."""
        if self.request.user.is_authenticated:
            return reverse("my_account")
        return super().get_email_verification_redirect_url(email_address)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go back to the overview."""
        return reverse("my_account")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to show that it is still you; with rights over others only by a second factor."""
        names = {
            "reauthenticate": _("With your password"),
            "reauthenticate_by_code": _("With a code by e-mail"),
            "mfa_reauthenticate": _("With a code from your app"),
            "mfa_reauthenticate:webauthn": _("With a passkey"),
        }
        ways = [{**way, "description": names[way["id"]]} for way in super().get_reauthentication_methods(user)]
        if must_have_second_factor(user) and has_second_factor(user):
            return [way for way in ways if way["id"].startswith("mfa_")]
        return ways

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether to ask once more who it is: not of somebody who logged in a moment ago."""
        if time.time() - self.request.session.get(LOGGED_IN, 0) < REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell somebody of a change to their account, in their own language."""
        with translation.override(user.language):
            super().send_notification_mail(template_prefix, user, context, email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Have a mail sent in the background, in the language in use; it costs the same whoever has an account."""
        wording = MAILS[template_prefix]
        given = {**{name: in_words(value) for name, value in context.items()}, "site": settings.WAGTAIL_SITE_NAME}
        facts = {
            "subject": str(wording.subject) % given,
            "text": str(wording.text) % given,
            "button": str(wording.button),
            "url": site_url(reverse(wording.link)),
            "code": given.get("code", ""),
            "when": given.get("timestamp", ""),
            "ip": given.get("ip", ""),
            "device": device(str(given.get("user_agent", ""))),
        }
        mail_address(email, wording.shape, facts, language=translation.get_language() or settings.LANGUAGE_CODE)


def in_words(value: Any) -> Any:
    """A value as a mail shows it."""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return value


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors, with their secrets unreadable in a copy of the database."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy(
            "You have rights over others here, so you need a second step. Set up another one first."
        ),
        "cannot_generate_recovery_codes": gettext_lazy("Recovery codes come with a second step. Set that up first."),
        "incorrect_code": gettext_lazy("This is not the right code. Each code works once; wait for the next one."),
        "unverified_email": gettext_lazy("Confirm your e-mail address first."),
    }

    def encrypt(self, text: str) -> str:
        """Lock a secret with the site's key."""
        return locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret, also one that an older key of the site locked."""
        return locks().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether its owner may take it away."""
        return may_lose(authenticator)

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's signature
        """What a new passkey is called until it gets a name."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("My passkey") if number == 1 else _("Passkey %d") % number

    def _get_site_name(self) -> str:
        """Return what devices show as the name of this site."""
        return settings.WAGTAIL_SITE_NAME


def locks() -> MultiFernet:
    """The site's present key and its older ones."""
    keys: list[str] = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(lock_of(key)) for key in keys])


def lock_of(key: str) -> bytes:
    """The key of a lock that belongs to a key of the site."""
    return base64.urlsafe_b64encode(hashlib.sha256(f"second factor {key}".encode()).digest())
