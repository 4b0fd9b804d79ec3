"""Images, videos and files."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from foundation.pictures import HERO_WIDTHS, picture_of

YOUTUBE_HOSTS = ("www.youtube.com", "youtube.com", "m.youtube.com", "youtu.be", "www.youtube-nocookie.com")
VIMEO_HOSTS = ("vimeo.com", "www.vimeo.com", "player.vimeo.com")
VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{6,20}")


class PictureBlock(blocks.StructBlock):
    """A photo in the text."""

    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("What it shows"), required=False, max_length=200, help_text=_("For people who cannot see it.")
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the picture in all its sizes."""
        context = super().get_context(value, parent_context=parent_context)
        image = value.get("image")
        context["picture"] = picture_of(image, HERO_WIDTHS, alt=value.get("alt") or None) if image else None
        return context

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A photo with a caption")
        template = "components/blocks/image.html"
        preview_template = "wagtailadmin/block_previews/image.html"


class DownloadBlock(blocks.StructBlock):
    """A file to take along."""

    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("Words on the button"), required=False, max_length=80)

    class Meta:
        icon = "download"
        label = _("Download")
        description = _("A button that downloads a file")
        template = "components/blocks/download.html"
        preview_template = "wagtailadmin/block_previews/download.html"


def embed_address(url: str) -> tuple[str, str]:
    """Who plays the video, and the address of the player that sets no cookies.

    Raises ValueError for an address that is no video of YouTube or Vimeo.
    """
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if parts.hostname in YOUTUBE_HOSTS:
        video = parse_qs(parts.query).get("v", [segments[-1] if segments else ""])[0]
        if VIDEO_ID.fullmatch(video):
            return "YouTube", f"https://www.youtube-nocookie.com/embed/{video}?autoplay=1"
    if parts.hostname in VIMEO_HOSTS and segments and segments[-1].isdigit():
        return "Vimeo", f"https://player.vimeo.com/video/{segments[-1]}?autoplay=1&dnt=1"
    message = f"No video of YouTube or Vimeo: {url}"
    raise ValueError(message)


class VideoBlock(blocks.StructBlock):
    """A video that asks nobody outside for anything before a visitor clicks."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    url = blocks.URLBlock(label=_("Address"), help_text=_("Of the video on YouTube or Vimeo."))
    image = ImageChooserBlock(label=_("Picture"), required=False)

    def clean(self, value: Any) -> Any:
        """Refuse what we cannot play."""
        cleaned = super().clean(value)
        try:
            embed_address(cleaned["url"])
        except ValueError as error:
            raise blocks.StructBlockValidationError(
                block_errors={"url": ValidationError(_("Give the address of a video on YouTube or Vimeo."))}
            ) from error
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add who plays it, with which address, behind which picture."""
        context = super().get_context(value, parent_context=parent_context)
        try:
            context["provider"], context["embed_url"] = embed_address(value.get("url") or "")
        except ValueError:
            context["provider"] = context["embed_url"] = ""
        image = value.get("image")
        context["picture"] = picture_of(image, HERO_WIDTHS, alt="") if image else None
        return context

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A video of YouTube or Vimeo, loaded after a click")
        template = "components/blocks/video.html"
        preview_value = {"title": "Zo begon De Schakel", "url": "https://vimeo.com/76979871", "image": None}
