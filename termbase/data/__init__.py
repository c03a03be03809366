"""The data that ships with the package; see ``README.md`` in this folder."""
