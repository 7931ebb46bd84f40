"""milium: calm care for milia."""
