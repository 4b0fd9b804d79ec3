"""Addresses of signing up and in, and of everything around it."""

from django.urls import include, path

from community.members.accounts import views
from foundation.addresses import translated

# Where a page of allauth's does something differently here, ours comes first under the same name.
page_patterns = [
    path("account/signup/", views.SignUp.as_view(), name="account_signup"),
    path("account/login/code/confirm/", views.ConfirmLoginCode.as_view(), name="account_confirm_login_code"),
    path("account/confirm-email/", views.ConfirmAddress.as_view(), name="account_email_verification_sent"),
    path("account/2fa/", views.SecondStep.as_view(), name="mfa_index"),
    path("account/2fa/totp/activate/", views.ActivateApp.as_view(), name="mfa_activate_totp"),
    path("account/2fa/webauthn/add/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("account/2fa/webauthn/keys/<int:pk>/remove/", views.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("account/sessions/", views.Sessions.as_view(), name="usersessions_list"),
    path("account/", include("allauth.urls")),
    path(translated(nl="mijn/account/", en="my/account/"), views.my_account, name="my_account"),
    path(translated(nl="mijn/account/taal/", en="my/account/language/"), views.my_language, name="my_language"),
]
