"""The command line: the only part of the tracer that reads and writes files, and that looks at the clock."""
