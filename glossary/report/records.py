"""A scan as JSON: the record ``glossary.scan/1`` that other programs rely on."""

from __future__ import annotations

from typing import Any

from glossary.model import Mention, Scan

SCHEMA = "glossary.scan/1"


def scan_record(scan: Scan) -> dict[str, Any]:
    """Return *scan* as the record that ``docs/reference/scan-record.md`` describes."""
    return {
        "schema": SCHEMA,
        "document": {"path": scan.path, "characters": scan.characters, "sha256": scan.sha256, "symbol": scan.symbol},
        "mentions": [_mention(mention) for mention in scan.mentions],
        "definitions": [d._asdict() for d in scan.definitions],
        "candidates": [
            {
                "text": one.text,
                "count": one.count,
                "score": one.score,
                "suggestion": one.suggestion,
                "places": [list(place) for place in one.places],
            }
            for one in scan.candidates
        ],
        "findings": [f._asdict() for f in scan.findings],
    }


def _mention(mention: Mention) -> dict[str, Any]:
    record = mention._asdict()
    record["kind"] = mention.kind.value
    record["english"] = list(mention.english)
    record["confidence"] = round(mention.confidence, 3)
    record["alternatives"] = [reading._asdict() for reading in mention.alternatives]
    if mention.where is None:
        del record["where"]
    return record
