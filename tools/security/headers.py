"""Headers and cookies as a browser gets them from the running server, on pages of every face, files and errors."""

from collections.abc import Iterator

from tools.security.finding import Finding, Report
from tools.security.installation import Answer, Installation, get

PAGES = {
    "": ("/", "/procedures", "/track", "/verify", "/sign-in", "/api/v1/docs", "/api/v1/procedures", "/healthz",
         "/no-such-page", "/api/v1/nothing", "/my", "/static/ui/nothing.js"),
    "congdan1": ("/my", "/devices"),
    "motcua.y99.10": ("/desk/", "/desk/search?q=a"),
    "quantri.y99": ("/console/", "/console/audit"),
}  # fmt: skip
EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# What tells an attacker which version of what runs here.
TALKATIVE = ("Server", "X-Powered-By", "X-AspNet-Version")


def headers(place: Installation) -> Report:
    """One request for each page."""
    findings = []
    for account, paths in PAGES.items():
        cookie = place.sign_in(account) if account else ""
        for path in paths:
            answer = get(place.url, path, {"Cookie": cookie} if cookie else {})
            findings += [
                Finding("headers", rule, path, words)
                for rule, words in _lacking(answer, private=bool(account))
            ]
    return Report("headers", f"{sum(map(len, PAGES.values()))} answers", findings)


def _lacking(answer: Answer, *, private: bool) -> Iterator[tuple[str, str]]:
    for name, value in EXPECTED.items():
        if answer.headers.get(name) != value:
            yield name, f"{answer.headers.get(name)!r} instead of {value!r}"
    policy = answer.headers.get("Content-Security-Policy", "")
    if "default-src" not in policy or "unsafe" in policy or "*" in policy:
        yield "Content-Security-Policy", policy or "missing"
    if "Permissions-Policy" not in answer.headers:
        yield "Permissions-Policy", "missing"
    if private and "no-store" not in answer.headers.get("Cache-Control", ""):
        yield "Cache-Control", f"{answer.headers.get('Cache-Control')!r} on a private page"
    if "Access-Control-Allow-Origin" in answer.headers:
        yield "CORS", "open to other sites"
    for name in TALKATIVE:
        if any(character.isdigit() for character in answer.headers.get(name, "")):
            yield name, answer.headers[name]


def _loose_cookies(answer: Answer) -> Iterator[tuple[str, str]]:
    for cookie in answer.headers.get_all("Set-Cookie") or ():
        if "httponly" not in cookie.lower() or "samesite" not in cookie.lower():
            yield "Set-Cookie", cookie.partition("=")[0]
