"""What the editor says after something was done."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.initiatives.editing.actions import LockedError, NoEditorsError, NotReadyError, put_online
from community.initiatives.editing.pages import edit_url
from community.initiatives.editing.sections import titles_of
from community.initiatives.models import Initiative

LOCKED = gettext_lazy("The editors are at work on this profile, so it cannot be changed for a moment. Try again later.")


def saved_message(request: HttpRequest, *, is_new: bool) -> None:
    """Say that it is saved, where anything was different."""
    if is_new:
        messages.success(request, _("Saved as a draft. It is not online yet."))
    else:
        messages.info(request, _("Nothing was different, so there was nothing to save."))


def try_online(request: HttpRequest, page: Initiative) -> None:
    """Put everything online, or send it to the editors; say what came of it."""
    try:
        is_online = put_online(page, by=request.user)
    except LockedError:
        messages.error(request, LOCKED)
    except NotReadyError as error:
        message = _("Saved, but it cannot go online yet. Something is still missing here: %(sections)s")
        messages.warning(request, message % {"sections": ", ".join(titles_of(error.sections))})
    except NoEditorsError:
        messages.error(request, _("Saved, but there are no editors to send it to. Tell the people of the network."))
    else:
        if is_online:
            page.refresh_from_db()
            link = format_html('<a href="{}">{}</a>', page.url or edit_url(page, "naam"), _("See your page"))
            messages.success(request, format_html("{} {}", _("It is online."), link))
        else:
            messages.success(
                request,
                _("Sent to the editors. They look at it before it goes online; you get mail. You can write on."),
            )
