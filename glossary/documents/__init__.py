"""Reading documents of every sort into one shape."""
