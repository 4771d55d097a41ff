"""Addresses of the profile."""

from django.urls import path

from profiles.views import (
    about,
    actors,
    claims,
    coverage,
    developments,
    figures,
    home,
    lineage,
    method,
    moved,
    places,
    questions,
    reliance,
    repeats,
    search,
    timeline,
    topics,
)
from profiles.views import map as map_views

app_name = "profiles"
urlpatterns = [
    path("", home.home, name="home"),
    path("topics/<slug:slug>/", topics.topic_detail, name="topic"),
    path("questions/<slug:key>/", questions.question_detail, name="question"),
    path("claims/", claims.claim_list, name="claims"),
    path("claims/<slug:key>/", claims.claim_detail, name="claim"),
    path("claims/<slug:key>/evidence/", claims.claim_evidence, name="evidence"),
    path("figures/", figures.figures, name="figures"),
    path("differences/", moved.differences, name="differences"),
    path("actors/", actors.actor_list, name="actors"),
    path("actors/<slug:key>/", actors.actor_detail, name="actor"),
    path("places/<slug:key>/", places.place_detail, name="place"),
    path("about/", about.about, name="about"),
    path("method/", method.method, name="method"),
    path("method/components/", method.components, name="components"),
    path("map/", map_views.map_page, name="map"),
    path("developments/", developments.changes, name="developments"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("lineage/", lineage.lineage, name="lineage"),
    path("relations/", moved.relations, name="relations"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage.csv", coverage.coverage_csv, name="coverage_csv"),
    path("reliance/", reliance.reliance, name="reliance"),
    path("repeats/", repeats.repeats, name="repeats"),
    path("repeats/<slug:left>/<slug:right>/", repeats.repeats_between, name="repeats_between"),
    path("repeats/<slug:slug>/works/<slug:key>/", repeats.repeats_of_work, name="repeats_of_work"),
    path("search/", search.search_page, name="search"),
]
