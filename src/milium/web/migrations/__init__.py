"""The shape of the tables, version by version."""
