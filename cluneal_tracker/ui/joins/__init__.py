"""Where the signals of a screen meet the services."""
