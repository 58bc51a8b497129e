#!/usr/bin/env python3
"""The layer fence, read from the #includes: a layer sees itself and those below, and an outside
library belongs to one layer. Prints each breach as FILE:LINE and exits 1."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# A layer and the public headers it owns, lowest first; each list names the layers it may use.
LAYERS = {
    "text": (["module.h", "text.h", "watch.h"], []),
    "ledger": (
        ["action.h", "calendar.h", "carry.h", "change.h", "charts.h", "date.h", "dispatch.h", "dump.h", "evidence.h", "field.h", "figures.h", "ledger.h", "lint.h",
         "query.h", "settings.h", "sibling.h", "standing.h",
         "actions.def", "fields.def"],
        ["text"],
    ),
    "intake": (["intake.h", "revise.h"], ["text", "ledger"]),
    "exchange": (["export.h", "merge.h", "package.h", "profile.h", "rollup.h", "sheet.h"], ["text", "ledger"]),
    "summary": (["document.h", "summary.h"], ["text", "ledger"]),
    "cli": (["cli.h"], ["text", "ledger", "intake", "exchange", "summary"]),
    "tui": (["tui.h"], ["text", "ledger", "intake", "exchange", "summary"]),
}

# Headers of outside libraries and the layers that may include them; GLib is everybody's.
LIBRARIES = {
    r"sqlite3\.h": ["ledger"],
    r"csv\.h": ["exchange"],
    r"(xlsxwriter|libical/.*)\.h": ["exchange"],
    r"jansson\.h": ["exchange", "summary", "cli"],
    r"(n?curses\w*|term|panel)\.h": ["tui"],
    r"uni(ctype|conv|gbrk|lbrk|str|types|wbrk|width)\.h": ["text"],
    r"(cairo|pango)\b.*": ["summary"],
    r"libxml\b.*": ["intake", "summary"],
    r"archive\b.*": ["intake", "exchange", "summary"],
}


def owner(header):
    return next((layer for layer, (headers, _) in LAYERS.items() if header in headers), None)


def breaches(layer, path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = re.match(r'\s*#\s*include\s+[<"]([^>"]+)[>"]', line)
        if not match:
            continue
        included = match.group(1)
        place = f"{path.relative_to(ROOT)}:{number}"
        if included.startswith("zhenggai/"):
            header = included.removeprefix("zhenggai/")
            if owner(header) is None:
                yield f"{place}: {header} belongs to no layer: add it to tests/layers.py"
            elif owner(header) not in [layer, *LAYERS[layer][1]]:
                yield f"{place}: {layer} must not know {owner(header)}"
        elif "/" in included and included.split("/")[0] in ("..", *LAYERS):
            yield f"{place}: another layer's inside"
        for pattern, layers in LIBRARIES.items():
            if re.fullmatch(pattern, included) and layer not in layers:
                yield f"{place}: {included} belongs to {', '.join(layers)}"


def main():
    found = []
    for layer, (headers, _) in LAYERS.items():
        files = [*(ROOT / "src" / layer).rglob("*.[ch]"), *(ROOT / "include/zhenggai" / h for h in headers)]
        for path in sorted(files):
            found += breaches(layer, path)
    if (ROOT / "src/ledger").is_dir():
        for path in (ROOT / "src/ledger").glob("*.c"):
            if not path.name.startswith("store") and "sqlite3.h" in path.read_text(encoding="utf-8"):
                found.append(f"{path.relative_to(ROOT)}: only the store knows sqlite3.h")
    print("\n".join(found) if found else "layers hold")
    sys.exit(1 if found else 0)


main()
