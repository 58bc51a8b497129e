#!/usr/bin/env python3
"""The manual pages name every verb, option, field, value, key and setting.  usage: manual.py PAGE..."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def words():
    actions = (ROOT / "include/zhenggai/actions.def").read_text(encoding="utf-8")
    for name, keys, usage in re.findall(
        r'^ACTION \(\w+, "([^"]+)", \w+, "([^"]*)", \w+,\s*[\w| ]+,\s*("[^"]*"|NULL)', actions, re.M
    ):
        if usage != "NULL":
            yield "verb", name
        for key in keys.split():
            yield "key", key
    fields = (ROOT / "include/zhenggai/fields.def").read_text(encoding="utf-8")
    for name, editor in re.findall(r"^FIELD \(TASK, (\w+), \w+, \w+, (\w+)", fields, re.M):
        if editor != "INTERNAL":
            yield "field", name
    for name in re.findall(r"^VALUE \(\w+, (\w+)", fields, re.M):
        yield "value", name
    options = (ROOT / "src/cli/option.c").read_text(encoding="utf-8")
    for name in re.findall(r'^    \{"([a-z-]+)", (?:0|\'.\'),', options, re.M):
        yield "option", "--" + name
    settings = (ROOT / "src/ledger/settings.c").read_text(encoding="utf-8")
    for name in re.findall(r'^    \{"(\w+)", (?:NULL|"[^"]*"), "', settings, re.M):
        yield "setting", name


def main():
    wanted = list(words())
    kinds = {kind for kind, _ in wanted}
    missing = [f"no {k} was found in the sources" for k in ("verb", "key", "field", "value", "option", "setting") if k not in kinds]
    for page in sys.argv[1:]:
        text = pathlib.Path(page).read_text(encoding="utf-8").replace("\\-", "-").replace("\\e", "\\")
        missing += [f"{page}: no {kind} {word}" for kind, word in wanted if word not in text]
    print("\n".join(missing) or f"{len(wanted)} words in {len(sys.argv) - 1} pages")
    sys.exit(1 if missing else 0)


main()
