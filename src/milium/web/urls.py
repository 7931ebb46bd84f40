"""The files of the pages, the sign-in, the exchange with devices, and everything else to the pages' door."""

from django.urls import path, re_path

from milium.web import signin, sync, views

urlpatterns = [
    path("static/<str:name>", views.static),
    path("in/<str:code>", signin.use_code),
    path("sync", sync.sync),
    re_path(r"^.*$", views.screen),
]
handler400 = views.refused
handler404 = views.not_found
handler500 = views.broke
