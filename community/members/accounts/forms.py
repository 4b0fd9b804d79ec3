"""allauth's forms in our words: labels that say what to fill in, hints below them, nothing inside the fields."""

import struct
import uuid
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.members.accounts.adapters import SecondFactorAdapter
from community.members.accounts.receivers import SIGNED_UP

LONGEST_ADDRESS = 254  # characters, as the database holds them
LONGEST_NAME = 60
GOOD_PASSWORD = _("At least 12 characters. A sentence is easy to remember.")
LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("The password you have now"),
    "password1": _("New password"),
    "password2": _("New password once more"),
    "code": _("Code"),
    "recipient": _("Send the code to"),
    "name": _("What do you call it?"),
}
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "off", "spellcheck": "false"}


class InOurWords(forms.Form):
    """Goes before a form of allauth's and puts our words in its fields."""

    labels: ClassVar[dict[str, Any]] = {}
    hints: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take allauth's words out."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name) or LABELS.get(name) or field.label
            field.help_text = self.hints.get(name, "")
            if isinstance(field, forms.EmailField):
                field.validators.append(MaxLengthValidator(LONGEST_ADDRESS))
            if name == "code":
                field.widget.attrs |= CODE


class SignupForm(InOurWords, account.SignupForm):
    """Becoming a member. It takes as long, and looks the same, for an address that already has an account."""

    account_already_exists: bool
    labels: ClassVar = {"password1": _("Password")}
    hints: ClassVar = {
        "password1": _(
            "You can leave this empty: then we send you a code by e-mail each time you log in. "
            "If you do choose a password: at least 12 characters. A sentence is easy to remember."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say where the terms are; in a new tab, so that what was typed stays."""
        super().__init__(*args, **kwargs)
        link = format_html(
            '<a href="{}" target="_blank">{}</a>', reverse("terms"), gettext("terms of use (opens in a new tab)")
        )
        self.fields["agrees"].label = format_html(gettext("I agree to the {}"), link)

    def save(self, request: HttpRequest) -> Any:
        """Make the account and everything that belongs to it, or nothing."""
        with transaction.atomic():
            return super().save(request)

    def try_save(self, request: HttpRequest) -> Any:
        """Make the account, unless there is one; also when that was made a moment ago."""
        if self.account_already_exists:
            self.rehearse(request)
            return super().try_save(request)
        try:
            return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)

    def rehearse(self, request: HttpRequest) -> None:
        """Make an account for nobody and undo it, which takes as long as making one."""
        address = self.cleaned_data["email"]
        self.cleaned_data["email"], self.account_already_exists = f"{uuid.uuid4()}@nobody.invalid", False
        with transaction.atomic():
            self.save(request)
            transaction.set_rollback(True)
        self.cleaned_data["email"], self.account_already_exists = address, True
        request.session.pop(SIGNED_UP, None)


class LoginForm(InOurWords, account.LoginForm):
    """Logging in with a password."""


class AddEmailForm(InOurWords, account.AddEmailForm):
    """Another address in place of the one there is."""

    labels: ClassVar = {"email": _("New e-mail address")}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    """Another password."""

    hints: ClassVar = {"password1": GOOD_PASSWORD}


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    """A first password."""

    labels: ClassVar = {"password1": _("Password"), "password2": _("Password once more")}
    hints: ClassVar = {"password1": GOOD_PASSWORD}


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):
    """A forgotten password."""


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):
    """A new password after the code was right."""

    hints: ClassVar = {"password1": GOOD_PASSWORD}


class RequestLoginCodeForm(InOurWords, account.RequestLoginCodeForm):
    """Asking for a code."""


class ConfirmLoginCodeForm(InOurWords, account.ConfirmLoginCodeForm):
    """The code one logs in with."""


class ConfirmEmailVerificationCodeForm(InOurWords, account.ConfirmEmailVerificationCodeForm):
    """The code that shows an address is yours."""


class ConfirmPasswordResetCodeForm(InOurWords, account.ConfirmPasswordResetCodeForm):
    """The code one may choose a new password with."""


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):
    """The password once more."""


class RequestReauthenticationCodeForm(InOurWords, account.RequestReauthenticationCodeForm):
    """Asking for a code once more."""


class ConfirmReauthenticationCodeForm(InOurWords, account.ConfirmReauthenticationCodeForm):
    """The code that shows it is still you."""


class AuthenticateForm(InOurWords, factor.AuthenticateForm):
    """The second step of logging in."""

    labels: ClassVar = {"code": _("Code from your app, or a recovery code")}


class ReauthenticateFactorForm(InOurWords, factor.ReauthenticateForm):
    """The second step once more."""

    labels: ClassVar = {"code": _("Code from your app, or a recovery code")}


class ActivateTOTPForm(InOurWords, totp.ActivateTOTPForm):
    """The first code of an app."""

    labels: ClassVar = {"code": _("Code from your app")}


# What reading damaged or forged answers of devices raises.
UNREADABLE = (TypeError, ValueError, LookupError, AttributeError, OverflowError, InvalidSignature, struct.error)


class ReadsCredentials(forms.Form):
    """Goes before a form that takes what a device answered: what is no such answer is a wrong one."""

    def _clean_fields(self) -> None:
        try:
            super()._clean_fields()  # type: ignore[misc]
        except UNREADABLE:
            self._refuse()

    def clean(self) -> dict[str, Any]:
        """Check what was answered."""
        try:
            return super().clean() or {}
        except ValidationError:
            raise
        except UNREADABLE:
            self._refuse()
            return self.cleaned_data

    def _refuse(self) -> None:
        self.add_error("credential", SecondFactorAdapter().validation_error("incorrect_code"))


class AddPasskeyForm(InOurWords, ReadsCredentials, webauthn.AddWebAuthnForm):
    """A new passkey; always one with which a device asks for a finger, face or PIN."""

    hints: ClassVar = {"name": _("For instance: my phone. So that you know later which one it is.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave no choice."""
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]
        self.fields["name"].validators.append(MaxLengthValidator(LONGEST_NAME))

    def clean(self) -> dict[str, Any]:
        """Insist on the finger, face or PIN."""
        self.cleaned_data["passwordless"] = True
        return super().clean()


class EditPasskeyForm(InOurWords, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Keep names short."""
        super().__init__(*args, **kwargs)
        self.fields["name"].validators.append(MaxLengthValidator(LONGEST_NAME))


class LoginPasskeyForm(ReadsCredentials, webauthn.LoginWebAuthnForm):
    """Logging in with a passkey."""


class AuthenticatePasskeyForm(ReadsCredentials, webauthn.AuthenticateWebAuthnForm):
    """A passkey as the second step."""


class ReauthenticatePasskeyForm(ReadsCredentials, webauthn.ReauthenticateWebAuthnForm):
    """A passkey once more."""


class LanguageForm(forms.Form):
    """The language in which we write to somebody."""

    language = forms.ChoiceField(
        label=_("In which language do we write to you?"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
