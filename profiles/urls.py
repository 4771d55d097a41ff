"""Addresses of the profile."""

from django.urls import path

from profiles import views

app_name = "profiles"
urlpatterns = [
    path("", views.home, name="home"),
    path("topics/<slug:slug>/", views.topic_detail, name="topic"),
    path("questions/<slug:key>/", views.question_detail, name="question"),
    path("claims/", views.claim_list, name="claims"),
    path("claims/<slug:key>/", views.claim_detail, name="claim"),
    path("differences/", views.difference_list, name="differences"),
    path("actors/", views.actor_list, name="actors"),
    path("actors/<slug:key>/", views.actor_detail, name="actor"),
    path("places/<slug:key>/", views.place_detail, name="place"),
    path("method/", views.method, name="method"),
]
