"""Codes that sign a browser in, once each."""

from typing import ClassVar

from django.db import models


class SignInCode(models.Model):
    """The hash of a code that nobody has used yet; using it removes the row."""

    objects: ClassVar[models.Manager["SignInCode"]] = models.Manager()

    digest: "models.CharField[str, str]" = models.CharField(max_length=64, primary_key=True)

    class Meta:
        """A table of the shell, not of the log."""

        app_label = "web"

    def __str__(self) -> str:
        return "sign-in code"
