"""What this app itself, allauth and Wagtail keep about people; imported when the app is ready."""

from community.members.privacy.kinds import accounts, admin, members

__all__ = ["accounts", "admin", "members"]
