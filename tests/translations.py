#!/usr/bin/env python3
"""Every text that a user sees has its Chinese: po/zh_CN.po is complete and has nothing left over.
usage: translations.py (needs xgettext and msgcmp)"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = ("src", "include", "man")


def extract(target):
    files = [str(f) for d in FOLDERS for f in sorted((ROOT / d).rglob("*")) if f.suffix in (".c", ".h", ".def")]
    subprocess.run(
        ["xgettext", "--language=C", "--from-code=UTF-8", "--keyword=_", "--keyword=N_",
         "--keyword=text_translate_plural:1,2", "--no-location", "-o", target, *files],
        check=True,
    )


def entries(path):
    """msgid → msgstr of each entry, and the ids of the fuzzy ones."""
    joined = re.sub(r'"\n"', "", path.read_text(encoding="utf-8"))
    found, fuzzy = {}, []
    for block in joined.split("\n\n"):
        identity = re.search(r'^msgid "(.*)"$', block, re.M)
        string = re.search(r'^msgstr(?:\[0\])? "(.*)"$', block, re.M)
        if identity and string and identity.group(1):
            found[identity.group(1)] = string.group(1)
            if re.search(r"^#,.*fuzzy", block, re.M):
                fuzzy.append(identity.group(1))
    return found, fuzzy


def main():
    if not shutil.which("xgettext"):
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        template = pathlib.Path(folder) / "all.pot"
        extract(str(template))
        wanted, _ = entries(template)
    have, fuzzy = entries(ROOT / "po/zh_CN.po")
    faults = [f"not translated: {i}" for i in wanted if not have.get(i)]
    faults += [f"fuzzy: {i}" for i in fuzzy]
    faults += [f"left over: {i}" for i in have if i not in wanted]
    print("\n".join(faults) or f"{len(wanted)} texts, all translated")
    sys.exit(1 if faults else 0)


main()
