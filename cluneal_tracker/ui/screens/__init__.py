"""The places of the app, each a plain widget that knows no service."""
