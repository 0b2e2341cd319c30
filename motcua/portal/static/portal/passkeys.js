// Passkeys: forms marked data-passkey ask the device and are then sent with its answer.
(() => {
  "use strict";
  if (!window.PublicKeyCredential) return;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const keys = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  async function create(options) {
    const user = { ...options.user, id: bytes(options.user.id) };
    const made = await navigator.credentials.create({
      publicKey: { ...options, challenge: bytes(options.challenge), user, excludeCredentials: keys(options.excludeCredentials) },
    });
    return { made, fields: ["clientDataJSON", "attestationObject"] };
  }

  async function get(options) {
    const made = await navigator.credentials.get({
      publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: keys(options.allowCredentials) },
    });
    return { made, fields: ["clientDataJSON", "authenticatorData", "signature", "userHandle"] };
  }

  async function optionsOf(form) {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.dataset.optionsFrom, { method: "POST", body: new FormData(form) });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  }

  async function ask(form) {
    const options = await optionsOf(form);
    const { made, fields } = await (form.dataset.passkey === "create" ? create(options) : get(options));
    const response = {};
    for (const field of fields) if (made.response[field]) response[field] = text(made.response[field]);
    form.elements.answer.value = JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response });
    form.submit();
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const failed = form.querySelector("[data-passkey-failed]");
      failed.hidden = true;
      ask(form).catch(() => (failed.hidden = false));
    });
  }
})();
