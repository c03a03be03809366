"""Terms that the termbase does not have yet: gathered from documents, measured, ranked."""
