"""One click from a topic to the draft of a knowledge tool."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.forums.access import TopicMovedError, topic_for
from community.forums.moderating.to_knowledge import make_knowledge, may_make_knowledge
from community.members.requests import MemberRequest


@login_required
@require_POST
def to_knowledge(request: MemberRequest, pk: int) -> HttpResponse:
    """Make the draft, or find the one that is there, and go on in the editors' screens. Raises Http404."""
    try:
        topic = topic_for(request.user, pk, may=may_make_knowledge)
    except TopicMovedError as moved:
        topic = topic_for(request.user, moved.topic.pk, may=may_make_knowledge)
    tool = make_knowledge(topic, by=request.user)
    messages.success(request, _("This is the draft. Publish it when it is good: the topic then shows a link to it."))
    return redirect("wagtailadmin_pages:edit", tool.pk)
