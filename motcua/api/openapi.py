"""The contract as OpenAPI 3.1, finished: problems, scopes, files, examples, and words in the reader's language."""

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as N_

from motcua.api import examples, problems
from motcua.api.contract import api
from motcua.api.schemas.values import Problem
from motcua.api.views.files import MULTIPART

Doc = dict[str, Any]
PUBLIC = "public, max-age=3600"
_DESCRIPTION = N_(
    "Giao diện cho hệ thống khác: đọc danh mục thủ tục, nộp hồ sơ, theo dõi và xử lý hồ sơ. "
    "Thời gian theo RFC 3339 với múi giờ +07:00. Lỗi theo RFC 9457, bằng tiếng Việt hoặc tiếng Anh theo "
    "Accept-Language. Danh sách chia trang bằng con trỏ `next`."
)
_TAGS = {
    "procedures": N_("Thủ tục hành chính"),
    "dossiers": N_("Hồ sơ"),
    "consultations": N_("Lấy ý kiến cơ quan khác"),
    "files": N_("Tệp"),
    "agencies": N_("Cơ quan"),
    "evidence": N_("Xác thực kết quả"),
}
_REFUSALS = {
    "400": N_("Không đọc được yêu cầu, hoặc thiếu Idempotency-Key."),
    "401": N_("Không có mã truy cập còn hiệu lực."),
    "403": N_("Mã truy cập thiếu phạm vi, hoặc việc thuộc về người khác."),
    "404": N_("Không có, hoặc không được xem."),
    "409": N_("Không thực hiện được ở trạng thái hiện tại."),
    "412": N_("Phiên bản trong If-Match đã cũ."),
    "413": N_("Nội dung quá lớn."),
    "415": N_("Content-Type không được hỗ trợ."),
    "422": N_("Thông tin chưa hợp lệ; `errors` chỉ rõ chỗ."),
    "429": N_("Quá nhiều yêu cầu; thử lại sau Retry-After giây."),
    "500": N_("Lỗi của hệ thống, kèm mã lỗi."),
}
_PRECISE = {
    "file_dossier": ("404", "409"),
    "act_on_dossier": ("409", "412"),
    "attach_component": ("409",),
    "give_opinion": ("409",),
    "verify_file": ("429",),
}
_HEADERS: dict[str, Doc] = {
    "file_dossier": {
        "Location": {"schema": {"type": "string"}, "description": N_("Địa chỉ của hồ sơ.")},
        "Idempotent-Replayed": {
            "schema": {"type": "string", "enum": ["true"]},
            "description": N_("Có khi câu trả lời là của lần gửi trước."),
        },
    }
}
_WORDS = ("summary", "description")


def openapi_json(request: HttpRequest) -> HttpResponse:
    """The contract as JSON."""
    content = json.dumps(document(get_language() or ""), ensure_ascii=False)
    return HttpResponse(content, content_type="application/json", headers={"Cache-Control": PUBLIC})


@lru_cache(maxsize=4)
def document(language: str) -> Doc:
    """The whole contract in the language that is active, which `language` names."""
    raw = api.get_openapi_schema(path_prefix=reverse("api:openapi").rpartition("/")[0] + "/")
    doc = json.loads(json.dumps(raw, default=str))
    doc["info"]["description"] = _DESCRIPTION
    doc["info"]["license"] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
    doc["servers"] = [{"url": "/"}]
    doc["tags"] = [{"name": name, "description": words} for name, words in _TAGS.items()]
    _add_problems(doc["components"])
    for path, method, operation in operations(doc):
        _finish(path, method, operation)
    for schema in doc["components"]["schemas"].values():
        # Docstrings are for those who read the source; the fields say what callers need.
        schema.pop("description", None)
    translated: Doc = _translated(doc)
    return translated


def operations(doc: Doc) -> Iterator[tuple[str, str, Doc]]:
    """Every (path, method, operation) of the contract."""
    for path, methods in doc["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _add_problems(components: Doc) -> None:
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    components["schemas"].update(schema.pop("$defs"))
    components["schemas"]["Problem"] = schema
    components["securitySchemes"]["Bearer"]["description"] = N_("Mã truy cập `mc_…` do quản trị viên cấp.")
    content = {
        problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": examples.PROBLEM}
    }
    components["responses"] = {
        f"Problem{status}": {"description": words, "content": content} for status, words in _REFUSALS.items()
    }


def _finish(path: str, method: str, operation: Doc) -> None:
    name = operation["operationId"]
    scope, file, body = (operation.pop(key, None) for key in ("x-scope", "x-file", "x-body"))
    operation["security"] = [{"Bearer": [scope]}] if scope else []
    if body:
        operation["requestBody"] = _file_body(body)
    if file:
        operation["responses"] = {"200": {"description": "OK", "content": {file: {}}}}
    (success,) = operation["responses"].values()
    if name in examples.ANSWERS:
        success["content"]["application/json"]["example"] = examples.ANSWERS[name]
    if name in examples.REQUESTS:
        operation["requestBody"]["content"]["application/json"]["example"] = examples.REQUESTS[name]
    success["headers"] = {**_HEADERS.get(name, {}), **(_ETAG if method == "get" else {})}
    if method == "get":
        operation["responses"]["304"] = {"description": N_("Không đổi so với If-None-Match.")}
    for status in _refusals(path, method, operation):
        operation["responses"][status] = {"$ref": f"#/components/responses/Problem{status}"}
    for parameter in operation["parameters"]:
        parameter["required"] = parameter["required"] or parameter["name"] == "Idempotency-Key"


_ETAG: Doc = {"ETag": {"schema": {"type": "string"}, "description": N_("Gửi lại trong If-None-Match.")}}


def _refusals(path: str, method: str, operation: Doc) -> list[str]:
    statuses = {"400", "422", "500", *_PRECISE.get(operation["operationId"], ())}
    if operation["security"]:
        statuses |= {"401", "403"}
    if "{" in path:
        statuses.add("404")
    if method == "post":
        statuses |= {"413", "415"}
    return sorted(statuses)


def _file_body(kind: str) -> Doc:
    upload = {
        "type": "object",
        "properties": {"file": {"type": "string", "contentMediaType": "application/octet-stream"}},
    }
    raw = "application/octet-stream" if kind == "any" else kind
    return {"required": True, "content": {raw: {}, MULTIPART: {"schema": {**upload, "required": ["file"]}}}}


def _translated(value: Any, *, is_data: bool = False) -> Any:
    if isinstance(value, list):
        return [_translated(item, is_data=is_data) for item in value]
    if not isinstance(value, dict):
        return value
    said = {}
    for key, inner in value.items():
        if key == "title" and isinstance(inner, str) and "version" not in value:
            continue  # pydantic's guess at a title only repeats the name
        is_words = key in _WORDS and isinstance(inner, str) and inner and not is_data
        said[key] = (
            gettext(inner)
            if is_words
            else _translated(inner, is_data=is_data or key in ("example", "examples"))
        )
    return said
