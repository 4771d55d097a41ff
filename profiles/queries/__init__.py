"""Reads of the profile, shaped for pages: answers, standings, provenance, ties, places, coverage, reliance."""
