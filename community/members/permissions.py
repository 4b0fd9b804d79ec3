"""Who may see what of a member."""

from typing import Any

from community.members.models import MemberProfile, Visibility

Parts = tuple[str, ...]

OPEN_TO = {
    Visibility.MEMBERS: (Visibility.MEMBERS, Visibility.PUBLIC),
    Visibility.PUBLIC: (Visibility.PUBLIC,),
}


def visible_parts(profile: MemberProfile, *, to: Any) -> Parts:
    """The parts of a profile that this person may see, in their order; None stands for everybody."""
    if not profile.user.is_active:
        return ()
    if to is not None and to.is_authenticated and to.pk == profile.user_id:
        return MemberProfile.PARTS
    return parts_open_to(audience_of(to), profile)


def audience_of(user: Any) -> Visibility:
    """What this person counts as where somebody else's profile is concerned."""
    return Visibility.MEMBERS if user is not None and user.is_authenticated else Visibility.PUBLIC


def parts_open_to(audience: Visibility, profile: MemberProfile) -> Parts:
    """The parts that members, or everybody, may see."""
    return tuple(part for part in MemberProfile.PARTS if profile.visibility_of(part) in OPEN_TO[audience])
