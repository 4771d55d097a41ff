"""Everything that changes the profile: publication, the audit, the curators' pages, and the fixtures."""
