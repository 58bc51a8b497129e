#!/usr/bin/env python3
"""Writes files as C arrays.  usage: embed.py OUTPUT NAME=FILE...

Each NAME becomes `const char NAME[]`, closed by a NUL that NAME_size does not count.
"""
import sys


def main():
    output, pairs = sys.argv[1], [argument.split("=", 1) for argument in sys.argv[2:]]
    with open(output, "w", encoding="ascii") as out:
        out.write("#include <stddef.h>\n")
        for name, path in pairs:
            with open(path, "rb") as file:
                data = file.read()
            out.write(f"extern const char {name}[];\nextern const size_t {name}_size;\n")
            out.write(f"const size_t {name}_size = {len(data)};\nconst char {name}[] = {{\n")
            for at in range(0, len(data), 20):
                out.write(",".join(str(b if b < 128 else b - 256) for b in data[at : at + 20]) + ",\n")
            out.write("0};\n")


main()
