"""Every format gives its text, and places that a person finds."""

import importlib.util
import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from glossary import scan
from glossary.documents import read_document
from glossary.errors import DocumentError

_spec = importlib.util.spec_from_file_location("making", Path(__file__).parent / "making.py")
making = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(making)


@pytest.fixture
def opened(tmp_path):
    def open_(name, data):
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read_document(str(path))

    return open_


def places(document):
    return [(document.text[b.start : b.end], b.where) for b in document.blocks]


# ---- DOCX


def test_docx_tables_notes_and_boxes_are_found_where_they_stand(opened):
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    box = "<w:p><w:r><w:t>正文</w:t></w:r><w:r>"
    box += f"<w:drawing><w:txbxContent>{making.p('方框')}</w:txbxContent></w:drawing></w:r></w:p>"
    body = f"{making.p('导言')}<w:tbl>{row.format(making.p('机构'), making.p('任务'))}</w:tbl>{box}"
    notes = f'<w:footnotes {making.W}><w:footnote w:type="separator">{making.p("-")}</w:footnote>'
    notes += f'<w:footnote w:id="2">{making.p("见决议")}</w:footnote></w:footnotes>'
    assert places(opened("a.docx", making.docx(body, footnotes__xml=notes))) == [
        ("导言", "paragraph 1"),
        ("机构", "table 1, row 1, cell 1"),
        ("任务", "table 1, row 1, cell 2"),
        ("正文", "paragraph 4"),
        ("方框", "text box at paragraph 4"),
        ("见决议", "footnote 1"),
    ]


def test_docx_shows_tracked_changes_as_accepted(opened):
    body = (
        "<w:p><w:r><w:t>大会</w:t></w:r><w:del><w:r><w:delText>否决</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>通过</w:t></w:r></w:ins><w:r><w:t>了决议</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>安全</w:t></w:r></w:p><w:p><w:r><w:t>理事会</w:t></w:r></w:p>"
        f"<w:moveFrom>{making.p('移走')}</w:moveFrom>"
    )
    assert opened("a.docx", making.docx(body)).text == "大会通过了决议\n安全理事会\n"


def test_docx_headers_stand_before_and_footers_after_and_once(opened):
    parts = {f"header{n}__xml": f"<w:hdr {making.W}>{making.p('E/CN.15/2014/4')}</w:hdr>" for n in (1, 2)}
    parts["_rels/document.xml.rels"] = making.relations(
        ("r1", "header", "header1.xml"), ("r2", "header", "header2.xml")
    )
    document = opened("a.docx", making.docx(making.p("正文在这里。"), **parts))
    assert document.text == "E/CN.15/2014/4\n正文在这里。\n"
    assert document.symbol == "E/CN.15/2014/4"


def test_docx_headings_are_known_by_style_in_word_in_any_language(opened):
    styles = f'<w:styles {making.W}><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    styles += '<w:style w:styleId="x"><w:basedOn w:val="1"/></w:style></w:styles>'
    body = making.p("关于援助的说明，以及其他事项。", "x") + making.p("大会通过了决议，并请秘书长报告。")
    document = opened("a.docx", making.docx(body, styles__xml=styles))
    assert [block.level for block in document.blocks] == [1, 0]


def test_a_mention_in_a_docx_says_where_it_stands(opened, tiny):
    document = opened("a.docx", making.docx(making.p("会议开始。") + making.p("反恐怖主义委员会举行了会议。")))
    (mention,) = [m for m in scan(document, tiny).mentions if m.concept == "un:ctc"]
    assert mention.where == "paragraph 2"
    assert document.text[mention.start : mention.end] == mention.text


def test_plain_text_has_no_where(tiny):
    assert scan("反恐怖主义委员会举行了会议。", tiny).mentions[0].where is None


# ---- other packages


def test_xlsx_cells_are_named_as_excel_names_them(opened):
    book = openpyxl.Workbook()
    book.active.title = "机构"
    book.active["B3"] = "儿基会执行局"
    book.active["C3"] = 2014
    book.create_sheet("Other bodies")["A1"] = "执行局"
    stream = io.BytesIO()
    book.save(stream)
    assert places(opened("a.xlsx", stream.getvalue())) == [
        ("儿基会执行局", "机构!B3"),
        ("执行局", "'Other bodies'!A1"),
    ]


def test_pptx_slides_come_in_the_order_shown(opened):
    table = "<a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>执行局</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl>"
    data = making.pptx(
        making.shape("技术援助", "title") + making.shape("2", "sldNum"), making.shape("该处的任务") + table
    )
    document = opened("a.pptx", data)
    assert places(document) == [
        ("技术援助", "slide 1"),
        ("该处的任务", "slide 2"),
        ("执行局", "slide 2, table 1, row 1, cell 1"),
    ]
    assert [block.level for block in document.blocks] == [1, 0, 0]


def test_odt_keeps_blanks_notes_and_leaves_deletions_out(opened):
    body = (
        "<office:text><text:tracked-changes><text:p>删除的</text:p></text:tracked-changes>"
        '<text:h text:outline-level="2">一.<text:s/>导言</text:h>'
        '<text:p>大会<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>见决议。</text:p></text:note-body></text:note>通过了\n   决议。</text:p></office:text>"
    )
    document = opened("a.odt", making.odt(body))
    assert places(document) == [
        ("一. 导言", "paragraph 1"),
        ("大会通过了 决议。", "paragraph 2"),
        ("见决议。", "footnote 1"),
    ]
    assert document.blocks[0].level == 2


# ---- marked-up text


def test_html_of_plain_text_has_the_paragraphs_of_the_text(opened):
    document = opened("a.html", "<pre>## 导言\n\n1. 大会通过了决议，\n并请秘书长报告。\n\n<b>2. 该处</b>也是。\n</pre>")
    assert places(document) == [
        ("## 导言", "paragraph 1"),
        ("1. 大会通过了决议，\n并请秘书长报告。", "paragraph 2"),
        ("2. 该处也是。", "paragraph 3"),
    ]
    assert [(block.level, block.number) for block in document.blocks] == [(2, 0), (0, 1), (0, 2)]


def test_html_is_what_a_browser_shows(opened):
    page = """<!DOCTYPE html><html><head><title>说明</title><script>var 大会;</script></head><body>
    <h2>技术
    援助</h2><p>该处和<b>执行</b>局的任务<br>不同。<!-- 大会 --></p>
    <table><tr><td>机构</td><td><p>儿基会</p></td></tr></table><ul><li>其一</ul><ruby>漢<rt>han</rt></ruby></body></html>"""
    assert places(opened("a.html", page)) == [
        ("说明", "title"),
        ("技术援助", "heading 1"),
        ("该处和执行局的任务\n不同。", "paragraph 1"),
        ("机构", "table 1, row 1, cell 1"),
        ("儿基会", "table 1, row 1, cell 2"),
        ("其一", "list item 1"),
        ("漢", "paragraph 2"),
    ]


def test_html_is_decoded_as_it_declares(opened):
    page = '<html><head><meta charset="gb2312"></head><body><p>大会通过了决议</p></body></html>'
    assert opened("a.htm", page.encode("gb18030")).text == "大会通过了决议\n"


def test_a_page_nested_a_thousand_deep_is_read(opened):
    assert opened("a.html", "<div>" * 1000 + "大会" + "</div>" * 1000).text == "大会\n"


def test_xliff_gives_its_source_segments_without_codes(opened):
    old = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="zh-CN" target-language="en" original="a">
    <body><trans-unit id="14"><source>该<g id="1">处</g>和<ph id="2">&lt;br/&gt;</ph>执行局</source><target>the Branch</target>
    <alt-trans><source>别的</source></alt-trans></trans-unit></body></file></xliff>"""
    assert places(opened("a.xlf", old)) == [("该处和执行局", "unit 14")]
    new = """<?xml version="1.0"?><xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="zh" trgLang="en"><file id="f">
    <unit id="u1"><segment id="s1"><source>大会。</source></segment>
    <segment id="s2"><source><pc id="1">决议</pc>。</source></segment></unit></file></xliff>"""
    assert places(opened("a.xliff", new)) == [("大会。", "unit u1, segment s1"), ("决议。", "unit u1, segment s2")]


def test_of_a_file_translated_into_chinese_the_target_is_read(opened):
    text = """<xliff version="1.2"><file source-language="en" target-language="zh"><body><trans-unit id="1"><source>Assembly</source>
    <target>大会</target></trans-unit></body></file></xliff>"""
    assert places(opened("a.xlf", text)) == [("大会", "unit 1")]


def test_tmx_gives_the_chinese_side(opened):
    text = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/><body><tu>
    <tuv xml:lang="en"><seg>Assembly</seg></tuv><tuv xml:lang="zh-CN"><seg>大<bpt i="1">&lt;b></bpt>会</seg></tuv></tu></body></tmx>"""
    assert places(opened("a.tmx", text)) == [("大会", "unit 1")]


def test_po_gives_the_chinese_strings_with_their_lines(opened):
    text = 'msgid ""\nmsgstr "Language: en\\n"\n\n#: a.c\nmsgid "执行"\n"局\\n"\nmsgstr "Board"\n\nmsgid "Assembly"\nmsgstr "大会"\n#~ msgid "旧"\n'
    assert places(opened("a.po", text)) == [("执行局\n", "line 5"), ("大会", "line 10")]


def test_srt_captions_stand_at_their_time(opened):
    text = "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>该处</i>和\r\n执行局\r\n\r\n2\r\n00:01:02,000 --> 00:01:03,000\r\n大会\r\n"
    assert places(opened("a.srt", text)) == [("该处和\n执行局", "00:00:01"), ("大会", "00:01:02")]


# ---- PDF

LEFT = [
    "预防恐怖主义处与反恐怖主义委员会执行局合作",
    "，向会员国提供关于国际文书的技术援助。该处",
    "和执行局的任务不同，但是它们经常一起访问各",
    "国，以便了解当地的需要和能力。",
]
RIGHT = [
    "联合国儿童基金会在乌克兰设有办事处，向当地",
    "儿童提供支助。儿基会执行局核准了这个方案，",
    "并请秘书长向大会提出报告，说明方案的执行情",
    "况，以及今后的工作计划。",
]


def lines(texts, x, y, size=11):
    return [(x, y - 15 * n, size, text) for n, text in enumerate(texts)]


def test_pdf_columns_are_read_one_after_the_other(opened):
    page = [(50, 740, 18, "关于技术援助的说明"), *lines(LEFT, 50, 700), *lines(RIGHT, 320, 700)]
    assert places(opened("a.pdf", making.pdf(page))) == [
        ("关于技术援助的说明", "page 1"),
        ("".join(LEFT), "page 1"),
        ("".join(RIGHT), "page 1"),
    ]


def test_pdf_paragraph_goes_on_from_column_to_column(opened):
    end = [f"{line[:-1]}、" for line in RIGHT[:3]] + ["以及今后的工作。"]
    texts = [*LEFT[:3], LEFT[0], LEFT[1], LEFT[2][:-1] + "，"]
    page = [*lines(texts, 50, 700), *lines(end, 320, 700)]
    assert [text for text, _ in places(opened("a.pdf", making.pdf(page)))] == ["".join(texts + end)]


def test_pdf_quotation_marks_drawn_after_their_line_stand_in_their_gap(opened):
    # As LibreOffice does it: the marks come from a Latin font, half as wide.
    page = [(50, 700, 10, ("题为", "大会", "的单元。")), (70, 700, 5, "“"), (95, 700, 5, "”")]
    assert opened("a.pdf", making.pdf(page)).text == "题为“大会”的单元。\n"


def test_pdf_columns_interleaved_in_the_file_are_still_columns(opened):
    page = [line for pair in zip(lines(LEFT, 50, 700), lines(RIGHT, 320, 700), strict=True) for line in pair]
    assert opened("a.pdf", making.pdf(page)).text == "".join(LEFT) + "\n" + "".join(RIGHT) + "\n"


def test_pdf_headers_and_page_numbers_go_and_paragraphs_run_over_pages(opened):
    pages = [
        [(50, 760, 9, "E/CN.15/2014/4"), *lines(part, 50, 700), (300, 40, 9, f"{number}/3"), (50, 40, 9, "V.14-00782")]
        for number, part in enumerate((LEFT[:3], LEFT[3:], RIGHT), 1)
    ]
    document = opened("a.pdf", making.pdf(*pages))
    assert document.text == "E/CN.15/2014/4\n" + "".join(LEFT) + "\n" + "".join(RIGHT) + "\nV.14-00782\n"
    assert [block.where for block in document.blocks] == ["page 1, header", "pages 1 and 2", "page 3", "page 1, footer"]


def test_pdf_paragraphs_end_at_indents_numbers_and_gaps(opened):
    first, second = ["1. " + LEFT[0][:20], *LEFT[1:]], ["2. " + RIGHT[0][:20], *RIGHT[1:]]
    page = [*lines(first, 50, 700), *lines(second, 50, 640), *lines(RIGHT, 50, 540)]
    document = opened("a.pdf", making.pdf(page))
    assert [block.number for block in document.blocks] == [1, 2, 0]


def test_pdf_cells_of_a_table_are_read_row_by_row(opened):
    page = [(x, 700 - 20 * row, 11, text) for row in range(5) for x, text in ((50, f"机构{row}"), (330, f"任务{row}"))]
    assert opened("a.pdf", making.pdf(page)).text.split("\n")[0] == "机构0\t任务0"


def test_pdf_without_text_needs_ocr(opened):
    with pytest.raises(DocumentError, match=r"only images.*OCR"):
        opened("a.pdf", making.pdf([]))


# ---- what cannot be read: one clear line that names the file


def bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(101):
            part.write(b" " * 1_000_000)
    return stream.getvalue()


_ENTITIES = '<!DOCTYPE x [<!ENTITY a "大会"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", b"PK\x03\x04 nothing", "damaged"),
        ("a.docx", "这不是文件".encode(), "not what its ending says"),
        ("a.docx", making.docx(making.p("大会"))[:-40], "damaged"),
        ("a.docx", making.zipped({"word/document.xml": "<a><b></a>"}), r"document\.xml\), line 1: not well-formed"),
        ("a.docx", making.zipped({"word/document.xml": f"{_ENTITIES}<x>&b;</x>"}), "entities"),
        ("a.docx", bomb(), "unpacks to more"),
        ("a.zip", making.zipped({"a.txt": "大会"}), "ZIP archive, but not a document"),
        ("a.xlsx", making.zipped({"xl/workbook.xml": "<workbook/>"}), "damaged or not a workbook"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (
            "a.odt",
            making.zipped({"content.xml": "<x/>", "META-INF/manifest.xml": "<manifest:encryption-data/>"}),
            "password",
        ),
        ("a.pdf", b"%PDF-1.7\nnothing", "damaged"),
        ("a.xlf", f"{_ENTITIES}<xliff>&b;</xliff>", "entities"),
        ("a.tmx", "<tmx><body/></tmx>", "no segment in Chinese"),
        ("a.po", 'msgid "大会\nmsgstr ""', "line 1: not PO"),
        ("a.srt", "没有时间", "no caption"),
        ("a.html", "<html><body></body></html>", "no text"),
        ("a.txt", b"\x00\x01\x02\x03\x00\x00\x00", "null bytes"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line_that_names_the_file(opened, name, data, said):
    with pytest.raises(DocumentError, match=said) as caught:
        opened(name, data)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_old_doc_without_libreoffice_says_what_to_do(opened, monkeypatch):
    monkeypatch.setattr("glossary.documents.office.shutil.which", lambda _: None)
    monkeypatch.setattr("glossary.documents.office._USUAL", {})
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "WordDocument".encode("utf-16-le")
    with pytest.raises(DocumentError, match=r"a\.doc is an old \.doc file; install LibreOffice"):
        opened("a.doc", data)


def test_the_bytes_count_more_than_the_ending(opened):
    assert opened("a.doc", making.docx(making.p("大会"))).text == "大会\n"
    assert opened("a.xml", "<?xml version='1.0'?><tmx><tu><tuv lang='zh'><seg>大会</seg></tuv></tu></tmx>").blocks
    assert opened("a.doc", "只是文本").plain


# ---- all formats alike

SAID = [
    "1. 预防恐怖主义处与反恐怖主义委员会及其执行局协作。",
    "2. 该处和执行局的任务不同，联合国毒品和犯罪问题办公室（毒罪办）提供支助。",
    "3. 毒罪办访问了乌克兰，会员国表示支持。",
]


def _made():
    book = openpyxl.Workbook()
    for row in SAID:
        book.active.append([row])
    stream = io.BytesIO()
    book.save(stream)
    odt = "".join(f"<text:p>{one}</text:p>" for one in SAID)
    return {
        "a.docx": making.docx("".join(making.p(one) for one in SAID)),
        "a.odt": making.odt(f"<office:text>{odt}</office:text>"),
        "a.html": "".join(f"<p>{one}</p>" for one in SAID),
        "a.xlsx": stream.getvalue(),
        "a.pptx": making.pptx(*(making.shape(one) for one in SAID)),
        "a.pdf": making.pdf(
            [line for n, one in enumerate(SAID) for line in lines([one[:26], one[26:]], 50, 700 - 60 * n)]
        ),
        "a.po": "".join(f'msgid "{one}"\nmsgstr ""\n\n' for one in SAID),
    }


@pytest.mark.parametrize("name", sorted(_made()))
def test_every_format_gives_the_mentions_of_the_plain_text_with_places(name, opened, tiny):
    plain = [(m.text, m.concept, m.en) for m in scan("\n\n".join(SAID), tiny).mentions]
    document = opened(name, _made()[name])
    mentions = scan(document, tiny).mentions
    assert [(m.text, m.concept, m.en) for m in mentions] == plain
    assert all(m.where and document.text[m.start : m.end] == m.text for m in mentions)


@pytest.mark.skipif(not any(map(shutil.which, ("soffice", "libreoffice"))), reason="LibreOffice is not installed")
def test_rtf_is_read_through_libreoffice(opened):
    text = "".join(f"\\u{ord(c)}?" for c in "大会通过了决议。")
    assert opened("a.rtf", f"{{\\rtf1\\ansi {text}\\par}}").text == "大会通过了决议。\n"


# ---- the other side


def test_bilingual_files_keep_the_other_side(opened):
    tmx = '<tmx version="1.4"><header/><body><tu><tuv xml:lang="en"><seg>The Assembly met.</seg></tuv>'
    tmx += '<tuv xml:lang="zh-CN"><seg>大会开会。</seg></tuv></tu></body></tmx>'
    assert opened("a.tmx", tmx).translations == ("The Assembly met.",)
    po = 'msgid "The Assembly met."\nmsgstr "大会开会。"\n\nmsgid "Untranslated"\nmsgstr ""\n'
    assert opened("a.po", po).translations == ("The Assembly met.", "")
    xliff = '<xliff version="1.2"><file source-language="en" target-language="zh-CN"><body><trans-unit id="1">'
    xliff += "<source>The Assembly met.</source><target>大会开会。</target></trans-unit></body></file></xliff>"
    assert opened("a.xlf", xliff).translations == ("The Assembly met.",)


def test_a_table_of_pairs_gives_its_chinese_column(opened):
    document = opened(
        "a.tsv", "theme\tzh\ten\npeace\t大会开会。\tThe Assembly met.\npeace\t安理会开会。\tThe Council met.\n"
    )
    assert places(document) == [("大会开会。", "row 2"), ("安理会开会。", "row 3")]
    assert document.translations == ("The Assembly met.", "The Council met.")


def test_a_tsv_file_without_a_chinese_column_is_text(opened):
    document = opened("a.tsv", "one\ttwo\nthree\tfour\n大会\tfive\n")
    assert document.plain
    assert document.text.startswith("one\ttwo")


@pytest.mark.parametrize("content", [b"", b" \r\n\n"])
def test_an_empty_text_is_a_text_of_no_words(tmp_path, content):
    path = tmp_path / "empty.txt"
    path.write_bytes(content)
    document = read_document(str(path))
    assert (document.text, document.warnings) == (content.decode(), (f"{path} is empty",))
    path = path.rename(tmp_path / "empty.docx")
    with pytest.raises(DocumentError, match=r"empty\.docx is empty"):
        read_document(str(path))
