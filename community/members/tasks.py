"""Work in the background."""

import logging

from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks import task

from community.members.mailing import mail, site_url
from community.members.models import DataExport
from community.members.privacy.copying import data_page_of, make_copy

logger = logging.getLogger(__name__)


@task()
def make_data_export(pk: int) -> None:
    """Make the copy that somebody asked for, and tell them; what fails is noted, and can be asked for again."""
    export = DataExport.objects.select_related("user").filter(pk=pk, state=DataExport.State.WAITING).first()
    if export is None:
        return
    try:
        content = make_copy(export.user)
        export.file.save(f"{export.public_id}.zip", ContentFile(content), save=False)
        export.state, export.ready = DataExport.State.READY, timezone.now()
    except Exception:
        logger.exception("A copy of somebody's data could not be made.")
        export.state = DataExport.State.FAILED
    export.save(update_fields=["file", "state", "ready"])
    if export.state == DataExport.State.READY:
        mail(export.user, "members/mail/data_copy_ready", {"url": site_url(data_page_of(export.user))})
