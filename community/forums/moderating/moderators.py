"""Who keeps the forum friendly."""

from django.db.models import Q, QuerySet

from community.forums.readers import MODERATE
from community.members.models import User


def moderators() -> QuerySet[User]:
    """Everybody with the right to moderate, administrators among them."""
    has_right = Q(groups__permissions__codename=MODERATE, groups__permissions__content_type__app_label="forums") | Q(
        user_permissions__codename=MODERATE, user_permissions__content_type__app_label="forums"
    )
    return User.objects.filter(Q(is_superuser=True) | has_right, is_active=True).distinct()
