"""People."""

import factory
from allauth.account.models import EmailAddress
from factory.django import DjangoModelFactory

from community.members.actions import agree_to_terms
from community.members.models import MemberProfile, User

PASSWORD = "een-goed-wachtwoord"


class UserFactory(DjangoModelFactory):
    """Somebody with an account; the password is PASSWORD.

    agrees=False: not to the terms. verified: whether the address is confirmed; None is an account without.
    """

    class Meta:
        """What it makes."""

        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"buur{n}@voorbeeld.example")
    first_name = "Joke"
    last_name = factory.Sequence(lambda n: f"Buurvrouw{n}")

    @classmethod
    def _create(cls, model_class: type[User], *_args: object, **fields: object) -> User:
        """Make the account through the manager, so that its password is hashed."""
        password, agrees = fields.pop("password", PASSWORD), fields.pop("agrees", True)
        verified = fields.pop("verified", True)
        user = model_class.objects.create_user(password=password, **fields)
        if verified is not None:
            EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
        if agrees:
            agree_to_terms(user)
        return user


class MemberProfileFactory(DjangoModelFactory):
    """Somebody who told nothing yet, besides their name; members may see it."""

    class Meta:
        """What it makes."""

        model = MemberProfile

    user = factory.SubFactory(UserFactory)
