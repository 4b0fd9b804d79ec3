"""Changing what a member tells about themselves."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from community.members.models import MemberProfile, User, Visibility
from foundation.generation import next_generation

OWN_NAMES = ("first_name", "last_name")


def profile_of(user: User) -> MemberProfile:
    """The profile of a person, made when it is not there yet."""
    profile, _made = MemberProfile.objects.select_related("user").get_or_create(user=user)
    return profile


@transaction.atomic
def keep_profile(answers: dict[str, Any], *, by: User) -> MemberProfile:
    """Keep what somebody tells about themselves: the fields of the profile that are among the answers.

    Besides those: `first_name` and `last_name`, `photo` (a new one, or None to leave it), and `remove_photo`.
    """
    profile_of(by)
    profile = MemberProfile.objects.select_for_update(of=("self",)).select_related("user").get(user=by)
    was_public = is_public(profile)
    if set(OWN_NAMES) & set(answers):
        User.objects.filter(pk=by.pk).update(**{name: answers[name] for name in OWN_NAMES if name in answers})
    for name, value in answers.items():
        if name not in (*OWN_NAMES, "photo", "remove_photo", "themes"):
            setattr(profile, name, value)
    if "themes" in answers:
        profile.themes.set(answers["themes"])
    put_photo(profile, answers.get("photo"), remove=answers.get("remove_photo", False))
    profile.save()  # last, since it writes the file
    if was_public or is_public(profile):
        next_generation()
    return profile


def put_photo(profile: MemberProfile, photo: ContentFile[bytes] | None, *, remove: bool) -> None:
    """Put a photo in place of the present one, whose file goes once this transaction is through."""
    if photo is None and not (remove and profile.photo):
        return
    storage, old = profile.photo.storage, profile.photo.name
    profile.photo = photo or ""
    if old:
        transaction.on_commit(lambda: storage.delete(old), robust=True)


def is_public(profile: MemberProfile) -> bool:
    """Whether anything of it may stand on a page for everybody, and be remembered there."""
    return any(profile.visibility_of(part) == Visibility.PUBLIC for part in MemberProfile.PARTS)
