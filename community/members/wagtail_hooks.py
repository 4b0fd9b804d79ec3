"""Members in the admin: terms of use, and who took lists of people out."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from community.members.privacy.viewsets import ExportsViewSet, ReportMenuItem, TermsViewSet


@hooks.register("register_admin_viewset")
def privacy_viewsets() -> list[object]:
    """Terms of use, and the report."""
    return [TermsViewSet(), ExportsViewSet()]


@hooks.register("register_reports_menu_item")
def exports_menu_item() -> MenuItem:
    """The report, among the others."""
    return ReportMenuItem(
        ExportsViewSet.menu_label,
        reverse("members_exports:index"),
        name="exports",
        icon_name=ExportsViewSet.icon,
        order=ExportsViewSet.menu_order,
    )


@hooks.register("register_permissions")
def privacy_permissions() -> QuerySet[Permission]:
    """Let administrators say per role who writes terms and who sees the record of exports."""
    codenames = [f"{action}_terms" for action in ("add", "change", "delete", "view")]
    return Permission.objects.filter(content_type__app_label="members", codename__in=[*codenames, "view_exportrecord"])
