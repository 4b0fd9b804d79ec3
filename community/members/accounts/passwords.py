"""What a password must be, said plainly."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(password_validation.MinimumLengthValidator):
    """It has enough characters."""

    def get_error_message(self) -> str:
        """What is wrong."""
        return ngettext(
            "This password is too short: take at least %d character.",
            "This password is too short: take at least %d characters. A sentence is easy to remember.",
            self.min_length,
        ) % (self.min_length,)


class NotAboutYou(password_validation.UserAttributeSimilarityValidator):
    """It is not the name or address of its owner."""

    def get_error_message(self) -> str:
        """What is wrong."""
        return _("This password is too much like your name or your address.")


class NotWellKnown(password_validation.CommonPasswordValidator):
    """It is not one of those that are tried first."""

    def get_error_message(self) -> str:
        """What is wrong."""
        return _("Many people have this password, so it is guessed first. Think of another one.")


class NotOnlyDigits(password_validation.NumericPasswordValidator):
    """It has more than digits."""

    def get_error_message(self) -> str:
        """What is wrong."""
        return _("This password has only digits. Add letters.")
