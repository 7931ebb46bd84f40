"""One file is taken at one address, a copy to bring back; no other screen has any to send."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

COPY_PATH = "/data/import"
MOST_COPY_MB = 32  # over fifty years of one person's entries
TOO_LARGE = "milium_copy_too_large"


class OneCopy(FileUploadHandler):
    """Takes the file of a copy into memory; skips every other file without reading it."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file, or skip it."""
        if self.request is None or self.request.path != COPY_PATH or hasattr(self, "_content"):
            raise SkipFile
        super().new_file(*args, **kwargs)
        self._content = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Take a piece, or skip the rest of a file that is too large."""
        if start + len(raw_data) > MOST_COPY_MB * 10**6:
            setattr(self.request, TOO_LARGE, True)
            raise SkipFile
        self._content.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """Give the file."""
        self._content.seek(0)
        name = self.file_name or "copy"
        return InMemoryUploadedFile(self._content, self.field_name, name, self.content_type, file_size, None)
