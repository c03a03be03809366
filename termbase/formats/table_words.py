"""The words people name their columns with, and what those columns hold."""

from __future__ import annotations

from termbase.languages import EN, ZH
from termbase.model import Form, Status

LANGUAGES = {
    "zh": ZH, "chinese": ZH, "chi": ZH, "zho": ZH, "cn": ZH, "中文": ZH, "汉语": ZH, "汉文": ZH, "简体中文": ZH,
    "en": EN, "english": EN, "eng": EN, "英文": EN, "英语": EN, "fr": "fr", "french": "fr", "français": "fr",
    "法文": "fr", "法语": "fr", "es": "es", "spanish": "es", "español": "es", "西文": "es", "西班牙文": "es",
    "ru": "ru", "russian": "ru", "俄文": "ru", "俄语": "ru", "ar": "ar", "arabic": "ar", "阿文": "ar",
    "阿拉伯文": "ar", "de": "de", "german": "de", "deutsch": "de",
}  # fmt: skip
FORMS = {
    "short": Form.SHORT, "简称": Form.SHORT, "generic": Form.GENERIC, "acronym": Form.ACRONYM,
    "acronyms": Form.ACRONYM, "abbreviation": Form.ABBREVIATION, "abbr": Form.ABBREVIATION, "缩写": Form.ACRONYM,
    "缩略语": Form.ACRONYM, "full": Form.FULL, "全称": Form.FULL, "variant": Form.VARIANT, "variants": Form.VARIANT,
    "phrase": Form.PHRASE, "symbol": Form.SYMBOL, "synonym": Form.FULL, "synonyms": Form.FULL, "同义词": Form.FULL,
    "alternative": Form.FULL, "alt": Form.FULL,
}  # fmt: skip
STATUSES = {
    "former": Status.SUPERSEDED, "obsolete": Status.SUPERSEDED, "superseded": Status.SUPERSEDED,
    "旧称": Status.SUPERSEDED, "deprecated": Status.DEPRECATED, "forbidden": Status.DEPRECATED,
    "禁用": Status.DEPRECATED,
}  # fmt: skip
FIELDS = {
    "id": "id", "uid": "id", "identifier": "id", "编号": "id", "number": "id", "no": "id", "term": "term",
    "terms": "term", "name": "term", "title": "term", "form": "form", "名称": "term", "术语": "term",
    "词条": "term", "subject": "subject", "subjects": "subject", "domain": "subject", "topic": "subject",
    "领域": "subject", "主题": "subject", "category": "subject", "definition": "definition",
    "definitions": "definition", "explanation": "definition", "定义": "definition", "释义": "definition",
    "note": "note", "notes": "note", "remark": "note", "remarks": "note", "comment": "note", "comments": "note",
    "备注": "note", "注释": "note", "说明": "note", "source": "source", "sources": "source", "来源": "source",
    "出处": "source", "reference": "source", "status": "status", "状态": "status", "type": "form", "lang": "lang",
    "language": "lang", "locale": "lang", "语言": "lang", "reliability": "reliability", "pos": "part_of_speech",
    "speech": "part_of_speech", "词性": "part_of_speech", "usage": "usage", "region": "usage", "context": "context",
    "example": "context", "语境": "context", "例句": "context", "kind": "kind", "parent": "parent",
    "target": "target", "translation": "target", "译文": "target", "译名": "target", "原文": "origin",
    "glossary": "subject",
}  # fmt: skip
# What memoQ calls languages in the heading of a table.
ENTRY_COLUMNS = {
    "zh-CN": "Chinese (PRC)", "zh-TW": "Chinese (Taiwan)", "en": "English", "en-US": "English (United States)",
    "en-GB": "English (United Kingdom)",
}  # fmt: skip
EXACT = {
    "developer_comments": "note",
    "part_of_speech": "part_of_speech", "part of speech": "part_of_speech", "definition_lang": "definition_lang",
    "definition_source": "definition_source", "note_lang": "note_lang", "source term": "origin",
    "source text": "origin", "target term": "target", "target text": "target", "record id": "id", "entry id": "id",
    "concept id": "id", "term type": "form", "source language": "", "target language": "",
    "geographical usage": "usage", "count": "shown", "documents": "shown", "score": "shown", "suggestion": "shown",
    "entry number": "id", "concept number": "id", "unterm id": "id",
    # IATE's export: one row a term, divided by |; its scale of reliability is another one and not read
    "e_id": "id", "e_domains": "domains", "l_code": "lang", "t_term": "term", "t_type": "form", "t_reliability": "",
}  # fmt: skip
