"""The shape of the table, version by version."""
