"""How somebody logs in: one overview, and what allauth's own pages do differently here."""

from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.views import ConfirmEmailVerificationCodeView, ConfirmLoginCodeView, SignupView
from allauth.mfa.base.views import IndexView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from community.members.accounts.actions import choose_language
from community.members.accounts.adapters import SecondFactorAdapter
from community.members.accounts.forms import LanguageForm
from community.members.accounts.qr import drawn
from community.members.accounts.queries import address_of, factors_of, open_sessions
from community.members.accounts.second_factor import may_lose, must_have_second_factor
from community.members.welcome.way_back import welcome_from

GROUP = 4  # letters of a secret that stand together


@dataclass(frozen=True, slots=True)
class Way:
    """One thing about logging in: how it stands, and where to change it. `lit`: on or off, where it is a switch."""

    title: str
    state: str
    link: str
    url: str
    lit: bool | None = None


@login_required
@never_cache
def my_account(request: HttpRequest) -> HttpResponse:
    """Every way in, how it stands, and where to change it."""
    return render(request, "account/my_account.html", {"title": _("Logging in"), "ways": ways_of(request)})


def ways_of(request: HttpRequest) -> list[Way]:
    """What the overview shows."""
    user: Any = request.user
    factors = factors_of(user)
    number, passkeys = len(open_sessions(request, user)), len(factors.passkeys)
    has_password = user.has_usable_password()
    ways = [
        Way(_("E-mail address"), address_of(user), _("Change your address"), reverse("account_email")),
        Way(
            _("Password"),
            _("You have a password.") if has_password else _("You have no password: you log in with a code by e-mail."),
            _("Change your password") if has_password else _("Choose a password"),
            reverse("account_change_password" if has_password else "account_set_password"),
        ),
        Way(
            _("Second step"), second_step(user, factors.any), _("To the second step"), reverse("mfa_index"), factors.any
        ),
        Way(
            _("Passkeys"),
            ngettext("You have %d passkey.", "You have %d passkeys.", passkeys) % passkeys
            if passkeys
            else _("You have no passkey. With one you log in with your finger, your face or a PIN."),
            _("To your passkeys") if passkeys else _("Make a passkey"),
            reverse("mfa_list_webauthn" if passkeys else "mfa_add_webauthn"),
        ),
        Way(
            _("Where you are logged in"),
            ngettext("Only here.", "On %(number)d devices or browsers.", number) % {"number": number},
            _("Look, or log out elsewhere"),
            reverse("usersessions_list"),
        ),
        Way(_("Language"), user.get_language_display(), _("Choose another language"), reverse("my_language")),
    ]
    if factors.codes_left is not None:
        left = ngettext("You have %d code left.", "You have %d codes left.", factors.codes_left) % factors.codes_left
        ways.insert(3, Way(_("Recovery codes"), left, _("To your recovery codes"), reverse("mfa_view_recovery_codes")))
    return ways


def second_step(user: Any, is_on: bool) -> str:  # noqa: FBT001 - a fact about the account
    """How it stands with the second step."""
    if is_on:
        return _("After the first step we ask for a code from your app, or for your passkey.")
    if must_have_second_factor(user):
        return _("You have rights over others here, so you need one.")
    return _("With it, nobody gets in with your password or your mail alone.")


@login_required
def my_language(request: HttpRequest) -> HttpResponse:
    """The language in which we write to somebody."""
    user: Any = request.user
    form = LanguageForm(request.POST or None, initial={"language": user.language})
    if request.method == "POST" and form.is_valid():
        choose_language(user, form.cleaned_data["language"], by=user)
        messages.success(request, _("We write to you in this language from now on."))
        return redirect("my_account")
    return render(request, "account/language.html", {"title": _("Language"), "form": form})


class EqualResend:
    """Goes before a page on which a code is typed: asking for a new one sends a mail to whoever asks.

    allauth sends none to an address without an account, and that would take less time.
    """

    _process: AbstractCodeVerificationProcess

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        process = self._process
        process.send = lambda **_options: type(process).send(process)
        return super()._resend_form_valid(form)  # type: ignore[misc]


class SignUp(SignupView):
    """Signing up leads to the welcome path first, and from there to where somebody was."""

    def get_success_url(self) -> str:
        """The welcome path; allauth itself would go straight back."""
        return welcome_from(self.get_next_url())

    def get_authenticated_redirect_url(self) -> str:
        """Where somebody goes who has signed in already: to where they were, else their own page."""
        return self.get_next_url() or reverse("my_page")


class ConfirmLoginCode(EqualResend, ConfirmLoginCodeView):
    """The page for the code one logs in with."""


@method_decorator(never_cache, name="dispatch")
class ConfirmAddress(EqualResend, ConfirmEmailVerificationCodeView):
    """The page for the code that shows an address is yours."""


class SecondStep(IndexView):
    """The overview of second steps."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the person still has to do, or may not undo."""
        user: Any = self.request.user
        factors = factors_of(user)
        return {
            **super().get_context_data(**kwargs),
            "factors": factors,
            "must": must_have_second_factor(user),
            "may_stop_totp": factors.totp is None or may_lose(factors.totp),
        }


@method_decorator(never_cache, name="dispatch")
class ActivateApp(ActivateTOTPView):
    """Setting up an app: its secret as a drawing within the page, and in words."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add both."""
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        context["drawing"] = drawn(context["totp_url"], label=_("A square code that an app on your phone can read"))
        context["groups"] = [secret[at : at + GROUP] for at in range(0, len(secret), GROUP)]
        return context


class AddPasskey(AddWebAuthnView):
    """A passkey is always one that needs no name to log in, and asks for a finger, face or PIN."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask the device for such a one."""
        context = super().get_context_data(**kwargs)
        context["js_data"] = {"creation_options": auth.begin_registration(self.request.user, passwordless=True)}
        return context


class RemovePasskey(RemoveWebAuthnView):
    """Taking a passkey away; allauth asks nobody whether that may be."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether it may."""
        return {**super().get_context_data(**kwargs), "may": may_lose(self.object)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Refuse the last one of who must have one."""
        if not may_lose(self.object):
            messages.error(self.request, SecondFactorAdapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_list_webauthn")
        return super().form_valid(form)


class Sessions(ListUserSessionsView):
    """Where somebody is logged in."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """List them in two queries; allauth's own way takes three for each."""
        context = super(ListUserSessionsView, self).get_context_data(**kwargs)
        return {**context, "sessions": open_sessions(self.request, self.request.user)}
