"""What can be found of a procedure: a `tsvector` literal of words folded like those of queries."""

from collections.abc import Iterable, Mapping
from typing import Any

from motcua.kernel.text import words

# Lexemes of one weight; a text beyond this adds no findable meaning, and a tsvector is limited to 1 MB.
_MOST_WORDS = 4000
_TITLE = ("thu", "tuc")


def folded_name(name: str) -> str:
    """The name for comparing phrases, without the "Thủ tục" that half of the names begin with."""
    found = words(name)
    return " ".join(found[2:] if tuple(found[:2]) == _TITLE and len(found) > 2 else found)


def search_vector(content: Mapping[str, Any]) -> str:
    """Weight A: code and name; B: sector and keywords; C: papers and results; D: steps and conditions."""
    code = content["code"]
    documents = [row["name"] for group in content["document_groups"] for row in group["documents"]]
    results = [row["name"] for row in content["results"]]
    by_weight = {
        "A": [code, code.replace(".", ""), code.partition(".")[2], *words(content["name"])],
        "B": words(f"{content['sector']} {content['keywords']}"),
        "C": words(
            " ".join([*results, *documents, *(group["label"] for group in content["document_groups"])])
        ),
        "D": words(f"{content['steps']} {content['conditions']} {content['description']}"),
    }
    return " ".join(_weighted(by_weight))


def _weighted(by_weight: Mapping[str, list[str]]) -> Iterable[str]:
    seen: set[str] = set()
    for weight, found in by_weight.items():
        for word in dict.fromkeys(found[:_MOST_WORDS]):
            if word and word not in seen:
                seen.add(word)
                # Folded words are [0-9a-z.], so the quotes cannot be broken out of.
                yield f"'{word[:100]}':1{weight}"
