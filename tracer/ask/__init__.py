"""Questions to a trace: where to go next, what just happened."""
