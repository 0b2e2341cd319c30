"""The whole run: `python -m tools.bench`, from `make bench`."""

import argparse
import time
from pathlib import Path

from tools.bench import ground

DOCS = Path(__file__).parents[2] / "docs"


def main() -> None:
    """Measure everything, then write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,100000,1000000", help="numbers of dossiers, growing")
    parser.add_argument("--seconds", type=int, default=8, help="how long each page is asked for")
    parser.add_argument("--open", type=int, default=200_000, help="open dossiers to count again")
    parser.add_argument("--catalogue", type=Path, help="published procedures; without, a small sample")
    parser.add_argument("--report", type=Path, default=DOCS, help="folder for the page and its picture")
    options = parser.parse_args()
    with ground.prepared():
        _run(options)


def _run(options: argparse.Namespace) -> None:
    # Only now: models can be imported once Django stands on the ground.
    from tools.bench import clocks, filling, others, posting, province, reading, report, serving, writing

    found = report.Found(server=ground.server_version())
    bench = province.build()
    _say("writing")
    found.writings = writing.measure(bench)
    with serving.served() as site:
        found.posted = posting.measure(site, bench, seconds=options.seconds)
        for size in (int(text) for text in options.sizes.split(",")):
            _say(f"filling up to {size:,}")
            began = time.monotonic()
            filling.fill(bench, upto=size)
            found.filled[size] = time.monotonic() - began
            for opened in reading.measure(site, bench, size=size, seconds=options.seconds):
                found.opened.append(opened)
                _say(f"  {opened.page}: {opened.statements} statements, {opened.answered}")
    _say("signatures, catalogue, room")
    found.signatures = others.signatures()
    found.imports = others.catalogue(options.catalogue or ground.sample_catalogue())
    found.room = others.room()
    _say("the clock")
    found.deadlines = clocks.deadlines()
    found.recounted = clocks.recounted(bench, count=options.open)
    page = report.write(found, options.report)
    print(page.read_text("utf-8"))


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
