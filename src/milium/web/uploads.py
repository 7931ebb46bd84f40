"""No file is taken: the screens have none to send."""

from typing import TYPE_CHECKING, Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class RefuseFiles(FileUploadHandler):
    """Skips every file of a form without reading it."""

    def new_file(self, *_args: Any, **_kwargs: Any) -> None:
        """Skip the file."""
        raise SkipFile

    def receive_data_chunk(self, _raw_data: bytes, _start: int) -> bytes | None:
        """Take nothing."""
        return None

    def file_complete(self, _file_size: int) -> "UploadedFile[Any] | None":
        """Keep nothing."""
        return None
