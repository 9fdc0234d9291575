"""Views made into charts, pages and sentences."""
