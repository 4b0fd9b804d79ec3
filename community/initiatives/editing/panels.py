"""What editors see above a profile: who changed what on the site, and that it waits for them."""

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel


class PendingPanel(Panel):
    """Who changed which sections since the page went online; only where somebody did."""

    class BoundPanel(Panel.BoundPanel):
        """For one page."""

        template_name = "initiatives/admin/pending.html"

        @property
        def pending(self) -> Any:
            """What is not online yet."""
            if not hasattr(self, "_pending"):
                from community.initiatives.editing.review import pending_of  # noqa: PLC0415 - it needs the models

                # The form's page is a version; what is online is asked of the page itself.
                page = type(self.instance).objects.filter(pk=self.instance.pk).first() if self.instance.pk else None
                self._pending = pending_of(page) if page and page.alias_of_id is None else None
            return self._pending

        def is_shown(self) -> bool:
            """Only where something waits."""
            return super().is_shown() and bool(self.pending)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The people, the sections, and where both versions stand side by side."""
            compare = reverse("wagtailadmin_pages:revisions_compare", args=(self.instance.pk, "live", "latest"))
            return {
                **super().get_context_data(parent_context),
                "pending": self.pending,
                "compare_url": compare if self.instance.live else "",
            }
