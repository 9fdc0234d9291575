"""The only room that knows files, tables and columns."""
