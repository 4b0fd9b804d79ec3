"""People."""

import factory
from factory.django import DjangoModelFactory

from community.members.models import User

PASSWORD = "een-goed-wachtwoord"


class UserFactory(DjangoModelFactory):
    """Somebody with an account; the password is PASSWORD."""

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
        password = fields.pop("password", PASSWORD)
        return model_class.objects.create_user(password=password, **fields)
