"""Requests of members."""

from django.http import HttpRequest

from community.members.models import User


class MemberRequest(HttpRequest):
    """A request of somebody who signed in: what a view behind `login_required` gets."""

    user: User
