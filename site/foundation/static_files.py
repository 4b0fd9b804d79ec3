"""Static files under names that carry their digest, so that browsers may keep them for ever."""

from collections.abc import Iterable, Iterator

from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN = ("css/", "js/", "icons/", "fonts/", "vendor/", "admin-own/")


class OwnFilesHashedStorage(CompressedManifestStaticFilesStorage):
    """Hashed names for all, compression only for our own files: compressing all of Wagtail's takes over a minute."""

    manifest_strict = False

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Compress what visitors of public pages get."""
        return super().compress_files([path for path in paths if path.startswith(OWN)])
