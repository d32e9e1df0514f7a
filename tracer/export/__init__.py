"""A trace written down for others: our own JSON, Python Tutor's trace format, and a page that replays it alone."""
