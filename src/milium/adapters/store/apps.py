"""The store as a Django app."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """One table: the events."""

    name = "milium.adapters.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
