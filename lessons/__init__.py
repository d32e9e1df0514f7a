"""Content and grading: what a learner is shown and asked, as data, and the pure code that reads and checks it."""
