"""Citizens and officials at work through the API, who send again what was not answered, and note what was."""

import hashlib
import http.client
import json
import queue
import random
import struct
import threading
import time
import uuid
import zlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

# Acts in their order, each by the role whose turn it is.
LIFE = (
    ("accept", "counter_clerk"),
    ("hand_over", "counter_clerk"),
    ("assign", "unit_head"),
    ("propose", "case_officer"),
    ("endorse", "unit_head"),
)


def picture(dice: random.Random) -> bytes:
    """A PNG of noise: small or large, and never the same twice."""
    side = dice.choice((8, 60, 400))
    rows = b"".join(b"\0" + dice.randbytes(side) for _ in range(side))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 1)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@dataclass
class Ledger:
    """What the clients were promised (2xx), and what they only asked for."""

    files: dict[str, int] = field(default_factory=dict)  # sha256 → size
    asked: dict[str, tuple[dict[str, Any], str]] = field(default_factory=dict)  # key → body, who sent it
    filed: dict[str, str] = field(default_factory=dict)  # key → code
    acts: list[tuple[str, str, int]] = field(default_factory=list)  # code, action, version
    given_up: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    surprises: list[str] = field(default_factory=list)

    @property
    def acknowledged(self) -> int:
        return len(self.files) + len(self.filed) + len(self.acts)


class Crowd:
    """Threads that file and act until told to stop."""

    def __init__(self, *, port: int, people: dict[str, Any], seed: int) -> None:
        self.port, self.people, self.seed = port, people, seed
        self.ledger = Ledger()
        self._stopping = threading.Event()
        self._work: queue.SimpleQueue[tuple[str, int, int]] = (
            queue.SimpleQueue()
        )  # code, place in LIFE, version
        tasks = [*(self._file_on for _ in people["citizens"]), self._act_on, self._act_on]
        self._threads = [
            threading.Thread(target=task, args=(random.Random(f"{seed}-{n}"), n), daemon=True)
            for n, task in enumerate(tasks)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let everyone finish what is at hand, and wait for it."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(timeout=120)
            if thread.is_alive():
                self.ledger.surprises.append(f"{thread.name} does not end")

    def send(
        self, method: str, path: str, token: str, body: bytes = b"", **headers: str
    ) -> tuple[int, dict[str, Any]]:
        """One request; status 0 when no answer came."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        given = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, f"/api/v1/{path}", body, given)
            answer = connection.getresponse()
            content = answer.read()
            status = answer.status
        except (OSError, http.client.HTTPException):
            status, content = 0, b""
        finally:
            connection.close()
        self.ledger.answers[str(status) if status else "none"] += 1
        try:
            return status, json.loads(content or b"{}")
        except json.JSONDecodeError:
            return 0, {}  # cut off in the middle

    def _file_on(self, dice: random.Random, number: int) -> None:
        while not self._stopping.is_set():
            self._file_one(dice, self.people["citizens"][number])

    def _file_one(self, dice: random.Random, token: str) -> None:
        components = []
        for document in self.people["documents"] or [None]:
            sha256 = self._upload(dice, token)
            if sha256 is None:
                return
            if document:
                components.append({"document": document, "sha256": sha256, "file_name": "to-khai.png"})
        key = str(uuid.UUID(int=dice.getrandbits(128)))
        intake = self.people["intake"]
        answers = intake["answers"] | {"request_summary": f"Đề nghị {key}"}
        body = {**intake, "answers": answers, "components": components}
        self.ledger.asked[key] = body, token
        for attempt in range(200):
            status, answer = self.send(
                "POST", "dossiers", token, json.dumps(body).encode(), Idempotency_Key=key
            )
            if status == 201:
                self.ledger.filed[key] = answer["code"]
                self._work.put((answer["code"], 0, 1))
                return
            if status not in (0, 500, 502, 503):
                self.ledger.surprises.append(f"filing: {status} {answer}")
                return
            if attempt == 0 and dice.random() < 0.2:
                self.ledger.given_up += 1  # a client that never hears whether it was taken
                return
            time.sleep(0.05 + dice.random() / 4)
        self.ledger.surprises.append(f"filing {key} was never answered")

    def _upload(self, dice: random.Random, token: str) -> str | None:
        content = picture(dice)
        sha256 = hashlib.sha256(content).hexdigest()
        for _ in range(200):
            status, answer = self.send(
                "POST", "files", token, content, Content_Type="image/png", X_File_Name="to-khai.png"
            )
            if status == 201:
                if answer["sha256"] != sha256:
                    self.ledger.surprises.append(f"file {sha256} was kept as {answer['sha256']}")
                self.ledger.files[sha256] = len(content)
                return sha256
            if status not in (0, 500, 502, 503):
                self.ledger.surprises.append(f"upload: {status} {answer}")
                return None
            time.sleep(0.05 + dice.random() / 4)
        self.ledger.surprises.append(f"upload {sha256} was never answered")
        return None

    def _act_on(self, dice: random.Random, _number: int) -> None:
        while not self._stopping.is_set():
            try:
                code, place, version = self._work.get(timeout=0.2)
            except queue.Empty:
                continue
            if self._act(dice, code, place, version) and place + 1 < len(LIFE):
                self._work.put((code, place + 1, version + 1))

    def _act(self, dice: random.Random, code: str, place: int, version: int) -> bool:
        action, role = LIFE[place]
        token = self.people["officials"][role]
        for attempt in range(200):
            body = json.dumps(self._inputs(action, code, token)).encode()
            status, answer = self.send(
                "POST", f"dossiers/{code}/actions/{action}", token, body, If_Match=f'"{version}"'
            )
            if status == 200:
                self.ledger.acts.append((code, action, answer["version"]))
                return True
            if status == 412 and attempt:
                return True  # an earlier try was done, its answer was lost
            if status not in (0, 422, 500, 502, 503) or (status == 422 and action != "assign"):
                self.ledger.surprises.append(f"{action} {code}: {status} {answer}")
                return False
            time.sleep(0.05 + dice.random() / 4)
        self.ledger.surprises.append(f"{action} {code} was never answered")
        return False

    def _inputs(self, action: str, code: str, token: str) -> dict[str, Any]:
        if action == "propose":
            return {"result": {"outcome": "granted", "name": "Kết quả", "body": "Đồng ý."}}
        if action != "assign":
            return {}
        _status, answer = self.send("GET", f"dossiers/{code}/assignees", token)
        return {"assignee": found[0]["assignee"]} if (found := answer.get("items")) else {}
