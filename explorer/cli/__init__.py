"""The terminal front end, and the door to the window."""
