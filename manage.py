#!/usr/bin/env python3
"""`./manage.py migrate` is `motcua manage migrate`: Django's commands, with the private database if none is named."""

import sys

from motcua.site.cli import main

if __name__ == "__main__":
    sys.exit(main(["manage", *sys.argv[1:]]))
