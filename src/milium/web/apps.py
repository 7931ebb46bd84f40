"""The shell as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Codes of sign-in; everything a person enters is in the store."""

    name = "milium.web"
    label = "web"
