"""Pages about news."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.members.requests import MemberRequest
from community.notifications import actions, choosing
from community.notifications.forms import SettingsForm
from community.notifications.models import MailStop, NotificationSettings
from community.notifications.queries import followed_to_choose_for, news_of, news_page, shown_news, waiting_for
from community.notifications.unsubscribing import opened, unsubscribe

OLDER = "voor"  # parameter of addresses
LARGEST_KEY = 2**63 - 1  # no database takes a larger one
NOT_FOUND = 404


@login_required
@require_safe
def notifications(request: MemberRequest) -> HttpResponse:
    """What somebody was told, the newest first. Raises Http404 for what no address of ours holds."""
    page = news_page(request.user, before=request.GET.get(OLDER, ""))
    actions.put_away(request.user, page.gone)
    context = {
        "title": _("Notifications"),
        "page_of_news": page,
        "older": OLDER,
        "waiting": waiting_for(request.user),
        "mail_stop": MailStop.objects.filter(user=request.user).first(),
    }
    return render(request, "notifications/notifications.html", context)


@login_required
@require_safe
def notification(request: MemberRequest, pk: int) -> HttpResponse:
    """Go to what a notification is about, which is read by that. Raises Http404 for one of somebody else."""
    found = news_of(request.user).filter(pk=pk).first() if pk <= LARGEST_KEY else None
    if found is None:
        raise Http404
    news = shown_news([found], to=request.user).get(found.pk)
    actions.note_read(found)
    if news is None:
        messages.info(request, _("This is not there any more."))
        return redirect("notifications")
    return redirect(news.url)


@login_required
@require_POST
def read_all(request: MemberRequest) -> HttpResponse:
    """Note that somebody saw all that the page showed them; what came since stays new."""
    until = request.POST.get("until", "")
    if until.isascii() and until.isdigit() and int(until) <= LARGEST_KEY:
        actions.mark_all_read(request.user, until=int(until))
    return redirect("notifications")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notification_settings(request: MemberRequest) -> HttpResponse:
    """How somebody wants to hear of news."""
    data = request.POST if request.method == "POST" else None
    form = SettingsForm(data, user=request.user, choosable=followed_to_choose_for(request.user))
    if form.is_valid() and kept(form, request):
        messages.success(request, _("Your choices are saved."))
        return redirect("notification_settings")
    context = {
        "title": _("Choose what you hear"),
        "form": form,
        "mail_stop": MailStop.objects.filter(user=request.user).first(),
        "is_paused": NotificationSettings.objects.filter(user=request.user, is_paused=True).exists(),
    }
    return render(request, "notifications/settings.html", context)


def kept(form: Any, request: MemberRequest) -> bool:
    """Whether the choices could be kept; else the form says why."""
    try:
        choosing.keep_settings(by=request.user, **form.chosen())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@login_required
@require_POST
def mail_again(request: MemberRequest) -> HttpResponse:
    """Try once more whether somebody's mailbox takes mail."""
    choosing.try_mail_again(request.user)
    messages.success(request, _("From now on you get mail again. If it comes back once more, we stop again."))
    return redirect("notification_settings")


@csrf_exempt  # mail programs post here for people who are not signed in; the token is what gives the right
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Stop a kind of mail: a GET asks (programs that look at links must stop nothing), a POST does it (RFC 8058)."""
    is_known = unsubscribe(token) if request.method == "POST" else opened(token) is not None
    context = {
        "title": _("No more of these mails"),
        "is_known": is_known,
        "is_done": is_known and request.method == "POST",
    }
    return render(request, "notifications/unsubscribe.html", context, status=200 if is_known else NOT_FOUND)
