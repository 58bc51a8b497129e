#!/usr/bin/env python3
"""Ends the test run with one line: how many test cases passed, how many failed."""
import sys
import xml.etree.ElementTree as tree


def main():
    passed = failed = skipped = 0
    for case in tree.parse(sys.argv[1]).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))


main()
