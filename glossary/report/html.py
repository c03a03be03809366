"""stub"""
from glossary.documents import Document
from glossary.model import Scan
def page(pairs: list[tuple[Document, Scan]]) -> str: return ""
