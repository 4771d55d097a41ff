"""Addresses of the profile."""

from django.urls import path

from profiles.views import chapters, claims, comparison, method, names

app_name = "profiles"
urlpatterns = [
    path("", chapters.home, name="home"),
    path("topics/<slug:slug>/", chapters.topic_detail, name="topic"),
    path("questions/<slug:key>/", chapters.question_detail, name="question"),
    path("claims/", claims.claim_list, name="claims"),
    path("claims/<slug:key>/", claims.claim_detail, name="claim"),
    path("differences/", comparison.difference_list, name="differences"),
    path("actors/", names.actor_list, name="actors"),
    path("actors/<slug:key>/", names.actor_detail, name="actor"),
    path("places/<slug:key>/", names.place_detail, name="place"),
    path("method/", method.method, name="method"),
]
