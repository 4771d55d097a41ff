"""Whom the profile is about."""

SUBJECT = "jnim"
