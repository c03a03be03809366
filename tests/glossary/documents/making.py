"""Small documents of every format, made by hand: what tests of the readers need and nothing more."""

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def relations(*rows):
    listed = "".join(f'<Relationship Id="{key}" Type="{REL}/{kind}" Target="{target}"/>' for key, kind, target in rows)
    return f'<Relationships xmlns="{RELS}">{listed}</Relationships>'


def p(text, style=""):
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(body, **parts):
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return zipped({"word/document.xml": document, **{f"word/{k.replace('__', '.')}": v for k, v in parts.items()}})


def odt(body, styles=""):
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "text", "table", "style")
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{head}<office:document-content {spaces}><office:body>{body}</office:body></office:document-content>",
            "styles.xml": f"{head}<office:document-styles {spaces}>{styles}</office:document-styles>",
        }
    )


def pptx(*slides):
    """Slides in the order shown; they are stored the other way round, as happens after a person moved them."""
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    m = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    names = [f"slides/slide{len(slides) - n}.xml" for n in range(len(slides))]
    ids = "".join(f'<p:sldId id="{256 + n}" r:id="r{n}"/>' for n in range(len(slides)))
    parts = {
        "ppt/presentation.xml": f'<p:presentation {m} xmlns:r="{REL}"><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>',
        "ppt/_rels/presentation.xml.rels": relations(*((f"r{n}", "slide", name) for n, name in enumerate(names))),
    }
    for name, slide in zip(names, slides, strict=True):
        parts[f"ppt/{name}"] = f"<p:sld {m} {a}><p:cSld><p:spTree>{slide}</p:spTree></p:cSld></p:sld>"
    return zipped(parts)


def shape(text, kind=""):
    place = f'<p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>' if kind else ""
    return f"<p:sp>{place}<p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"


def pdf(*pages, width=600, height=800):
    """A PDF; a page is a list of (x, y, size, text), Chinese through a font that every reader knows and none embeds.

    A text may be several, with gaps between them as wide as half a character.
    """

    def shown(text):
        parts = [text] if isinstance(text, str) else text
        return "[" + " -500 ".join(f"<{part.encode('utf-16-be').hex()}>" for part in parts) + "] TJ"

    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[<</Type/Font/Subtype"
        b"/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/Ascent 880/Descent -120/CapHeight 880"
        b"/ItalicAngle 0/StemV 90/FontBBox[-25 -254 1000 880]>>>>]>>"
    )
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode(), font]
    for n, page in enumerate(pages):
        content = b"".join(f"BT /F {size} Tf {x} {y} Td {shown(text)} ET\n".encode() for x, y, size, text in page)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Resources<</Font<</F 3 0 R>>>>/Contents {5 + 2 * n} 0 R>>".encode()
        )
        objects.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content))
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
