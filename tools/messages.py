#!/usr/bin/env python
"""The English of each room.

python tools/messages.py extract [room …]   bring motcua/<room>/locale/en up to date, keeping translations
python tools/messages.py check              list what has no English yet; exit status 1 when there is any
python tools/messages.py compile            make the files Django reads (the command line does it at start)
"""

import argparse
import sys

from motcua.kernel import messages


def main() -> int:
    parser = argparse.ArgumentParser(description="The English of each room.")
    parser.add_argument("command", choices=["extract", "check", "compile"])
    parser.add_argument("rooms", nargs="*", help="rooms; all when none is named")
    arguments = parser.parse_args()
    rooms = arguments.rooms or messages.rooms()
    if arguments.command == "compile":
        print(f"{messages.compile_catalogues()} catalogues compiled")
        return 0
    if arguments.command == "extract":
        for room in rooms:
            catalogue = messages.extract(room)
            if len(catalogue):
                messages.save(room, catalogue)
    open_messages = [(room, text) for room in rooms for text in messages.untranslated(room)]
    for room, text in open_messages:
        print(f"{room}: {text}")
    print(f"{len(open_messages)} without English")
    return int(bool(open_messages) and arguments.command == "check")


if __name__ == "__main__":
    sys.exit(main())
