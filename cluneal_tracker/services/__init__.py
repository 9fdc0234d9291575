"""What the app can do, one plain class per subject."""
