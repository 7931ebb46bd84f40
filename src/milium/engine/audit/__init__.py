"""Read labels, class products, and judge them for one person."""
