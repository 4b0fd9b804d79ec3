"""`manage.py reset_second_factor name@example.org`: for somebody who lost their second step and its recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.members.accounts.actions import reset_second_factor
from community.members.models import User


class Command(BaseCommand):
    """Take the second steps of one person away and log them out everywhere."""

    help = "Take away the second steps of somebody who lost them. Be sure first that it is really them who asks."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("email", help="the address of the account")

    def handle(self, *, email: str, **_options: Any) -> None:
        """Take them away. Raises CommandError where there is no such account."""
        try:
            user = User.objects.get_by_natural_key(email)
        except User.DoesNotExist as error:
            raise CommandError(f"There is no account with the address {email}.") from error
        number = reset_second_factor(user)
        self.stdout.write(f"Taken away: {number}. {user} is logged out everywhere and can log in with the first step.")
