"""The phone edition: a folder of static files in which the same pages run inside the browser."""
