#!/usr/bin/env python3
"""Whatever a text holds, it is text in every form of the summary, all of it and nothing else.

$ZHENGGAI is the program. What a machine lacks is named and left out.
"""
import html.parser
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as tree
import zipfile

from summary_world import DAY, World

CASES = {
    "control": "响铃\x07红\x1b[31m字\x7f退\x08格\x85",
    "bidi": "倒\u202e置\u2066隐\u200b藏\ufeff符\u200f",
    "html": '<script>alert(1)</script><img src=x onerror="alert(1)">&amp;&#x41;<!-- a -->',
    "xml": "]]>倒</w:t></w:r><![CDATA[x]]>&lt;?xml?>&undefined;",
    "markdown": "*a* _b_ `c` [d](http://e.f) ![g](h) ~~i~~ | j | $k$ # l <m@n.o> www.p.q \\",
    "lines": "# 标题\n- 项\n1. 列\n> 引\n---\n```\n| 表 |\n=== ",
    "template": "%s%n%1$s {{7*7}} ${id} $(id) `id` \\n \\include{x}",
    "emoji": "👍🏽🇨🇳☺",
    "rare": "𠀀𠮷𪚥㐀",
    "word": "http://example.com/" + "a" * 10000,
    "han": "整" * 10000 + "毕",
}
# What a machine's fonts may lack, or a reader of PDF may put in another order.
NO_PDF = ("emoji", "rare", "bidi")
# An owner stands in cells of tables; it is one line.
CELLS = ("html", "xml", "markdown", "template", "rare")


def visible(text):
    """What hides is told by its number, but for line feeds."""
    hides = lambda c: c != "\n" and (unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp"))
    return "".join(f"<U+{ord(c):04X}>" if hides(c) else c for c in text)


def squeezed(text):
    return re.sub(r"\s+", "", text)


class Page(html.parser.HTMLParser):
    """The text of a page, and the elements and attributes in it."""

    def __init__(self, source):
        super().__init__()
        self.text, self.elements, self.attributes = [], set(), set()
        self.feed(source)

    def handle_starttag(self, tag, attributes):
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attributes}

    def handle_data(self, data):
        self.text.append(data)


def lacking(form, text, cases):
    for name in cases:
        if squeezed(visible(CASES[name])) not in text:
            yield f"{form}: “{name}” is not what was written"


def check_text(made):
    text = made.decode()
    if re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", text):
        yield "text: something would disturb a terminal"
    yield from lacking("text", squeezed(text), CASES)


def check_markdown(made):
    text = made.decode()
    for name in CASES:
        lines = [line.strip(" ") for line in visible(CASES[name]).split("\n")]
        told = re.search(r"王五：" + r"\\\n +".join(re.escape(escaped(line, i > 0)) for i, line in enumerate(lines)), text)
        if told is None:
            yield f"markdown: “{name}” is not escaped as it should be"


def escaped(line, begins):
    """What means something anywhere in a line, and what does where one begins."""
    text = re.sub(r"([\\`*_\[\]<>&|~$#])", r"\\\1", line)
    text = re.sub(r":(?=//)", r"\\:", text)
    text = re.sub(r"(?<=www)\.", r"\\.", text)
    if begins:
        text = re.sub(r"^([-+=])", r"\\\1", text)
        text = re.sub(r"^(\d+)([.)])(?= |$)", r"\1\\\2", text)
    return text


def check_html(made):
    page = Page(made.decode())
    for stranger in page.elements & {"script", "img", "a", "w:t", "m@n.o"} | page.attributes & {"src", "href", "onerror"}:
        yield f"html: {stranger} became markup"
    yield from lacking("html", squeezed("".join(page.text)), CASES)


def check_docx(file):
    with zipfile.ZipFile(file) as archive:
        text = "".join(tree.fromstring(archive.read("word/document.xml")).itertext())
    yield from lacking("docx", squeezed(text), CASES)


def check_pdf(file):
    read = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True).stdout.decode()
    text = re.sub(r"—\d+—", "", squeezed(read))
    for name in lacking("pdf", text, [name for name in CASES if name not in NO_PDF]):
        yield name


def check_json(made):
    """JSON keeps texts as they came: who reads it is no terminal."""
    sentences = [sentence["text"] for sentence in json.loads(made)["sentences"]]
    for name, text in CASES.items():
        if not any(text.rstrip() in sentence for sentence in sentences):
            yield f"json: “{name}” is not what was written"
    if re.search(rb"[\x00-\x09\x0b-\x1f]", made):
        yield "json: a control character is not escaped"


def check(world):
    for name in CASES:
        world.run(DAY, "note", "4.1", CASES[name])
    for task, name in zip(("1.1", "1.1.1", "2.1", "3.1", "4.1"), CELLS):
        world.run(DAY, "set", task, "owner=" + CASES[name])
    summary = lambda *words: world.run(DAY, "summary", "--year", "2024", *words)
    yield from check_text(summary("--width", "60"))
    yield from check_markdown(summary("--format", "markdown"))
    yield from check_html(summary("--format", "html"))
    for suffix, opens in ((".docx", check_docx), (".pdf", check_pdf)):
        file = world.path("hostile" + suffix)
        summary("-o", str(file))
        if suffix == ".pdf" and not shutil.which("pdftotext"):
            print("left out: pdftotext is not on this machine")
        else:
            yield from opens(file)


def check_draft(world):
    """A draft tells the newest five notes of a measure: so each has a measure of its own."""
    measures = [f"{problem}.{measure}" for problem in (1, 2, 3) for measure in (2, 3, 4, 5)]
    for measure, text in zip(measures, CASES.values()):
        world.run(DAY, "add", "measure", measure[0], "措施")
        world.run(DAY, "note", measure, text)
    yield from check_json(world.run(DAY, "summary", "--year", "2024", "--draft", "--format", "json"))


def main():
    if "ZHENGGAI" not in os.environ:
        sys.exit("$ZHENGGAI is not set")
    wrong = []
    for checks in (check, check_draft):
        with World() as world:
            world.run(DAY, "import", "--builtin")
            wrong += checks(world)
    print("\n".join(wrong) or "as they should be")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
