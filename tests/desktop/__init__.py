"""Stand-ins for a desktop: a message bus of its own, and servers in processes of their own."""
