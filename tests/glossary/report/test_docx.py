"""A marked copy of a DOCX: all of it as it was, the terms coloured, comments where Word takes them."""

import importlib.util
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from glossary import scan
from glossary.cli import main
from glossary.documents import read_document
from glossary.documents.docx import W, trace
from glossary.errors import DocumentError
from glossary.report.docx import Comments, marked

_spec = importlib.util.spec_from_file_location("making", Path(__file__).parent.parent / "documents" / "making.py")
making = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(making)

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def r(text, look=""):
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.fixture
def mark(tmp_path, tiny):
    """Mark a DOCX with this body; gives the parts of the copy."""

    def mark_(body, comments=Comments.FIRST, colours=True, **parts):
        path = tmp_path / "a.docx"
        with zipfile.ZipFile(io.BytesIO(making.docx(body, **parts))) as old, zipfile.ZipFile(path, "w") as new:
            new.writestr("[Content_Types].xml", TYPES)
            for name in old.namelist():
                new.writestr(name, old.read(name))
            new.writestr("word/media/image1.png", b"\x89PNG\x00")
        document = read_document(str(path))
        copy = marked(str(path), scan(document, tiny), comments=comments, colours=colours)
        (tmp_path / "copy.docx").write_bytes(copy)
        assert read_document(str(tmp_path / "copy.docx")).text == document.text
        with zipfile.ZipFile(io.BytesIO(copy)) as archive:
            assert archive.testzip() is None
            assert archive.read("word/media/image1.png") == b"\x89PNG\x00"
            return {name: archive.read(name) for name in archive.namelist()}

    return mark_


def coloured(part):
    """Text and colour of each coloured run."""
    runs = etree.fromstring(part).iter(f"{W}r")
    return [
        ("".join(run.itertext(f"{W}t")), shade.get(f"{W}fill"))
        for run in runs
        if (shade := run.find(f"{W}rPr/{W}shd")) is not None
    ]


def comments(parts):
    """What each comment says, by the text it is on; every start has its end and its mark, in this order."""
    root = etree.fromstring(parts["word/document.xml"])
    said = {
        one.get(f"{W}id"): "\n".join("".join(p.itertext(f"{W}t")) for p in one)
        for one in etree.fromstring(parts["word/comments.xml"])
    }
    order = list(root.iter())
    found = []
    for number, text in said.items():
        start, end, mark = (
            next(at for at, one in enumerate(order) if one.tag == f"{W}{tag}" and one.get(f"{W}id") == number)
            for tag in ("commentRangeStart", "commentRangeEnd", "commentReference")
        )
        assert start < end < mark
        assert order[start].getparent().tag in {f"{W}{tag}" for tag in ("p", "ins", "hyperlink")}
        found.append(("".join(one.text or "" for one in order[start:end] if one.tag == f"{W}t"), text))
    return found


def test_a_term_over_several_runs_is_marked_in_each_and_they_keep_their_look(mark):
    bold = r("主义委员会", '<w:b/><w:lang w:val="zh-CN"/>')
    body = f"<w:p>{r('见反恐怖')}{bold}{r('执行局的报告')}</w:p>"
    parts = mark(body)
    assert coloured(parts["word/document.xml"]) == [(text, "DCE9F9") for text in ("反恐怖", "主义委员会", "执行局")]
    assert b'<w:b/><w:shd w:val="clear" w:color="auto" w:fill="DCE9F9"/><w:lang' in parts["word/document.xml"]
    assert comments(parts)[1] == ("反恐怖主义委员会执行局", "Counter-Terrorism Committee Executive Directorate (CTED)")


def test_nothing_but_the_marks_is_new(mark):
    body = (
        f'<w:p w:rsidR="00AB"><w:pPr><w:jc w:val="both"/></w:pPr>{r("见大会和")}<w:bookmarkStart w:id="0"/>'
        f'<w:r w:rsidR="00CD"><w:rPr><w:i/></w:rPr><w:tab/><w:t>乌克兰。</w:t></w:r><w:hyperlink r:id="x" {NAME}>{r("东盟")}</w:hyperlink>'
        '</w:p><w:sectPr><w:pgSz w:w="1"/></w:sectPr>'
    )
    root = etree.fromstring(mark(body)["word/document.xml"])
    for one in list(root.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference", f"{W}shd")):
        gone = one.getparent() if one.tag == f"{W}commentReference" else one
        gone.getparent().remove(gone)
    was = etree.fromstring(f"<w:document {making.W}><w:body>{body}</w:body></w:document>")
    assert joined(root) == joined(was)


NAME = f'xmlns:r="{making.REL}"'


def joined(root):
    """The document with runs that are alike and stand together as one: what a person cannot tell apart."""
    for run in list(root.iter(f"{W}r")):
        look = run.find(f"{W}rPr")
        if look is not None and not len(look):
            run.remove(look)
        before = run.getprevious()
        if before is not None and before.tag == run.tag and dict(before.attrib) == dict(run.attrib):
            looks = [
                etree.tostring(found) if (found := one.find(f"{W}rPr")) is not None else b"" for one in (before, run)
            ]
            if looks[0] == looks[1]:
                for child in [one for one in run if one.tag != f"{W}rPr"]:
                    before.append(child)
                run.getparent().remove(run)
    for text in list(root.iter(f"{W}t")):
        text.attrib.clear()
        before = text.getprevious()
        if before is not None and before.tag == text.tag:
            before.text += text.text
            text.getparent().remove(text)
    return etree.tostring(root)


def test_tables_notes_boxes_and_insertions_each_get_what_word_allows_there(mark):
    box = f"<w:r><w:drawing><w:txbxContent>{making.p('儿基会')}</w:txbxContent></w:drawing></w:r>"
    body = (
        f"<w:tbl><w:tr><w:tc>{making.p('原子能机构')}</w:tc></w:tr></w:tbl>"
        f"<w:p>{r('正文')}<w:r><w:footnoteReference w:id='2'/></w:r><w:ins w:id='5'>{r('见东盟。')}</w:ins>{box}</w:p>"
    )
    notes = f"<w:footnotes {making.W}><w:footnote w:id='2'>{making.p('大会。')}</w:footnote></w:footnotes>"
    header = f"<w:hdr {making.W}>{making.p('伊加特')}</w:hdr>"
    rels = making.relations(("rId1", "header", "header1.xml"), ("rId2", "footnotes", "footnotes.xml"))
    parts = mark(body, footnotes__xml=notes, header1__xml=header, **{"_rels/document.xml.rels": rels})
    assert [text for text, _ in coloured(parts["word/document.xml"])][:2] == ["原子能机构", "东盟"]
    assert coloured(parts["word/footnotes.xml"]) == [("大会", "DCE9F9")]
    assert coloured(parts["word/header1.xml"])[0][0] == "伊加特"
    assert b"comment" not in parts["word/footnotes.xml"] + parts["word/header1.xml"]
    said = comments(parts)
    assert [(on, text.partition("\n")[0]) for on, text in said[1:]] == [
        ("原子能机构", "International Atomic Energy Agency (IAEA)"),
        ("东盟", "Association of Southeast Asian Nations (ASEAN)"),
        ("儿基会", "United Nations Children's Fund (UNICEF)"),
        ("", "General Assembly"),  # at the number of the note
    ]


def test_comments_of_other_people_stay_and_numbers_are_not_used_twice(mark):
    old = f'<w:comments {making.W}><w:comment w:id="7" w:author="Wang"><w:p/></w:comment></w:comments>'
    rels = making.relations(("rId1", "comments", "comments.xml"))
    parts = mark(making.p("大会通过了决议。"), comments__xml=old, **{"_rels/document.xml.rels": rels})
    numbers = [one.get(f"{W}id") for one in etree.fromstring(parts["word/comments.xml"])]
    assert numbers == ["7", "8", "9"]
    assert parts["word/_rels/document.xml.rels"].count(b"<Relationship ") == 1


def test_a_new_comments_part_is_announced_and_related(mark):
    rels = making.relations(("rId1", "styles", "styles.xml"))
    parts = mark(making.p("大会通过了决议。"), **{"_rels/document.xml.rels": rels})
    assert b'PartName="/word/comments.xml"' in parts["[Content_Types].xml"]
    assert parts["word/_rels/document.xml.rels"].count(b'Id="rId') == 2


def test_deletions_stay_and_are_not_marked(mark):
    deleted = "<w:del w:id='1'><w:r><w:delText>大会</w:delText></w:r></w:del>"
    parts = mark(f"<w:p>{r('联')}{deleted}{r('大通过了决议。')}</w:p>")
    assert b"<w:delText>\xe5\xa4\xa7\xe4\xbc\x9a</w:delText>" in parts["word/document.xml"]
    assert [text for text, _ in coloured(parts["word/document.xml"])] == ["联", "大"]


def test_comments_as_many_as_are_wanted(mark):
    body = making.p("大会请秘书长报告。大会又请儿基会报告。") + making.p("执行局的报告。")
    assert [len(comments(mark(body, one))) for one in (Comments.FIRST, Comments.ALL)] == [4, 5]
    assert "Not sure" in comments(mark(body, Comments.UNSURE))[1][1]
    plain = mark(body, Comments.NONE)
    assert "word/comments.xml" not in plain
    assert b"w:shd" not in mark(body, Comments.FIRST, colours=False)["word/document.xml"]


def test_parts_with_other_names_are_found_by_their_relations(tmp_path, tiny):
    body = f"<w:p>{r('大会')}<w:r><w:footnoteReference w:id='1'/></w:r></w:p>"
    notes = f"<w:footnote w:id='1'>{making.p('见东盟。')}</w:footnote>"
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": making.relations(("r1", "officeDocument", "word/document2.xml")),
        "word/document2.xml": f"<w:document {making.W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document2.xml.rels": making.relations(("r1", "footnotes", "notes.xml")),
        "word/notes.xml": f"<w:footnotes {making.W}>{notes}</w:footnotes>",
    }
    path = tmp_path / "a.docx"
    path.write_bytes(making.zipped(parts))
    with zipfile.ZipFile(io.BytesIO(marked(str(path), scan(read_document(str(path)), tiny)))) as copy:
        assert coloured(copy.read("word/document2.xml"))[0][0] == "大会"
        assert coloured(copy.read("word/notes.xml"))[0][0] == "东盟"
        assert b"comments.xml" in copy.read("word/_rels/document2.xml.rels")


def test_strict_documents_stay_strict(tmp_path, tiny):
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f'<w:document xmlns:w="{strict}"><w:body>{making.p("大会")}</w:body></w:document>',
    }
    path = tmp_path / "a.docx"
    path.write_bytes(making.zipped(parts))
    with zipfile.ZipFile(io.BytesIO(marked(str(path), scan(read_document(str(path)), tiny)))) as copy:
        assert all(strict.encode() in copy.read(f"word/{name}.xml") for name in ("document", "comments"))
        assert b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in copy.read("word/_rels/document.xml.rels")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "反恐怖主义",
                    "委员会",
                    "执\u00ad行局",
                    "（执行局）",
                    "，该处",
                    " ",
                    "访问了",
                    "乌克\u200b兰",
                    "\U00020000",
                ]
            ),
            st.sampled_from(["", "<w:b/>", '<w:lang w:val="zh-CN"/>', '<w:shd w:fill="000000"/>']),
            st.sampled_from(["r", "ins", "two", "paragraph"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_the_coloured_text_is_the_mentions_however_runs_are_cut(tmp_path_factory, tiny, pieces):
    body = ""
    for text, look, how in pieces:
        body += {
            "r": r(text, look),
            "ins": f"<w:ins>{r(text, look)}</w:ins>",
            "two": f"<w:r><w:t>{text[:1]}</w:t><w:t>{text[1:]}</w:t><w:tab/></w:r>",
            "paragraph": f"</w:p><w:p>{r(text, look)}",
        }[how]
    path = tmp_path_factory.getbasetemp() / "any.docx"
    document = f"<w:document {making.W}><w:body><w:p>{body}</w:p></w:body></w:document>"
    path.write_bytes(making.zipped({"[Content_Types].xml": TYPES, "word/document.xml": document}))
    try:
        scanned = scan(before := read_document(str(path)), tiny)
    except DocumentError:  # blank
        return
    copy = marked(str(path), scanned, comments=Comments.ALL)
    traced = trace(copy, "copy")
    assert traced.document.text == before.text
    shaded = {
        place.start + at
        for place in traced.places
        for at in range(len(place.text))
        if place.node.getparent().find(f"{W}rPr/{W}shd[@{W}val='clear']") is not None and place.node.tag == f"{W}t"
    }
    wanted = {at for one in scanned.mentions for at in range(one.start, one.end)}
    letters = {
        at
        for place in traced.places
        if place.node.tag == f"{W}t"
        for at in range(place.start, place.start + len(place.text))
    }
    assert shaded == wanted & letters


def test_the_ending_of_the_output_says_that_a_marked_copy_is_wanted(tmp_path, tiny, capsys):
    path = tmp_path / "a.docx"
    path.write_bytes(
        making.zipped(
            {
                "[Content_Types].xml": TYPES,
                "word/document.xml": f"<w:document {making.W}>{making.p('大会')}</w:document>",
            }
        )
    )
    (tmp_path / "b.txt").write_text("大会", encoding="utf-8")

    def run(*words):
        code = main(["scan", *map(str, words), "--termbase", str(tiny.path)])
        return code, capsys.readouterr().err

    assert run(path, "-o", tmp_path / "out.docx") == (0, "")
    assert b"w:shd" in zipfile.ZipFile(tmp_path / "out.docx").read("word/document.xml")
    code, err = run(tmp_path / "b.txt", "-o", tmp_path / "no.docx")
    assert (code, err.count("\n")) == (2, 1)
    assert "only these can be marked" in err
    assert "name it with -o" in run(path, "--format", "docx")[1]
    assert "into a folder" in run(path, path, "-o", tmp_path / "no.docx")[1]
    assert "is the document itself" in run(path, "-o", path)[1]
    (tmp_path / "copies").mkdir()
    code, err = run(path, tmp_path / "b.txt", "-o", tmp_path / "copies", "--format", "docx")
    assert code == 2
    assert [one.name for one in (tmp_path / "copies").iterdir()] == ["a.marked.docx"]
