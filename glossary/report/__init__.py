"""Results as files that a person or a program looks at."""
