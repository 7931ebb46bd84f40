"""Files, sign-in, devices, calendars, the phone edition, the person's data, and everything else to the pages' door."""

from django.urls import path, re_path

from milium.web import calendars, data, phone, signin, sync, views

urlpatterns = [
    path("static/<str:name>", views.static),
    path("in/<str:code>", signin.use_code),
    path("sync", sync.sync),
    path("data", data.data),
    path("data/export", data.export),
    path("data/import", data.bring),
    path("data/device", data.device),
    path("data/erase", data.erase),
    path("calendar", calendars.file),
    path("calendar/<str:token>.ics", calendars.feed),
    path("settings/feed", calendars.turn),
    path("phone", phone.phone),
    path("phone/", phone.phone),
    path("phone/<path:name>", phone.phone),
    re_path(r"^.*$", views.screen),
]
handler400 = views.refused
handler404 = views.not_found
handler500 = views.broke
