"""Where concepts are kept. :mod:`termbase.store.sqlite` is the embedded store."""
