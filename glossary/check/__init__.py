"""Holding the English of a bitext against what its Chinese means."""
