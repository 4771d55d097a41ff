"""Pictures of the profile, laid out on the server: the axis of figures, the timeline, the lineage, the maps."""
