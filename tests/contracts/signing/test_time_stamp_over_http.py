"""A time-stamp authority behind HTTP (RFC 3161, 3.4), played by a server on this machine."""

import asyncio
import threading
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from asn1crypto import tsp

from motcua.signing import timestamps
from motcua.signing.door import TimestampUnavailable, sign_pdf, verify_pdf
from tests.unit.signing.made import new_authority


@pytest.fixture
def config(tmp_path):
    """Valid today: the server stamps with the clock."""
    return new_authority(tmp_path / "keys", now=datetime.now(UTC))


@pytest.fixture
def authority(config):
    answers: dict[str, int] = {"status": 200, "asked": 0}

    class Authority(BaseHTTPRequestHandler):
        def do_POST(self):
            answers["asked"] += 1
            request = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            stamper = timestamps.timestamper(config, now=datetime.now(UTC))
            response = asyncio.run(stamper.async_request_tsa_response(request)).dump()
            self.send_response(answers["status"])
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(response)))
            self.end_headers()
            self.wfile.write(response)

        def log_message(self, *_args):
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Authority)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    answers["port"] = server.server_port
    yield answers
    server.shutdown()
    server.server_close()


def _sign(paper, config, level):
    return sign_pdf(
        pdf=paper,
        key="file:leader",
        reason="Ký",
        location="",
        signer_name="Hoàng Minh Tuấn",
        field="leader",
        visible=False,
        now=datetime.now(UTC),
        level=level,
        config=config,
    )


@pytest.mark.parametrize("level", ["B-T", "B-LTA"])
def test_configured_authority_stamps(level, paper, config, authority):
    outside = replace(config, tsa_url=f"http://127.0.0.1:{authority['port']}/")
    found = verify_pdf(_sign(paper, outside, level), config=config)
    assert found.verdict == "valid" and found.signatures[0].signed_at
    assert authority["asked"] >= 1


def test_silent_authority_stops_the_signature(paper, config, authority):
    authority["status"] = 503
    outside = replace(config, tsa_url=f"http://127.0.0.1:{authority['port']}/")
    with pytest.raises(TimestampUnavailable):
        _sign(paper, outside, "B-T")
    with pytest.raises(TimestampUnavailable):
        _sign(paper, replace(config, tsa_url="http://127.0.0.1:9/"), "B-T")
