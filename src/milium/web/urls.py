"""Few addresses: the files of the pages, the sign-in, the phone edition, and everything else to the pages' door."""

from django.urls import path, re_path

from milium.web import phone, signin, views

urlpatterns = [
    path("static/<str:name>", views.static),
    path("in/<str:code>", signin.use_code),
    path("phone", phone.phone),
    path("phone/", phone.phone),
    path("phone/<path:name>", phone.phone),
    re_path(r"^.*$", views.screen),
]
handler400 = views.refused
handler404 = views.not_found
handler500 = views.broke
