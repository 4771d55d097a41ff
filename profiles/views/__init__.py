"""Pages of the profile, one module a room of the site."""
