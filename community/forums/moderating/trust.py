"""Trust in people of the forum: it grows with what they write, unless a moderator says what it is.

A standing is written under the lock of its user row, so that two posts at once both count.
"""

from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from community.forums.models import Standing
from community.members.models import User

Trust = Standing.Trust

# What somebody has written that is visible, and for how long, before they are known, and trusted.
KNOWN_FROM_POSTS, KNOWN_AFTER = 5, timedelta(days=3)
TRUSTED_FROM_POSTS, TRUSTED_AFTER = 30, timedelta(days=30)


def standing_of(user: User) -> Standing:
    """What this person has shown; not saved yet for who never wrote."""
    return Standing.objects.filter(user=user).first() or Standing(user=user)


def trust_of(standing: Standing) -> Trust:
    """How far somebody is trusted: what a moderator said, else what follows from use."""
    if standing.fixed is not None:
        return Trust(standing.fixed)
    if standing.first_posted is None:
        return Trust.NEW
    age, posts = timezone.now() - standing.first_posted, standing.post_count
    if posts >= TRUSTED_FROM_POSTS and age >= TRUSTED_AFTER:
        return Trust.TRUSTED
    return Trust.KNOWN if posts >= KNOWN_FROM_POSTS and age >= KNOWN_AFTER else Trust.NEW


def note_visible(user_id: int | None, *, posts: int = 1) -> None:
    """Somebody has so many more visible posts, or fewer."""
    if user_id is None or not posts:
        return
    Standing.objects.get_or_create(user_id=user_id)
    mine = Standing.objects.filter(user_id=user_id)
    if posts > 0:
        mine.update(post_count=F("post_count") + posts, first_posted=Coalesce("first_posted", timezone.now()))
    else:
        mine.update(post_count=Greatest(F("post_count") + posts, 0))
