#!/usr/bin/env python3
"""The summary, seen from outside.  usage: summaries.py golden|paper [--update]

golden   text, Markdown, HTML and the draft of one year's work are as in tests/golden
paper    the .docx keeps the rules of its package and opens in LibreOffice, the PDF holds the text

$ZHENGGAI is the program. What a machine lacks is named and left out.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as tree
import zipfile

from summary_world import DAY, World

HERE = pathlib.Path(__file__).resolve().parent

# ── Golden ──────────────────────────────────────────────────────────────────────────────────────

GOLDEN = {
    "summary.zh.txt": ("zh", []),
    "summary.en.txt": ("en", []),
    "summary.zh.md": ("zh", ["--format", "markdown", "--trace"]),
    "summary.zh.html": ("zh", ["--format", "html"]),
    "draft.zh.txt": ("zh", ["--draft", "--trace"]),
    "draft.en.txt": ("en", ["--draft", "--trace"]),
    "quarter.zh.txt": ("zh", ["--from", "2025-04-01", "--to", "2025-06-30"]),
}


def golden(update):
    wrong = []
    with World() as world:
        world.year()
        for name, (language, options) in GOLDEN.items():
            made = world.run(DAY, "summary", "--year", "2024", *options, language=language)
            file = HERE / "golden" / name
            # The styles are a file of their own.
            made = re.sub(rb"<style>.*</style>", b"<style></style>", made, flags=re.S)
            if update:
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(made)
            elif not file.exists() or file.read_bytes() != made:
                wrong.append(f"{name} is not what is made now (summaries.py golden --update, then look at the diff)")
    with World() as world:
        world.run(DAY, "import", "--builtin")
        fresh = world.run(DAY, "summary", "--draft").decode()
        # Nor does it name a year that has not begun.
        early = world.run("2024-12-20", "summary", "--draft").decode()
        if "2025年" in early:
            wrong.append("a draft made in 2024 speaks of 2025")
        for word in ("已完成。", "已于", "整改成效", "销号。"):
            if word in fresh:
                wrong.append(f"a draft of untouched work says {word}")
    for name in GOLDEN:
        if name.endswith(".txt") and (HERE / "golden" / name).exists():
            for line in (HERE / "golden" / name).read_text().splitlines():
                if line.lstrip(" ")[:1] in set("，。、；：！？）》”") or line[-1:] in set("（《“"):
                    wrong.append(f"{name}: badly broken: {line}")
    return wrong


# ── Paper ───────────────────────────────────────────────────────────────────────────────────────

TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def package(file):
    """The rules of the package: every part has a type, every relation a target, every style is there."""
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        if names[0] != "[Content_Types].xml":
            yield "the content types do not come first"
        parts = {name: tree.fromstring(archive.read(name)) for name in names}
    types = parts["[Content_Types].xml"]
    defaults = {e.get("Extension") for e in types.iter(TYPES + "Default")}
    overrides = {e.get("PartName") for e in types.iter(TYPES + "Override")}
    yield from (f"{name} has no type" for name in names if name.rpartition(".")[2] not in defaults)
    yield from (f"{name} is typed and not there" for name in overrides if name[1:] not in names)
    for name in (n for n in names if n.endswith(".rels")):
        base = pathlib.PurePosixPath(name).parent.parent
        for relation in parts[name].iter(RELATIONS + "Relationship"):
            if str(base / relation.get("Target")) not in names:
                yield f"{name}: {relation.get('Target')} is not there"
    footers = {r.get("Id"): r.get("Target") for r in parts["word/_rels/document.xml.rels"].iter(RELATIONS + "Relationship")}
    for section in parts["word/document.xml"].iter(WORD + "sectPr"):
        kinds = {f.get(WORD + "type"): footers[f.get(OFFICE + "id")] for f in section.iter(WORD + "footerReference")}
        if kinds.keys() != {"default", "even"} or len(set(kinds.values())) != 2:
            yield f"a section has not a footer for odd and one for even pages: {kinds}"
    turned = [section.find(WORD + "pgSz").get(WORD + "orient") for section in parts["word/document.xml"].iter(WORD + "sectPr")]
    if "landscape" not in turned or None not in turned:
        yield f"the sections are not upright and across: {turned}"
    declared = {e.get(WORD + "name") for e in parts["word/fontTable.xml"].iter(WORD + "font")}
    asked = {e.get(WORD + "eastAsia") for e in parts["word/styles.xml"].iter(WORD + "rFonts")}
    yield from (f"font {font} has no fallback" for font in asked - declared)
    known = {e.get(WORD + "styleId") for e in parts["word/styles.xml"].iter(WORD + "style")}
    used = {e.get(WORD + "val") for e in parts["word/document.xml"].iter(WORD + "pStyle")}
    yield from (f"style {style} is not there" for style in used - known)
    for table in parts["word/document.xml"].iter(WORD + "tbl"):
        columns = len(list(table.iter(WORD + "gridCol")))
        for row in table.iter(WORD + "tr"):
            spans = [cell.find(f"{WORD}tcPr/{WORD}gridSpan") for cell in row.iter(WORD + "tc")]
            if sum(1 if span is None else int(span.get(WORD + "val")) for span in spans) != columns:
                yield "a row has not as many columns as its table"


def squeezed(text):
    """Letters and digits alone: punctuation may hang in a margin, page numbers stand between dashes."""
    text = re.sub(r"—\s*\d+\s*—", "", unicodedata.normalize("NFKC", text))
    return "".join(character for character in text if character.isalnum())


def pdf_text(file):
    return squeezed(subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True).stdout.decode())


def sentences(world, language):
    """What each form of the summary must hold, whatever breaks its lines: from the widest text."""
    text = world.run(DAY, "summary", "--year", "2024", "--width", "4000", language=language).decode()
    told = text.partition("附件：" if language == "zh" else "Annex:")[0]
    lines = [re.sub(r"[█░_\s]+", " ", line).strip() for line in told.splitlines()]
    return [squeezed(part) for line in lines for part in re.split(r" +", line) if len(part.strip("-")) > 6]


def missing(text, wanted):
    return [part for part in wanted if part not in text]


def pages(file):
    """Each page's width, its text line by line, and its words with the places of their middles."""
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True).stdout.decode()
    boxes = subprocess.run(["pdftotext", "-bbox", file, "-"], capture_output=True, check=True).stdout.decode()
    for told, boxed in zip(text.split("\f"), boxes.split("<page ")[1:]):
        width = float(re.search(r'width="([\d.]+)"', boxed)[1])
        places = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<', boxed)
        yield width, told, [((float(a) + float(c)) / 2, (float(b) + float(d)) / 2, word) for a, b, c, d, word in places]


def check_pages(file):
    """GB/T 9704: the number is at the outer edge, on a page set across where the upright one has it. No page is empty, none
    ends with what only leads to the next."""
    for number, (width, text, words) in enumerate(pages(file), 1):
        across = width > 800
        found = [(x, y) for x, y, word in words if word.strip("—-") == str(number) and (x < 100 if across else y > 740)]
        outer = [y > 300 for _, y in found] if across else [x > 300 for x, _ in found]
        if outer != [number % 2 == 1]:
            yield f"{file.name}: page {number} has its number at {found}"
        lines = [line.strip() for line in text.splitlines() if not re.fullmatch(r"[\s—–\-\d]*", line)]
        if not lines:
            yield f"{file.name}: page {number} is empty"
        elif re.fullmatch(r"\S{1,12}[：:]", lines[-1]) or re.match(r"[一二三四五六七八九]、|（[一二三四五六七八九]）", lines[-1]):
            yield f"{file.name}: page {number} ends with {lines[-1]}"


def check_pdf(world, language, lacking):
    if not shutil.which("pdftotext"):
        lacking.append("pdftotext")
        return []
    file = world.path(f"summary.{language}.pdf")
    world.run(DAY, "summary", "--year", "2024", "-o", str(file), language=language)
    text = pdf_text(file)
    wrong = list(check_pages(file))
    wrong += [f"pdf ({language}) lacks {part}" for part in missing(text, sentences(world, language))][:5]
    about = subprocess.run(["pdfinfo", "-l", "99", file], capture_output=True, check=True).stdout.decode()
    if not re.search(r"Page +\d+ size: +595\.\d+ x 841\.\d+", about) or not re.search(r"Page +\d+ size: +841\.\d+ x 595\.\d+", about):
        wrong.append(f"pdf ({language}): not A4 upright and across: {about}")
    fonts = subprocess.run(["pdffonts", file], capture_output=True, check=True).stdout.decode().splitlines()[2:]
    wrong += [f"pdf: a font is not embedded: {font}" for font in fonts if font.split()[-5] != "yes"]
    return wrong


def check_docx(world, language, lacking):
    file = world.path(f"summary.{language}.docx")
    world.run(DAY, "summary", "--year", "2024", "-o", str(file), language=language)
    wrong = [f"docx ({language}): {fault}" for fault in package(file)]
    if not shutil.which("soffice") or not shutil.which("pdftotext"):
        lacking.append("soffice")
        return wrong
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{world.folder}/office", "--headless", "--convert-to", "pdf", "--outdir", world.path("office"), file],
        capture_output=True, check=True,
    )
    made = world.path(f"office/summary.{language}.pdf")
    text = pdf_text(made)
    return wrong + list(check_pages(made)) + [f"docx in LibreOffice ({language}) lacks {part}" for part in missing(text, sentences(world, language))][:5]


def check_printing(world):
    """A printer of the test's own takes the file so many times; without lp, or where lp refuses, the file is kept."""
    bench = world.path("bin")
    bench.mkdir()
    lp = bench / "lp"
    file = world.path("paper.txt")
    for script, status, told in (
        ("#!/bin/sh\necho request id is office-7\necho $* >asked\n", 0, "office-7"),
        ("#!/bin/sh\necho no default destination >&2\nexit 1\n", 1, "no default destination"),
        (None, 1, "cups-client"),
    ):
        lp.unlink(missing_ok=True)
        file.unlink(missing_ok=True)
        if script is not None:
            lp.write_text(script)
            lp.chmod(0o700)
        words = ("summary", "--year", "2024", "--print", "hall", "--copies", "2", "-o", file.name)
        said = world.run(DAY, *words, status=status, path=str(bench))
        said = said.decode() if status == 0 else said
        if status != 0 and told not in said:
            yield f"printing: “{told}” is not in “{said}”"
        elif status == 0 and world.path("asked").read_text() != f"-dhall -n2 -- {file}\n":
            yield f"printing: lp was asked {world.path('asked').read_text()}"
        if not file.exists() or file.stat().st_size == 0:
            yield f"printing: the file is not kept ({told})"


def paper(_):
    wrong, lacking = [], []
    with World() as world:
        world.year()
        for language in ("zh", "en"):
            wrong += check_docx(world, language, lacking)
            wrong += check_pdf(world, language, lacking)
        wrong += check_printing(world)
    for tool in sorted(set(lacking)):
        print(f"left out: {tool} is not on this machine")
    return wrong


def main():
    if "ZHENGGAI" not in os.environ:
        sys.exit("$ZHENGGAI is not set")
    wrong = {"golden": golden, "paper": paper}[sys.argv[1]]("--update" in sys.argv)
    print("\n".join(wrong) or "as they should be")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
