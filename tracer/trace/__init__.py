"""A trace as a value: its model, its deltas, its storage and its file."""
