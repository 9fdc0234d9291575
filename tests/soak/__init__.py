"""Every screen opened again and again, to see what is left behind each time."""
