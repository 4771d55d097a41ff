"""Where Django looks for the curators' pages: they stand in `profiles.curation.admin`."""

import profiles.curation.admin  # noqa: F401 - registers them
