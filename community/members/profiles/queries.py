"""A member as others see them."""

from dataclasses import dataclass
from typing import Any

from community.members.models import MemberProfile, User, Visibility
from community.members.models.profile import Language
from community.members.permissions import Parts, parts_open_to, visible_parts
from community.members.queries import Person, colour_of, named, photo_url
from community.themes.queries import ThemeBadge, badges_of
from foundation.locales import active_locale_id

# How somebody asks to see their own page as others do, and whom each stands for.
SEEN_AS = {"lid": Visibility.MEMBERS, "iedereen": Visibility.PUBLIC}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProfile:
    """The parts of a profile that one reader may see; what they may not is empty."""

    public_id: str
    user: Any
    person: Person
    has_name: bool
    is_mine: bool
    about: str
    themes: tuple[ThemeBadge, ...]
    skills: tuple[str, ...]
    languages: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see."""
        return not (
            self.has_name or self.person.photo_url or self.about or self.themes or self.skills or self.languages
        )


def profile_to_edit(user: User) -> MemberProfile:
    """The profile of who is signed in; one that is not kept yet where there is none."""
    return MemberProfile.objects.select_related("user").filter(user=user).first() or MemberProfile(user=user)


def shown_profile(public_id: str, *, to: Any, seen_as: str = "") -> ShownProfile | None:
    """The profile as `to` may see it, or as its own member asks to see it; None where it is unknown or all closed."""
    profile = MemberProfile.objects.select_related("user").filter(public_id=public_id, user__is_active=True).first()
    if profile is None:
        return None
    is_mine = to.is_authenticated and to.pk == profile.user_id
    audience = SEEN_AS.get(seen_as) if is_mine else None
    parts = parts_open_to(audience, profile) if audience else visible_parts(profile, to=to)
    shown = with_parts(profile, parts, is_mine=is_mine)
    return None if shown.is_empty and not is_mine else shown


def with_parts(profile: MemberProfile, parts: Parts, *, is_mine: bool) -> ShownProfile:
    """These parts of the profile."""
    user = profile.user
    person = Person(
        **named(user.first_name, user.last_name, profile.public_id, is_open="name" in parts),
        photo_url=photo_url(profile.public_id, profile.photo.name) if "photo" in parts else "",
        css=colour_of(profile.user_id),
    )
    theme_ids = profile.themes.order_by("path").values_list("pk", flat=True) if "themes" in parts else ()
    labels = dict(Language.choices)
    return ShownProfile(
        public_id=profile.public_id,
        user=user,
        person=person,
        has_name=bool(person.url),
        is_mine=is_mine,
        about=profile.about if "about" in parts else "",
        themes=badges_of(theme_ids, active_locale_id()),
        skills=tuple(profile.skills) if "skills" in parts else (),
        languages=tuple(str(labels[code]) for code in profile.languages if code in labels)
        if "languages" in parts
        else (),
    )


def photo_for(public_id: str, *, to: Any) -> Any:
    """The photo of a member (a FieldFile); None where this person may not see it, or there is none."""
    profile = MemberProfile.objects.select_related("user").filter(public_id=public_id).exclude(photo="").first()
    return profile.photo if profile is not None and "photo" in visible_parts(profile, to=to) else None
