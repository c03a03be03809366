"""The data categories of TBX (ISO 12620, ISO 30042): their elements and modules, their values and ours."""

from __future__ import annotations

from termbase.model import Form, PartOfSpeech, Status

V3 = "urn:iso:std:iso:30042:ed-2"
MODULES = {
    "min": "http://www.tbxinfo.net/ns/min",
    "basic": "http://www.tbxinfo.net/ns/basic",
    "ling": "http://www.tbxinfo.net/ns/linguist",
}
# category -> (element in DCA style, module that brings it)
CATEGORIES = {
    "administrativeStatus": ("termNote", "min"),
    "partOfSpeech": ("termNote", "min"),
    "subjectField": ("descrip", "min"),
    "customerSubset": ("admin", "min"),
    "externalCrossReference": ("xref", "min"),
    "context": ("descrip", "basic"),
    "crossReference": ("ref", "basic"),
    "definition": ("descrip", "basic"),
    "geographicalUsage": ("termNote", "basic"),
    "grammaticalGender": ("termNote", "basic"),
    "projectSubset": ("admin", "basic"),
    "responsibility": ("transacNote", "basic"),
    "source": ("admin", "basic"),
    "termLocation": ("termNote", "basic"),
    "termType": ("termNote", "basic"),
    "transactionType": ("transac", "basic"),
    "grammaticalNumber": ("termNote", "ling"),
    "register": ("termNote", "ling"),
    "transferComment": ("termNote", "ling"),
}
DIALECTS = {"Core": (), "Min": ("min",), "Basic": ("min", "basic"), "Linguist": ("min", "basic", "ling")}

# Categories without a field of ours that a term may carry from file to file, with the values their picklists allow.
TERM_EXTRAS: dict[str, frozenset[str] | None] = {
    "customerSubset": None,
    "projectSubset": None,
    "grammaticalGender": frozenset({"masculine", "feminine", "neuter", "other"}),
    "termLocation": frozenset(
        [
            "checkBox",
            "comboBox",
            "comboBoxElement",
            "dialogBox",
            "groupBox",
            "informativeMessage",
            "interactiveMessage",
            "menuItem",
            "progressBar",
            "pushButton",
            "radioButton",
            "slider",
            "spinBox",
            "tab",
            "tableText",
            "textBox",
            "toolTip",
            "user-definedType",
        ]
    ),
    "grammaticalNumber": frozenset({"singular", "plural", "dual", "mass", "otherNumber"}),
    "register": frozenset(
        [
            "colloquialRegister",
            "neutralRegister",
            "technicalRegister",
            "in-houseRegister",
            "bench-levelRegister",
            "slangRegister",
            "vulgarRegister",
        ]
    ),
    "transferComment": None,
}
# A concept may carry these (v3 only; v2 Basic has them at the term alone).
CONCEPT_EXTRAS = frozenset({"customerSubset", "projectSubset"})

TERM_TYPES = {
    Form.FULL: "fullForm",
    Form.SHORT: "shortForm",
    Form.GENERIC: "shortForm",
    Form.ACRONYM: "acronym",
    Form.ABBREVIATION: "abbreviation",
    Form.VARIANT: "variant",
    Form.PHRASE: "phrase",
    Form.SYMBOL: "variant",
}
INEXACT_FORMS = frozenset({Form.GENERIC, Form.SYMBOL})  # TBX-Basic has no word of its own for them

# All 25 values of TBX-Default, and what exports say instead. Compared in small letters.
FORMS = {
    "fullform": Form.FULL,
    "full": Form.FULL,
    "entryterm": Form.FULL,
    "commonname": Form.FULL,
    "internationalism": Form.FULL,
    "internationalscientificterm": Form.FULL,
    "synonym": Form.FULL,
    "acronym": Form.ACRONYM,
    "initialism": Form.ACRONYM,
    "abbreviation": Form.ABBREVIATION,
    "abbreviatedform": Form.ABBREVIATION,
    "abbrev": Form.ABBREVIATION,
    "shortform": Form.SHORT,
    "short": Form.SHORT,
    "clippedterm": Form.SHORT,
    "truncatedterm": Form.SHORT,
    "variant": Form.VARIANT,
    "transcribedform": Form.VARIANT,
    "transliteratedform": Form.VARIANT,
    "spellingvariant": Form.VARIANT,
    "phrase": Form.PHRASE,
    "phraseologicalunit": Form.PHRASE,
    "setphrase": Form.PHRASE,
    "standardtext": Form.PHRASE,
    "synonymousphrase": Form.PHRASE,
    "symbol": Form.SYMBOL,
    "equation": Form.SYMBOL,
    "formula": Form.SYMBOL,
    "logicalexpression": Form.SYMBOL,
    "generic": Form.GENERIC,
}
EXACT_TERM_TYPES = frozenset({"fullform", "acronym", "abbreviation", "shortform", "variant", "phrase", "symbol"})

STATUS_VALUES = {status: f"{status.value}Term-admn-sts" for status in Status}
# ISO 30042 values without "Term-admn-sts", the 2013 TBX-Min's, usageStatus, Weblate's.
STATUSES = {
    "preferred": Status.PREFERRED,
    "standardized": Status.PREFERRED,
    "legal": Status.PREFERRED,
    "regulated": Status.PREFERRED,
    "admitted": Status.ADMITTED,
    "deprecated": Status.DEPRECATED,
    "notrecommended": Status.DEPRECATED,
    "forbidden": Status.DEPRECATED,
    "superseded": Status.SUPERSEDED,
    "obsolete": Status.SUPERSEDED,
}

PARTS = {
    PartOfSpeech.NOUN: "noun",
    PartOfSpeech.PROPER_NOUN: "properNoun",  # TBX v2 only; v3 says noun
    PartOfSpeech.VERB: "verb",
    PartOfSpeech.ADJECTIVE: "adjective",
    PartOfSpeech.ADVERB: "adverb",
    PartOfSpeech.PHRASE: "other",
    PartOfSpeech.OTHER: "other",
}
PARTS_OF_SPEECH = {
    "noun": PartOfSpeech.NOUN,
    "n": PartOfSpeech.NOUN,
    "propernoun": PartOfSpeech.PROPER_NOUN,
    "verb": PartOfSpeech.VERB,
    "v": PartOfSpeech.VERB,
    "adjective": PartOfSpeech.ADJECTIVE,
    "adj": PartOfSpeech.ADJECTIVE,
    "adverb": PartOfSpeech.ADVERB,
    "adv": PartOfSpeech.ADVERB,
    "phrase": PartOfSpeech.PHRASE,
    "other": PartOfSpeech.OTHER,
}


def status_of(value: str) -> Status | None:
    """Return our status for what a file says (``preferredTerm-admn-sts``, ``legalTermadmn- sts``, ``obsolete``)."""
    key = value.lower().replace(" ", "").replace("-", "").removesuffix("admnsts").removesuffix("term")
    return STATUSES.get(key)


def form_of(value: str) -> Form | None:
    """Return our form for a ``termType``."""
    return FORMS.get(value.lower().replace(" ", "").replace("-", "").replace("_", ""))


def part_of_speech_of(value: str) -> PartOfSpeech | None:
    """Return our part of speech for what a file says (``Noun``, ``proper noun``)."""
    return PARTS_OF_SPEECH.get(value.lower().replace(" ", "").replace("-", "").rstrip("."))
