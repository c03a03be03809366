"""Bilingual texts: which sentences of two documents belong together, and which terms of two languages."""
