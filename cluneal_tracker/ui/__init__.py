"""Windows, screens and the desktop around them."""
