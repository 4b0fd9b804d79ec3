"""As `wagtail start` writes it: the page in place of Wagtail's welcome page."""

from typing import Any

from django.db import migrations


def create_homepage(apps: Any, _schema_editor: Any) -> None:
    """Make the page and its site."""
    content_types = apps.get_model("contenttypes.ContentType").objects
    pages = apps.get_model("wagtailcore.Page").objects
    pages.filter(content_type=content_types.get(model="page", app_label="wagtailcore"), slug="home", depth=2).delete()
    content_type, _made = content_types.get_or_create(model="homepage", app_label="pages")
    homepage = apps.get_model("pages.HomePage").objects.create(
        title="Home",
        draft_title="Home",
        slug="home",
        content_type=content_type,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/home/",
    )
    apps.get_model("wagtailcore.Site").objects.create(hostname="localhost", root_page=homepage, is_default_site=True)


class Migration(migrations.Migration):
    """Fill the site."""

    run_before = [("wagtailcore", "0053_locale_model")]
    dependencies = [("pages", "0001_initial")]
    operations = [migrations.RunPython(create_homepage, migrations.RunPython.noop)]
