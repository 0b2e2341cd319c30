"""The contract as a page for people who write clients; no script, nothing from elsewhere."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from motcua.api.openapi import document, operations
from motcua.kernel.access import anyone


@require_GET
@anyone
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation: what it does, what it takes, what it answers."""
    doc = document(get_language() or "")
    calls = [_call(path, method, operation) for path, method, operation in operations(doc)]
    groups = [(tag, [call for call in calls if call["tag"] == tag["name"]]) for tag in doc["tags"]]
    return render(request, "api/docs.html", {"info": doc["info"], "groups": groups})


def _call(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    (success, *_) = operation["responses"].items()
    security = operation["security"]
    return {
        "id": operation["operationId"],
        "tag": operation["tags"][0],
        "method": method.upper(),
        "path": path,
        "summary": operation["summary"],
        "description": operation["description"],
        "scope": security[0]["Bearer"][0] if security else "",
        "parameters": operation["parameters"],
        "request": _example(operation.get("requestBody", {})),
        "status": success[0],
        "answer": _example(success[1]),
        "refusals": [status for status in operation["responses"] if status >= "400"],
    }


def _example(part: dict[str, Any]) -> str:
    example = part.get("content", {}).get("application/json", {}).get("example")
    return json.dumps(example, ensure_ascii=False, indent=2) if example is not None else ""
