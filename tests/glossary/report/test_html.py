"""The HTML report: one file, nothing fetched, nothing of a document ever run."""

import json
import re
from html.parser import HTMLParser

import pytest

from glossary import scan
from glossary.cli import main
from glossary.documents.base import Block, Document, paragraphs
from glossary.report.html import page
from glossary.report.together import together

TEXT = "一. 导言\n\n反恐怖主义委员会执行局（执行局）访问了乌克兰。该处和执行局的任務不同。\n\n执行局举行了会议，反恐主义委员会也是。\n"


def report(text, base):
    document = Document("report.txt", text, paragraphs(text))
    return page([(document, scan(document, base))])


class Seen(HTMLParser):
    """What a browser would build: elements, and the text of the article."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.shown, self._in = [], [], 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._in += tag == "article" or (self._in and tag == "script")

    def handle_endtag(self, tag):
        self._in -= tag == "article" or (self._in > 1 and tag == "script")

    def handle_data(self, data):
        if self._in == 1:
            self.shown.append(data)


def test_the_whole_text_is_shown_and_every_mention_marked(tiny):
    seen = Seen(report(TEXT, tiny))
    assert "".join("".join(seen.shown).split()) == "".join(TEXT.split())
    marked = [one["data-m"] for tag, one in seen.tags if tag == "span" and "data-m" in one]
    assert marked == [str(n) for n in range(len(scan(TEXT, tiny).mentions))]


def test_nothing_is_fetched_and_no_handler_stands_in_the_page(tiny):
    text = report(TEXT, tiny)
    assert not re.search(r"""(?:src|href)\s*=|url\(|@import|<link|\son\w+\s*=\s*["']""", text.replace("svg", ""))
    assert "default-src 'none'" in text


@pytest.mark.parametrize(
    "evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</article></script><!--", "&lt;b&gt;"]
)
def test_what_a_document_says_stays_text(evil, tiny):
    text = f"反恐怖主义委员会{evil}执行局\x00。反恐怖主义委员会执行局（{evil}）。"
    document = Document(f"{evil}.txt", text, (Block(0, len(text), 0, evil, 0),))
    made = page([(document, scan(document, tiny))])
    made.encode("utf-8")
    plain = page([(d := Document("a.txt", "大会", ()), scan(d, tiny))])
    tags = {tag for tag, _ in Seen(made).tags}
    assert tags <= {tag for tag, _ in Seen(plain).tags} | {"p", "span", "rect", "li", "small", "b", "svg", "g", "ol"}
    assert sum(tag == "script" for tag, _ in Seen(made).tags) == 3
    assert evil in "".join(Seen(made).shown)


def test_the_data_of_the_cards_is_whole(tiny):
    data = json.loads(re.search(r'id="data">(.*?)</script>', report(TEXT, tiny))[1])
    mentions = scan(TEXT, tiny).mentions
    assert [data["cards"][card][0] for card in data["of"]] == [one.en or "" for one in mentions]
    assert max(data["group"]) + 1 == len(set(data["group"]))


def test_findings_and_unsure_places_are_listed(tiny):
    text = report("执行局举行了会议。反恐怖主义委员会发言，反恐主义委员会也是。", tiny)
    assert "V101" in text
    assert '<h2>Unsure: the text does not decide</h2>\n<ol class="list">' in text


def test_bodies_of_one_paragraph_are_paired_and_the_pair_leads_there(tiny):
    text = (
        "儿基会和东盟举行了会议。\n\n大会和儿基会发言，联合国儿童基金会与东盟也是。\n\n"
        "大会支持乌克兰。\n\n大会、东盟和儿基会在乌克兰合作。\n"
    )
    document = Document("a.txt", text, paragraphs(text))
    scanned = scan(document, tiny)
    bodies, pairs = together([(document, scanned), (document, scanned)], {"un:unicef", "un:asean", "un:ga"})
    assert [(body.concept, body.paragraphs) for body in bodies] == [("un:unicef", 6), ("un:asean", 6), ("un:ga", 6)]
    assert {(pair.one.concept, pair.two.concept): len(pair.places) for pair in pairs} == {
        ("un:unicef", "un:asean"): 6,
        ("un:unicef", "un:ga"): 4,
        ("un:asean", "un:ga"): 4,
    }
    mentions = scanned.mentions * 2
    assert [mentions[place].text for place in pairs[0].places] == ["儿基会", "儿基会", "东盟"] * 2
    made = page([(document, scanned)], {"un:unicef", "un:asean", "un:ga"})
    assert 'aria-label="UNICEF and ASEAN: 3 paragraphs">3</button>' in made
    assert f'data-p="{" ".join(map(str, pairs[0].places[:3]))}"' in made


def test_pairs_of_one_paragraph_only_are_left_out_where_there_are_others(tiny):
    text = "大会和儿基会。\n\n大会和儿基会。\n\n大会、儿基会、东盟。\n"
    document = Document("a.txt", text, paragraphs(text))
    _, pairs = together([(document, scan(document, tiny))], {"un:unicef", "un:asean", "un:ga"})
    assert [(pair.one.concept, pair.two.concept) for pair in pairs] == [("un:ga", "un:unicef")]
    _, pairs = together([(d := Document("b.txt", "大会和儿基会。", ()), scan(d, tiny))], {"un:unicef", "un:ga"})
    assert len(pairs) == 1


def test_several_documents_make_one_page_with_numbers_that_go_on(tiny):
    pairs = [(d := Document(name, "大会支持乌克兰。", ()), scan(d, tiny)) for name in ("a.txt", "b.txt")]
    seen = Seen(page(pairs))
    ids = [one["id"] for _, one in seen.tags if "id" in one]
    assert len(ids) == len(set(ids))
    assert sum(tag == "article" for tag, _ in seen.tags) == 2


def test_scan_writes_it(tmp_path, tiny):
    source, made = tmp_path / "a.txt", tmp_path / "a.html"
    source.write_text(TEXT, encoding="utf-8")
    assert main(["scan", str(source), "--format", "html", "-o", str(made), "--termbase", str(tiny.path)]) == 0
    assert made.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
