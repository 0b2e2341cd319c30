// Slow and broken lines, for forms marked data-kept: says that something is being sent, holds a second press back, and
// fills in again what was sent and did not arrive. Every form works without this file.
(() => {
  "use strict";

  const KEPT = "sending";
  const SILENCE = 1000; // on a good line the next page is there by then
  const LIFE = 30 * 60 * 1000; // in a tab that somebody signed in leaves open
  const PATIENCE = 12000; // then a second press is let through: nothing is taken twice

  function navigationType() {
    return performance.getEntriesByType("navigation")[0]?.type;
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("form[data-kept]") || event.submitter?.formTarget) return;
    if (!navigator.onLine) {
      event.preventDefault();
      say(form, form.dataset.offline, "alert");
    } else if (form.hasAttribute("aria-busy")) {
      event.preventDefault();
    } else {
      keep(form);
      form.setAttribute("aria-busy", "true");
      setTimeout(() => form.hasAttribute("aria-busy") && say(form, form.dataset.sending, "status"), SILENCE);
      setTimeout(() => rest(form, form.dataset.slow), PATIENCE);
    }
  });

  // The browser kept the page and shows it again: nothing is under way any more.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.querySelectorAll("form[data-kept][aria-busy]")) rest(form, "");
  });

  function rest(form, words) {
    if (!form.hasAttribute("aria-busy")) return;
    form.removeAttribute("aria-busy");
    say(form, words, "status");
  }

  function say(form, words, role) {
    form.querySelector(".mc-sending")?.remove();
    if (!words) return;
    const note = document.createElement("p");
    note.className = "mc-sending";
    note.setAttribute("role", role);
    form.append(note);
    note.textContent = words;
    if (role === "alert") note.scrollIntoView({ block: "nearest" });
  }

  // What a person typed or chose, and the keys by which the server knows a form that comes twice (data-once).
  const isTyped = (box) => box.name && !["hidden", "password", "file", "submit"].includes(box.type);
  const boxes = (form) => [...form.elements].filter((box) => isTyped(box) || "once" in box.dataset);
  const isTick = (box) => box.type === "radio" || box.type === "checkbox";

  function keep(form) {
    const values = boxes(form).map((box) => [box.name, box.value, isTick(box) && box.checked]);
    const number = [...document.querySelectorAll("form[data-kept]")].indexOf(form);
    sessionStorage.setItem(KEPT, JSON.stringify({ address: plain(location.href), at: Date.now(), number, values }));
  }

  function fillIn(form, values) {
    let differs = false;
    const left = [...values];
    for (const box of boxes(form)) {
      const at = left.findIndex(([name, value]) => name === box.name && (!isTick(box) || value === box.value));
      if (at < 0) continue;
      const [[, value, checked]] = left.splice(at, 1);
      if (isTick(box) ? box.checked === checked : box.value === value) continue;
      if (isTick(box)) box.checked = checked;
      else box.value = value;
      differs = true;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
    return differs;
  }

  // What was sent from this tab, until it is known to have arrived: a page that came from the form says so. The browser's
  // own error page says nothing; whoever comes back to the form from there finds it filled in.
  const plain = (address) => address.split("#")[0];
  const sent = JSON.parse(sessionStorage.getItem(KEPT) || "null");
  if (sent) {
    const cameFromForm = plain(document.referrer) === sent.address && navigationType() !== "back_forward";
    const isForm = plain(location.href) === sent.address && !cameFromForm;
    const isStrangers = !document.querySelector("form[action='/sign-out']") || Date.now() - sent.at > LIFE;
    if (cameFromForm || isForm || isStrangers) sessionStorage.removeItem(KEPT);
    const form = isForm && !isStrangers && document.querySelectorAll("form[data-kept]")[sent.number];
    if (form && fillIn(form, sent.values)) say(form, form.dataset.lost, "alert");
  }
})();
