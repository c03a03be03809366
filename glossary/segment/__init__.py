"""Finding the places where terms of the termbase stand in a text."""
