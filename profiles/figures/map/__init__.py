"""The maps: geometry, labels, and pictures ready for a template."""
