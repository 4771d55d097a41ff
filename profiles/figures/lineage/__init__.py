"""The lineage: groups as lanes, mergers and other ties between them, drawn as SVG on the server."""
