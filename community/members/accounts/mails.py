"""What allauth's mails say here: for each a subject and a text, in one of three shapes.

A `code` shows a code, a `notice` tells of a change to the account and who made it from where, and a `letter` answers
who has no account yet, or already has one.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CODE, NOTICE, LETTER = "members/mail/code", "members/mail/notice", "members/mail/letter"
CODE_SUBJECT = _("Your code for %(site)s: %(code)s")


@dataclass(frozen=True, slots=True)
class Wording:
    """A mail in words; `link` names the address it leads to, `button` what stands on it."""

    shape: str
    subject: str | Promise
    text: str | Promise
    link: str = "my_account"
    button: str | Promise = ""


def code(text: Any) -> Wording:
    """A mail with a code."""
    return Wording(CODE, CODE_SUBJECT, text)


def notice(subject: Any, text: Any) -> Wording:
    """A mail about a change."""
    return Wording(NOTICE, subject, text)


MAILS = {
    "account/email/login_code": code(_("With this code you log in.")),
    "account/email/email_confirmation_signup": code(
        _("Welcome! With this code you confirm that this is your address.")
    ),
    "account/email/email_confirmation": code(_("With this code you confirm that this is your address.")),
    "account/email/password_reset_code": code(_("With this code you choose a new password.")),
    "account/email/unknown_account": Wording(
        LETTER,
        _("You have no account with this address"),
        _(
            "Somebody, perhaps you, tried to log in to %(site)s with this address. There is no account with it. "
            "Perhaps you used another address. Or you can make an account now."
        ),
        link="account_signup",
        button=_("Make an account"),
    ),
    "account/email/account_already_exists": Wording(
        LETTER,
        _("You already have an account"),
        _(
            "Somebody, perhaps you, asked for a new account at %(site)s with this address. You already have one. "
            "You can log in with a code that we send to this address."
        ),
        link="account_request_login_code",
        button=_("Log in with a code"),
    ),
    "account/email/password_changed": notice(_("Your password was changed"), _("Your password was changed.")),
    "account/email/password_set": notice(_("You have a password now"), _("Your account has a password now.")),
    "account/email/password_reset": notice(
        _("You have a new password"), _("A new password was chosen with a code from a mail.")
    ),
    "account/email/email_changed": notice(
        _("Your e-mail address was changed"),
        _("The address of your account was changed from %(from_email)s to %(to_email)s."),
    ),
    "account/email/email_deleted": notice(
        _("An e-mail address was taken away"), _("The address %(deleted_email)s no longer belongs to your account.")
    ),
    "mfa/email/totp_activated": notice(
        _("An app now gives you a second step"),
        _("From now on, logging in asks for a code from the app on your phone or computer as well."),
    ),
    "mfa/email/totp_deactivated": notice(
        _("The app is no longer your second step"), _("Logging in no longer asks for a code from an app.")
    ),
    "mfa/email/webauthn_added": notice(
        _("A passkey was added"), _("A passkey was added to your account: with it you can log in.")
    ),
    "mfa/email/webauthn_removed": notice(
        _("A passkey was taken away"), _("A passkey was taken away from your account.")
    ),
    "mfa/email/recovery_codes_generated": notice(
        _("You have new recovery codes"), _("New recovery codes were made. The old ones no longer work.")
    ),
}
