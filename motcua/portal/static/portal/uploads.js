// Uploads that go on by themselves after the network was cut, the server restarted or the page was loaded again and the
// same file chosen (tus 1.0.0). Without this file the form sends its files in one go.
(() => {
  "use strict";

  const PIECE = 1024 * 1024;
  const REFUSED = "upload.refused";
  const PAUSES = [1000, 2000, 4000, 8000, 15000];
  const OVER = new Set([400, 403, 404, 409, 410, 412, 413, 422]); // trying again would not help

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const box = form.matches("form[data-resumable]") && form.querySelector("input[type=file]");
    if (!box || !box.files.length) return;
    // Before htmx hears of it.
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!form.hasAttribute("aria-busy")) sendAll(form, [...box.files]);
  }, true);

  async function sendAll(form, files) {
    const note = noteOf(form);
    form.setAttribute("aria-busy", "true");
    const refused = [];
    for (const file of files) {
      try {
        await send(form, file, note);
      } catch (error) {
        refused.push(`${file.name}: ${error.message || form.dataset.failed}`);
      }
    }
    form.removeAttribute("aria-busy");
    const box = form.querySelector("input[type=file]");
    if (refused.length === files.length) return fail(box, refused.join(" "));
    // The page again, brought to the document that changed, with what was refused of the rest.
    if (refused.length) sessionStorage.setItem(REFUSED, JSON.stringify([box.id, refused.join(" ")]));
    const part = form.closest("li[id]");
    if (part) location.hash = part.id;
    return location.reload();
  }

  const left = JSON.parse(sessionStorage.getItem(REFUSED) || "null");
  sessionStorage.removeItem(REFUSED);
  if (left && document.getElementById(left[0])) fail(document.getElementById(left[0]), left[1]);

  function fail(box, text) {
    const group = box.closest(".govuk-form-group");
    const note = box.form.querySelector(".mc-upload");
    note.hidden = true;
    group.classList.add("govuk-form-group--error");
    const error = group.querySelector(".govuk-error-message") || document.createElement("p");
    error.className = "govuk-error-message";
    error.setAttribute("role", "alert");
    error.textContent = text;
    box.before(error);
    box.value = "";
    box.focus();
  }

  async function send(form, file, note) {
    let upload = await known(form, file) || await create(form, file);
    for (let fault = 0; ; ) {
      try {
        const isLast = upload.offset + PIECE >= file.size;
        note.say(isLast ? form.dataset.checking : form.dataset.sending, file.name, upload.offset / file.size);
        upload.offset = await piece(form, file, upload);
        fault = 0;
        if (upload.offset >= file.size) return forget(upload);
      } catch (error) {
        if (error.final) {
          forget(upload);
          throw error;
        }
        note.say(form.dataset.waiting, file.name, upload.offset / file.size);
        await pause(PAUSES[Math.min(fault++, PAUSES.length - 1)]);
        upload = await where(form, upload).catch((lost) => lost.final ? create(form, file) : upload);
      }
    }
  }

  async function create(form, file) {
    const name = { filename: file.name, dossier: form.dataset.dossier, document: form.elements.document.value };
    const metadata = Object.entries(name).map(([key, value]) => `${key} ${base64(new TextEncoder().encode(value))}`);
    const answer = await ask(form, form.dataset.resumable, "POST", {
      "Upload-Length": file.size, "Upload-Metadata": metadata.join(","),
    });
    const upload = { address: answer.headers.get("Location"), offset: 0, key: keyOf(form, file) };
    localStorage.setItem(upload.key, upload.address);
    return upload;
  }

  // An upload of this file that was left half done, perhaps on an earlier visit.
  async function known(form, file) {
    const key = keyOf(form, file);
    const address = localStorage.getItem(key);
    return address ? where(form, { address, key, offset: 0 }).catch(() => null) : null;
  }

  async function where(form, upload) {
    const answer = await ask(form, upload.address, "HEAD", {});
    return { ...upload, offset: Number(answer.headers.get("Upload-Offset")) };
  }

  async function piece(form, file, upload) {
    const bytes = await file.slice(upload.offset, upload.offset + PIECE).arrayBuffer();
    const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": upload.offset };
    // Only over a secure connection does the browser compute one.
    if (window.crypto?.subtle) headers["Upload-Checksum"] = `sha256 ${base64(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)))}`;
    const answer = await ask(form, upload.address, "PATCH", headers, bytes);
    return Number(answer.headers.get("Upload-Offset"));
  }

  async function ask(form, address, method, headers, body) {
    const token = form.elements.csrfmiddlewaretoken.value;
    const answer = await fetch(address, {
      method, body, redirect: "manual", headers: { ...headers, "Tus-Resumable": "1.0.0", "X-CSRFToken": token },
    });
    if (answer.ok) return answer;
    const plain = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
    const error = new Error(plain ? await answer.text() : "");
    // Signed out meanwhile: the answer is a redirect that a script cannot read.
    error.final = answer.type === "opaqueredirect" || (OVER.has(answer.status) && !(answer.status === 409 && method === "PATCH"));
    throw error;
  }

  function noteOf(form) {
    const note = form.querySelector(".mc-upload");
    const [bar, words] = ["progress", "[data-upload-share]"].map((one) => note.querySelector(one));
    let spoken = "";
    return {
      // `share` from 0 to 1. Words change in tenths only: a screen reader must not count along.
      say(text, name, share) {
        note.hidden = false;
        bar.value = 100 * share;
        const said = text.replace("{name}", () => name).replace("{share}", 10 * Math.floor(10 * share));
        if (said !== spoken) words.textContent = said;
        spoken = said;
      },
    };
  }

  const forget = (upload) => localStorage.removeItem(upload.key);
  const pause = (time) => new Promise((go) => {
    const timer = setTimeout(go, time);
    window.addEventListener("online", () => { clearTimeout(timer); go(); }, { once: true });
  });
  const keyOf = (form, file) =>
    ["upload", form.dataset.dossier, form.elements.document.value, file.name, file.size, file.lastModified].join(":");
  const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
})();
