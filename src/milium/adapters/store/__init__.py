"""The event log in a database (SQLite or PostgreSQL) through Django's ORM."""
