"""Who people are: signing up, signing in, second factors."""

from .environment import env

AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "community.members.accounts.passwords.NotAboutYou"},
    {"NAME": "community.members.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "community.members.accounts.passwords.NotWellKnown"},
    {"NAME": "community.members.accounts.passwords.NotOnlyDigits"},
]
# One door: Wagtail's own address for signing in leads here too (see urls.py).
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_page"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "community.members.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# A password may be left out: a code by e-mail will do.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_SIGNUP_FORM_CLASS = "community.members.accounts.signup.SignupForm"
ACCOUNT_SIGNUP_REDIRECT_URL = "welcome"
_FORMS = "community.members.accounts.forms"
ACCOUNT_FORMS = {
    "add_email": f"{_FORMS}.AddEmailForm",
    "change_password": f"{_FORMS}.ChangePasswordForm",
    "confirm_email_verification_code": f"{_FORMS}.ConfirmEmailVerificationCodeForm",
    "confirm_login_code": f"{_FORMS}.ConfirmLoginCodeForm",
    "confirm_password_reset_code": f"{_FORMS}.ConfirmPasswordResetCodeForm",
    "confirm_reauthentication_code": f"{_FORMS}.ConfirmReauthenticationCodeForm",
    "login": f"{_FORMS}.LoginForm",
    "reauthenticate": f"{_FORMS}.ReauthenticateForm",
    "request_login_code": f"{_FORMS}.RequestLoginCodeForm",
    "reset_password": f"{_FORMS}.ResetPasswordForm",
    "reset_password_from_key": f"{_FORMS}.ResetPasswordKeyForm",
    "set_password": f"{_FORMS}.SetPasswordForm",
    "signup": f"{_FORMS}.SignupForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # seconds; mail may take its time
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Codes of digits, which any telephone can type; so they live shortly, and few may be tried.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
# Per kind of attempt: how many, in what time, and of whom: `ip` is a visitor, `key` an address.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,60/h/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/m/key,12/h/key",
    "reset_password": "20/m/ip,3/m/key,12/h/key",
    "signup": "20/m/ip,60/h/ip",
}
# Behind a proxy the visitor's own address is in a header. See docs/operations.md.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
ALLAUTH_TRUSTED_CLIENT_IP_HEADER = env.str("CLIENT_IP_HEADER", default="") or None
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False

MFA_ADAPTER = "community.members.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
# Passkeys need HTTPS, except on one's own machine.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
MFA_TOTP_TOLERANCE = 1  # half a minute too early or too late, for a clock that is wrong or a slow hand
MFA_FORMS = {
    "activate_totp": f"{_FORMS}.ActivateTOTPForm",
    "add_webauthn": f"{_FORMS}.AddPasskeyForm",
    "authenticate": f"{_FORMS}.AuthenticateForm",
    "authenticate_webauthn": f"{_FORMS}.AuthenticatePasskeyForm",
    "edit_webauthn": f"{_FORMS}.EditPasskeyForm",
    "login_webauthn": f"{_FORMS}.LoginPasskeyForm",
    "reauthenticate": f"{_FORMS}.ReauthenticateFactorForm",
    "reauthenticate_webauthn": f"{_FORMS}.ReauthenticatePasskeyForm",
}
MFA_TOTP_ISSUER = env.str("SITE_NAME", default="Kennisnetwerk")

# Whether people with rights over others (editors, moderators, support workers, administrators) must have a second
# factor before they may do anything.
SECOND_FACTOR_OBLIGATORY = False

# Accounts nobody signed in with for so many days get a mail, and are erased when nobody does so in the days after it.
INACTIVE_AFTER_DAYS = env.int("INACTIVE_AFTER_DAYS", default=3 * 365)
INACTIVE_GRACE_DAYS = env.int("INACTIVE_GRACE_DAYS", default=60)
