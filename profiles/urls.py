"""Addresses of the profile."""

from django.urls import path

from profiles.views import atlas, chapters, claims, comparison, coverage, lineage, method, names, reliance, search, timeline

app_name = "profiles"
urlpatterns = [
    path("", chapters.home, name="home"),
    path("topics/<slug:slug>/", chapters.topic_detail, name="topic"),
    path("questions/<slug:key>/", chapters.question_detail, name="question"),
    path("claims/", claims.claim_list, name="claims"),
    path("claims/<slug:key>/", claims.claim_detail, name="claim"),
    path("claims/<slug:key>/evidence/", claims.claim_evidence, name="evidence"),
    path("figures/", chapters.figures, name="figures"),
    path("differences/", comparison.difference_list, name="differences"),
    path("actors/", names.actor_list, name="actors"),
    path("actors/<slug:key>/", names.actor_detail, name="actor"),
    path("places/<slug:key>/", names.place_detail, name="place"),
    path("method/", method.method, name="method"),
    path("method/components/", method.components, name="components"),
    path("map/", atlas.map_page, name="map"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("lineage/", lineage.lineage, name="lineage"),
    path("relations/", lineage.relations, name="relations"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage.csv", coverage.coverage_csv, name="coverage_csv"),
    path("reliance/", reliance.reliance, name="reliance"),
    path("search/", search.search_page, name="search"),
]
