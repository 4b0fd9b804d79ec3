"""The screens on which editors bring content in and take it out.

An app offers its kind of page with `offer_in_admin(InitiativeTransfer)` in its wagtail_hooks; the addresses and the
menu item are made here once.
"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from foundation.models import PendingImport
from foundation.transfer.decoding import LARGEST_FILE
from foundation.transfer.importing import Outcome, import_table
from foundation.transfer.permissions import may_transfer
from foundation.transfer.problems import FileError
from foundation.transfer.reading import Table, read_table
from foundation.transfer.transfer import PageTransfer
from foundation.transfer.uploads import keep_upload, take_upload
from foundation.transfer.writing import CONTENT_TYPES, FORMATS, exported_lines

# A page takes about a fifth of a second to publish, and a web server ends what takes too long.
MOST_ROWS = 2_000
MOST_WRITTEN = 200
SHOWN_PROBLEMS = 200
ICON = "download"

_offered: dict[str, type[PageTransfer]] = {}


def offer_in_admin(transfer_class: type[PageTransfer]) -> None:
    """Show this kind of page on the screens."""
    _offered[transfer_class.name] = transfer_class


class UploadForm(forms.Form):
    """The file to bring in."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, as spreadsheets save it, or JSON Lines. At most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.jsonl,.ndjson"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large, before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                _("The file is larger than %(most)s MB. Split it into smaller files.") % {"most": 10}
            )
        return file


def offered_to(user: Any, name: str) -> type[PageTransfer]:
    """The kind of page with this name. Raises Http404, or PermissionDenied for who may not publish it."""
    if name not in _offered:
        raise Http404
    if not may_transfer(user, _offered[name]):
        raise PermissionDenied
    return _offered[name]


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All kinds of pages this person may bring in and take out."""
    offered = [kind for kind in _offered.values() if may_transfer(request.user, kind)]
    if not offered:
        raise PermissionDenied
    return render(request, "foundation/transfer/overview.html", {"kinds": offered, "formats": FORMATS, **titles()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, name: str) -> HttpResponse:
    """Upload a file and look at what it would do; nothing is written."""
    kind = offered_to(request.user, name)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            transfer = kind()
            outcome = import_table(transfer, read(transfer, content, file.name), dry_run=True)
        except FileError as problem:
            form.add_error("file", str(problem))
        else:
            token = keep_upload(content, name=file.name, transfer=name, by=request.user)
            return render(request, "foundation/transfer/preview.html", preview(kind, outcome, file.name, token))
    return render(
        request,
        "foundation/transfer/upload.html",
        {"kind": kind, "form": form, "columns": columns_of(kind), **titles(kind)},
    )


@never_cache
@require_POST
def confirm(request: HttpRequest, name: str) -> HttpResponse:
    """Bring in the file that was looked at, once."""
    kind = offered_to(request.user, name)
    try:
        with transaction.atomic():
            kept = take_upload(request.POST.get("token", ""), transfer=name, by=request.user)
            outcome = brought_in(request, kind, kept) if kept else None
    except FileError as problem:
        messages.error(request, str(problem))
        return redirect("transfer_upload", name)
    if outcome is None:
        messages.error(request, _("This file was brought in already, or it is too long ago. Upload it again."))
        return redirect("transfer_upload", name)
    tell(request, outcome)
    return redirect("transfer_overview")


def brought_in(request: HttpRequest, kind: type[PageTransfer], kept: PendingImport) -> Outcome:
    """Check the upload again, as the site may have changed in the meantime, and write. Raises FileError."""
    transfer = kind()
    table = read(transfer, bytes(kept.content), kept.name)
    skip_bad = request.POST.get("skip_bad") == "on"
    return import_table(transfer, table, by=request.user, skip_bad=skip_bad, most_written=MOST_WRITTEN)


@never_cache
@require_safe
def export(request: HttpRequest, name: str, form: str) -> HttpResponseBase:
    """Download all live pages of this kind."""
    kind = offered_to(request.user, name)
    if form not in FORMATS:
        raise Http404
    lines = (line.encode() for line in exported_lines(kind(), form))
    filename = f"{name}-{timezone.localdate().isoformat()}.{form}"
    return StreamingHttpResponse(
        lines,
        content_type=CONTENT_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


def read(transfer: PageTransfer, content: bytes, filename: str) -> Table:
    """Read an upload. Raises FileError, also for more rows than a screen can handle."""
    table = read_table(content, transfer.headers, name=filename)
    if len(table.rows) > MOST_ROWS:
        raise FileError(
            _("The file has %(rows)s rows; here at most %(most)s are possible. Use the command line.")
            % {"rows": len(table.rows), "most": MOST_ROWS}
        )
    return table


def preview(kind: type[PageTransfer], outcome: Outcome, filename: str, token: str) -> dict[str, Any]:
    """What the screen before the confirmation shows."""
    written = outcome.new + outcome.changed
    return {
        "kind": kind,
        "outcome": outcome,
        "problems": outcome.problems[:SHOWN_PROBLEMS],
        "more_problems": max(outcome.bad - SHOWN_PROBLEMS, 0),
        "filename": filename,
        "token": token,
        "too_many": written > MOST_WRITTEN,
        "most": MOST_WRITTEN,
        "can_confirm": 0 < written <= MOST_WRITTEN,
        **titles(kind),
    }


def titles(kind: type[PageTransfer] | None = None) -> dict[str, Any]:
    """What Wagtail's header shows."""
    title = _("Bring content over")
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("transfer_overview"), "label": title},
    ]
    if kind is not None:
        crumbs.append({"url": "", "label": kind.label})
    return {"page_title": title, "header_title": title, "header_icon": ICON, "breadcrumbs_items": crumbs}


def columns_of(kind: type[PageTransfer]) -> list[dict[str, Any]]:
    """The columns of a file, with the other titles they may have."""
    transfer = kind()
    needed = transfer.required()
    return [
        {"name": name, "titles": ", ".join(column.titles), "required": name in needed}
        for name, column in transfer.columns.items()
    ]


def tell(request: HttpRequest, outcome: Outcome) -> None:
    """Say what happened."""
    if not outcome.written:
        messages.error(request, _("Nothing was written, because there are bad rows."))
        return
    counts = {"new": outcome.new, "changed": outcome.changed, "unchanged": outcome.unchanged}
    messages.success(request, _("Brought in: %(new)s new, %(changed)s changed, %(unchanged)s unchanged.") % counts)
    if outcome.bad:
        skipped = ngettext("%(n)s bad row was left out.", "%(n)s bad rows were left out.", outcome.bad)
        messages.warning(request, skipped % {"n": outcome.bad})


class TransferMenuItem(MenuItem):
    """In the menu for who may publish any of these pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may."""
        return any(may_transfer(request.user, kind) for kind in _offered.values())


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    """The addresses, below /admin/overzetten/."""
    return [
        path(
            "overzetten/",
            include(
                [
                    path("", overview, name="transfer_overview"),
                    path("<slug:name>/", upload, name="transfer_upload"),
                    path("<slug:name>/bevestigen/", confirm, name="transfer_confirm"),
                    path("<slug:name>/<slug:form>/", export, name="transfer_export"),
                ]
            ),
        )
    ]


@hooks.register("register_settings_menu_item")
def menu_item() -> MenuItem:
    """In the settings menu."""
    return TransferMenuItem(
        gettext_lazy("Bring content over"), reverse("transfer_overview"), name="transfer", icon_name=ICON, order=700
    )
