"""TBX: the dialects met in the wild, the mistakes in them, and files made to harm."""

from __future__ import annotations

import io
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from termbase.errors import FormatError
from termbase.formats import tbx, tbx_read
from termbase.formats.base import Header, Report
from termbase.formats.tbx_ids import from_ncname, to_ncname
from termbase.formats.xml_out import escape
from termbase.languages import EN, ZH
from termbase.model import Concept, Context, CrossReference, Form, Link, Note, PartOfSpeech, Status, Term, Transaction

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
CONCEPT = Concept("un:cted", (Term("执行局", ZH, Form.GENERIC), Term("CTED", EN, Form.ACRONYM, Status.PREFERRED)))


def martif(entries: str, *, prolog: str = HEAD, kind: str = "TBX") -> bytes:
    return (
        f'{prolog}<martif type="{kind}" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc>'
        f"</martifHeader><text><body>{entries}</body></text></martif>\n"
    ).encode()


def entry(zh: str = "执行局", en: str = "CTED", concept_id: str = "c1") -> str:
    return (
        f'<termEntry id="{concept_id}"><langSet xml:lang="en"><tig><term>{en}</term></tig></langSet>'
        f'<langSet xml:lang="zh-CN"><tig><term>{zh}</term></tig></langSet></termEntry>'
    )


def read(data: bytes) -> tuple[list[Concept], Report]:
    report = Report()
    return list(tbx.read(io.BytesIO(data), report)), report


def write(*concepts: Concept, **options: str) -> tuple[bytes, Report]:
    stream, report = io.BytesIO(), Report()
    deprecated = options.pop("deprecated", "") == "yes"
    tbx.write(stream, Header(deprecated=deprecated, options=tuple(options.items())), concepts, report)
    return stream.getvalue(), report


# -------------------------------------------------------------------------------------------------------- what is read


def test_v2_default_with_ntig_and_its_picklists() -> None:
    data = martif(
        '<termEntry id="c1"><descrip type="subjectField">drugs</descrip><langSet xml:lang="zh"><ntig><termGrp>'
        '<term id="t1">禁毒署</term><termNote type="termType">initialism</termNote>'
        '<termNote type="administrativeStatus">legalTermadmn- sts</termNote><termNote type="partOfSpeech">Noun</termNote>'
        '</termGrp><descrip type="reliabilityCode">7</descrip></ntig></langSet></termEntry>'
    )
    [concept], report = read(data)
    [term] = concept.terms
    assert (term.form, term.status, term.part_of_speech) == (Form.ACRONYM, Status.PREFERRED, PartOfSpeech.NOUN)
    assert (term.reliability, term.id, concept.subjects) == (7, "t1", ("drugs",))
    assert ("termType", "initialism") in term.extra, "what the file said exactly is kept"
    assert not report.skipped and not report.warnings


@pytest.mark.parametrize(
    "space", ['xmlns="urn:iso:std:iso:30042:ed-2" xmlns:m="http://www.tbxinfo.net/ns/min"', 'xmlns:m="urn:any"']
)
def test_v3_dct_is_read_by_the_names_of_its_elements(space: str) -> None:
    data = (
        f'{HEAD}<tbx type="TBX-Basic" style="dct" xml:lang="en" {space}><text><body><conceptEntry id="c1">'
        '<m:subjectField>drugs</m:subjectField><langSec xml:lang="en"><descripGrp><m:definition>An office.</m:definition>'
        "<m:source>UNTERM</m:source></descripGrp><termSec><term>UNODC</term><m:termType>acronym</m:termType>"
        "<m:administrativeStatus>deprecatedTerm-admn-sts</m:administrativeStatus></termSec></langSec></conceptEntry>"
        "</body></text></tbx>"
    ).encode()
    [concept], _ = read(data)
    assert concept.subjects == ("drugs",)
    assert [(d.text, d.lang, d.source) for d in concept.definitions] == [("An office.", "en", "UNTERM")]
    assert [(t.form, t.status) for t in concept.terms] == [(Form.ACRONYM, Status.DEPRECATED)]


def test_tbx_min_of_2013() -> None:
    data = (
        '<TBX dialect="TBX-Min"><header><languages source="zh" target="en"/></header><body><termEntry id="C1">'
        '<subjectField>drugs</subjectField><langSet xml:lang="zh"><tig><term>禁毒署</term><termStatus>obsolete</termStatus>'
        "<customer>UN</customer><noteGrp><note><noteKey>usage</noteKey><noteValue>old</noteValue></note></noteGrp></tig>"
        "</langSet></termEntry></body></TBX>"
    ).encode()
    [concept], _ = read(data)
    [term] = concept.terms
    assert (term.status, term.notes, term.extra) == (
        Status.SUPERSEDED,
        (Note("usage: old"),),
        (("customerSubset", "UN"),),
    )


def test_coming_names_and_those_of_weblate() -> None:
    notes = '<termNote type="usageStatus">deprecated</termNote>'
    data = martif(
        '<termEntry id="c"><transacGrp><transac type="transactionType">creation</transac><date>2010-04-17</date></transacGrp>'
        f'<langSet xml:lang="zh_Hans"><tig><term>词</term>{notes}</tig></langSet></termEntry>'
    )
    [concept], _ = read(data)
    assert concept.terms[0].status is Status.DEPRECATED
    assert concept.terms[0].lang == ZH
    assert [t.date for t in concept.transactions] == ["2010-04-17"]


def test_a_software_makers_collection_is_read_in_full() -> None:
    entry = (
        '<termEntry id="27_1"><langSet xml:lang="en-US"><descripGrp><descrip type="definition">A sheet of rows.</descrip>'
        '</descripGrp><ntig><termGrp><term id="27_2">data sheet</term><termNote type="partOfSpeech">Noun</termNote></termGrp>'
        '</ntig></langSet><langSet xml:lang="zh-CN"><descripGrp><descrip type="definition">分行的表。</descrip></descripGrp>'
        '<ntig><termGrp><term id="27_3">数据表</term><termNote type="partOfSpeech">Noun</termNote></termGrp></ntig></langSet>'
        '<langSet xml:lang="zh-TW"><ntig><termGrp><term id="27_4">資料表</term></termGrp></ntig></langSet></termEntry>'
    )
    [concept], report = read(martif(entry, prolog=HEAD + '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">\n'))
    assert [(t.text, t.lang, t.part_of_speech, t.id) for t in concept.terms] == [
        ("data sheet", EN, PartOfSpeech.NOUN, "27_2"),
        ("数据表", ZH, PartOfSpeech.NOUN, "27_3"),
        ("資料表", "zh-Hant", None, "27_4"),
    ]
    assert [(d.text, d.lang) for d in concept.definitions] == [("A sheet of rows.", EN), ("分行的表。", ZH)]
    assert not report.skipped and not report.warnings


def test_an_iate_export_is_read_in_full() -> None:
    data = (
        f'{HEAD}<tbx type="TBX-IATE" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>'
        '<conceptEntry id="881234"><descrip type="subjectField">criminal law;treaties</descrip><langSec xml:lang="en">'
        '<termSec><term>mutual legal assistance</term><termNote type="termType">fullForm</termNote>'
        '<descrip type="reliabilityCode">9</descrip><admin type="source">own</admin></termSec>'
        '<termSec><term>MLA</term><termNote type="termType">abbreviation</termNote><descrip type="reliabilityCode">6</descrip>'
        '</termSec></langSec><langSec xml:lang="---"><termSec><term>nullum crimen</term></termSec></langSec>'
        "</conceptEntry></body></text></tbx>"
    ).encode()
    [concept], report = read(data)
    assert [(t.text, t.lang, t.form, t.reliability) for t in concept.terms] == [
        ("mutual legal assistance", EN, Form.FULL, 9),
        ("MLA", EN, Form.ABBREVIATION, 6),
        ("nullum crimen", "und", Form.FULL, None),
    ]
    assert [s.text for s in concept.terms[0].sources] == ["own"]
    assert concept.subjects == ("criminal law", "treaties")
    assert [p.message for p in report.warnings] == [
        "'---' is no language tag; its terms are read as undetermined (und)"
    ]


def test_chinese_tags_of_one_script_become_one_language() -> None:
    sections = "".join(
        f'<langSet xml:lang="{tag}"><tig><term>词{n}</term></tig></langSet>'
        for n, tag in enumerate(["zh", "zh-CN", "zh_TW"])
    )
    [concept], _ = read(martif(f'<termEntry id="c">{sections}</termEntry>'))
    assert [t.lang for t in concept.terms] == [ZH, ZH, "zh-Hant"]


# --------------------------------------------------------------------------- the short way, judged by the careful one

TEXT = st.text(st.sampled_from("执行局 ab<>&\"'\u200b\u3000\r\n\t]x"), max_size=6)
NOTE = st.sampled_from(
    [
        "",
        '<termNote type="termType">acronym</termNote>',
        '<termNote type="termType">initialism</termNote>',
        '<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>',
        '<termNote type="partOfSpeech"> noun </termNote>',
        '<termNote type="register">slang</termNote>',
        "<termType>shortForm</termType>",
        "<note>form: generic</note>",
        "<note>seen once</note>",
    ]
)
BEFORE = st.sampled_from(
    [
        "",
        '<descrip type="subjectField">drugs</descrip><note>reliability: 7 of 10</note>',
        "<note>kind: body</note><date>2014</date>",
        '<descrip type="reliabilityCode">12</descrip>',
    ]
)


@st.composite
def entries(draw: st.DrawFn) -> str:
    made = []
    for number in range(draw(st.integers(1, 4))):
        holder, group = draw(st.sampled_from([("tig", ""), ("ntig", "termGrp"), ("termSec", "")]))
        sections = []
        for tag in draw(st.lists(st.sampled_from(["zh-CN", "en", "?", "fr"]), min_size=1, max_size=3)):
            held = ""
            for text, note, more, named in draw(st.lists(st.tuples(TEXT, NOTE, NOTE, st.booleans()), max_size=3)):
                identity = f' id="t{len(held)}"' if named else ""
                inside = f"<term{identity}>{escape(text)}</term>{note}{more}"
                held += f"<{holder}>" + (f"<{group}>{inside}</{group}>" if group else inside) + f"</{holder}>\n"
            sections.append(f'<langSet xml:lang="{tag}">{draw(NOTE) if draw(st.booleans()) else ""}{held}</langSet>')
        made.append(f'<termEntry id="c{number}">{draw(BEFORE)}{"".join(sections)}</termEntry>')
    return "".join(made)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=entries())
def test_what_is_understood_by_its_markup_is_what_the_elements_say(body: str) -> None:
    quickly = read(martif(body))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tbx_read._Reader, "read_plainly", lambda self, entry: False)
        carefully = read(martif(body))
    assert quickly == carefully


# ------------------------------------------------------------------------------------------------------ sloppy records


def test_empty_terms_and_entries_are_skipped_and_named() -> None:
    concepts, report = read(martif(entry(zh="   ") + entry(zh="", en="", concept_id="c2")))
    assert [[t.text for t in c.terms] for c in concepts] == [["CTED"]]
    assert [p.message for p in report.skipped] == ["empty term", "empty term", "empty term", "no term in any language"]
    assert "entry c2" in report.skipped[-1].where


def test_a_section_without_language_is_kept_as_undetermined_with_a_warning() -> None:
    [concept], report = read(martif(entry().replace(' xml:lang="zh-CN"', "")))
    assert [t.lang for t in concept.terms] == ["en", "und"]
    assert "does not say its language" in report.warnings[0].message


def test_small_mistakes_are_understood() -> None:
    plain_lang = entry().replace('xml:lang="zh-CN"', 'lang="zh-CN"')
    no_tig = entry().replace("<tig>", "").replace("</tig>", "")
    stray = '<langSet xml:lang="en"><tig><term>lost</term></tig></langSet>'
    for body in (plain_lang, no_tig, entry() + stray):
        [concept], report = read(martif(body))
        assert sorted(t.text for t in concept.terms) == ["CTED", "执行局"]
    assert "outside any entry" in report.skipped[0].message


def test_ids_used_twice_are_kept_apart() -> None:
    concepts, report = read(martif(entry() + entry(en="two") + entry(en="three").replace(' id="c1"', "")))
    assert [c.id for c in concepts] == ["c1", "c1~2", "entry-3"]
    assert len(report.warnings) == 1


def test_invisible_characters_are_taken_out_of_terms() -> None:
    [concept], report = read(martif(entry(en="CT\u200bED\u202e\ufeff", zh="执行局\u3000\u00a0")))
    assert [t.text for t in concept.terms] == ["CTED", "执行局"]
    assert "invisible" in report.warnings[0].message


def test_comments_instructions_and_cdata_inside_a_term() -> None:
    [concept], _ = read(martif(entry(en="<![CDATA[A&B <x>]]><!-- c --> tail<?pi y?> <hi>end</hi>")))
    assert concept.terms[0].text == "A&B <x> tail end"


# ------------------------------------------------------------------------------------------------------- hostile files

DOCTYPE = HEAD + "<!DOCTYPE martif [{}]>\n"
REFUSED = {
    "entities that multiply": martif(
        entry(en="&a9;"),
        prolog=DOCTYPE.format(
            '<!ENTITY a0 "lollollollol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
        ),
    ),
    "a local file": martif(entry(en="x&x;"), prolog=DOCTYPE.format('<!ENTITY x SYSTEM "file:///etc/passwd">')),
    "a host": martif(entry(en="x&x;"), prolog=DOCTYPE.format('<!ENTITY x SYSTEM "http://127.0.0.1:9/x">')),
    "depth": martif("<x>" * 5000 + "</x>" * 5000),
    "a control character": martif(entry(en="C\x01")),
    "a reference to NUL": martif(entry(en="C&#0;")),
    "bytes that are not the encoding": martif(entry()).replace("执行局".encode(), b"\xd6\xb4\xd0"),
    "an encoding nobody knows": martif(entry(), prolog='<?xml version="1.0" encoding="UTF-7"?>'),
    "the end missing": martif(entry())[:-40],
    "two roots": martif(entry()) + martif(entry())[len(HEAD) :],
    "nothing": b"",
    "blanks": b"\n \n",
    "a line before the declaration": b"\n" + martif(entry()),
    "a web page": b"<!DOCTYPE html><html><body>502 Bad Gateway<br></body></html>",
    "another XML": b"<?xml version='1.0'?><tmx version='1.4'><body/></tmx>",
    "a Git LFS pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n",
    "very long text": martif(entry(en="x" * 11_000_000)),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_one_line_with_its_place(what: str) -> None:
    began = time.monotonic()
    with pytest.raises(FormatError, match=r"^line \d+: ") as caught:
        read(REFUSED[what])
    assert "\n" not in str(caught.value)
    assert time.monotonic() - began < 5


ACCEPTED = {
    "a DTD that is never fetched": martif(
        entry(), prolog=HEAD + '<!DOCTYPE martif SYSTEM "http://127.0.0.1:9/evil.dtd">'
    ),
    "a byte order mark": b"\xef\xbb\xbf" + martif(entry()),
    "GB18030": martif(entry(), prolog='<?xml version="1.0" encoding="GB18030"?>').decode().encode("gb18030"),
    "UTF-16": martif(entry(), prolog='<?xml version="1.0" encoding="UTF-16"?>').decode().encode("utf-16"),
    "v2 inside a v3 root": martif(entry()).replace(b"martif", b"tbx"),
    "many attributes": martif(
        entry().replace("<term>", "<term " + " ".join(f'a{n}="1"' for n in range(2000)) + ">", 1)
    ),
}


@pytest.mark.parametrize("what", ACCEPTED)
def test_an_odd_but_readable_file_is_read(what: str) -> None:
    [concept], report = read(ACCEPTED[what])
    assert [t.text for t in concept.terms] == ["CTED", "执行局"]
    assert not report.skipped


# ----------------------------------------------------------------------------------------------------- what is written


def test_the_default_is_what_the_tools_of_today_read() -> None:
    data, _ = write(CONCEPT)
    root = etree.fromstring(data)
    assert (root.tag, root.get("type")) == ("martif", "TBX-Basic")
    assert [s.get("{http://www.w3.org/XML/1998/namespace}lang") for s in root.iter("langSet")] == ["zh-CN", "en"]
    assert not root.findall(".//ntig")
    assert b"DOCTYPE" not in data


def test_the_best_term_of_a_language_stands_first() -> None:
    short_first = Concept(
        "c",
        (
            Term("民航组织", ZH, Form.SHORT),
            Term("国际民航组织", ZH, Form.FULL, Status.PREFERRED),
            Term("ICAO", EN, Form.ACRONYM),
        ),
    )
    root = etree.fromstring(write(short_first)[0])
    assert [t.text for t in root.iter("term")] == ["国际民航组织", "民航组织", "ICAO"]


@pytest.mark.parametrize("style", ["dca", "dct"])
@pytest.mark.parametrize("dialect", ["Basic", "Min", "Core", "Linguist"])
def test_every_dialect_of_v3_is_read_back(dialect: str, style: str) -> None:
    data, report = write(CONCEPT, version="3", dialect=dialect, style=style)
    assert f'type="TBX-{dialect}"'.encode() in data
    [back], _ = read(data)
    assert back == CONCEPT
    assert not report.losses


def test_tbx_default_has_nested_terms_and_categories_of_its_own() -> None:
    concept = Concept(
        "un:unodc",
        (
            Term("毒罪办", ZH, Form.SHORT, reliability=7, contexts=(Context("毒罪办报告", "A/1"),)),
            Term("♁", EN, Form.SYMBOL),
            Term("UNODC", EN, Form.ACRONYM, reliability=9, geographical_usage="Vienna"),
        ),
    )
    data, report = write(concept, dialect="Default")
    root = etree.fromstring(data)
    assert (root.tag, root.get("type")) == ("martif", "TBX")
    assert [[e.tag for e in nested] for nested in root.iter("ntig")] == [
        ["termGrp", "descripGrp", "descrip"],
        ["termGrp"],
        ["termGrp", "descrip"],
    ]
    assert {e.tag for group in root.iter("termGrp") for e in group} == {"term", "termNote"}
    assert b'<descrip type="reliabilityCode">9</descrip>' in data
    assert read(data)[0] == [concept]
    assert not report.losses


def test_a_dialect_says_what_it_cannot_carry() -> None:
    concept = Concept("c", CONCEPT.terms, subjects=("s",), links=(Link("https://example.org"),))
    _, report = write(concept, version="3", dialect="Core", **{"own-notes": "no"})
    assert report.losses == {"subjects": 1, "links": 1, "forms": 2, "statuses": 1}


def test_a_reference_to_nothing_in_the_file_is_not_written() -> None:
    concept = Concept("a", CONCEPT.terms, references=(CrossReference("b"), CrossReference("a", "itself")))
    data, report = write(concept)
    assert data.count(b"<ref ") == 1
    assert report.losses == {"cross-references": 1}


def test_the_schemas_know_days_only() -> None:
    from termbase.model import Change

    concept = Concept("a", CONCEPT.terms, transactions=(Transaction(Change.ORIGINATION, "2014-02-07T10:00:00Z", "x"),))
    data, report = write(concept)
    assert b"<date>2014-02-07</date>" in data
    assert report.losses == {"times of transactions": 1}


def test_what_xml_cannot_hold_is_left_out_and_counted() -> None:
    data, report = write(Concept("a", (Term("a\x01b\ufffe\ud800c", EN),)))
    assert b"<term>abc</term>" in data
    assert sum(report.losses.values()) == 3


def test_ids_used_twice_stay_unique_in_the_file() -> None:
    data, report = write(CONCEPT, CONCEPT)
    ids = [e.get("id") for e in etree.fromstring(data).iter("termEntry")]
    assert len(set(ids)) == 2
    assert report.losses == {"ids": 1}


def test_nothing_to_write_is_said_before_a_file_exists() -> None:
    stream = io.BytesIO()
    with pytest.raises(FormatError, match="nothing to write"):
        tbx.write(stream, Header(), [Concept("a", (Term("x", EN, status=Status.DEPRECATED),))], Report())
    assert stream.getvalue() == b""


@pytest.mark.parametrize(
    "options", [{"version": "4"}, {"style": "x"}, {"version": "3", "dialect": "Full"}, {"style": "dct"}]
)
def test_an_option_that_does_not_exist_is_refused(options: dict[str, str]) -> None:
    with pytest.raises(FormatError, match="TBX"):
        write(CONCEPT, **options)


def test_an_entry_for_each_form_for_readers_of_first_terms() -> None:
    concept = Concept(
        "c",
        (Term("联合国毒罪办", ZH), Term("毒罪办", ZH, Form.SHORT), Term("Office", EN), Term("UNODC", EN, Form.ACRONYM)),
    )
    concepts, _ = read(write(concept, entries="form")[0])
    assert [[t.text for t in c.terms] for c in concepts] == [["联合国毒罪办", "Office"], ["毒罪办", "UNODC"]]


@given(st.text(min_size=1))
def test_ids_become_names_and_come_back(name: str) -> None:
    if "\ud800" <= max(name, key=lambda c: "\ud800" <= c <= "\udfff") <= "\udfff":
        return
    written = to_ncname(name)
    assert from_ncname(written) == name
    assert ":" not in written and " " not in written and not written[0].isdigit()


def test_a_large_file_is_read_in_bounded_memory() -> None:
    import tracemalloc

    body = "".join(entry(concept_id=f"c{n}") for n in range(20_000))
    data = martif(body)
    tracemalloc.start()
    try:
        count = sum(1 for _ in tbx.read(io.BytesIO(data), Report()))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 20_000
    assert peak < 8_000_000  # the ids seen so far, not the concepts
