// Comforts of the desk. Every page works without this file.
(() => {
  "use strict";

  // Questions of the counter's page that depend on others (data-show-if: {key: [values]}). A condition on a question
  // that is not asked itself holds, as it does on the server.
  const conditional = [...document.querySelectorAll("[data-show-if]")].map((place) => ({
    place,
    conditions: Object.entries(JSON.parse(place.dataset.showIf)),
  }));

  function answersOf(key) {
    return [...document.querySelectorAll(`[name="${CSS.escape(key)}"]`)]
      .filter((input) => !["radio", "checkbox"].includes(input.type) || input.checked)
      .map((input) => input.value);
  }

  function isHidden(key) {
    const place = document.querySelector(`[data-field="${CSS.escape(key)}"]`);
    return !place || place.hidden;
  }

  function ask() {
    for (const { place, conditions } of conditional) {
      place.hidden = !conditions.every(
        ([key, values]) => isHidden(key) || answersOf(key).some((answer) => values.includes(answer)),
      );
      for (const input of place.querySelectorAll("input, select, textarea")) input.disabled = place.hidden;
    }
  }

  if (conditional.length) {
    ask();
    document.addEventListener("change", ask);
  }

  // A count or a scan given for a document is a tick.
  document.addEventListener("change", (event) => {
    const row = event.target.closest(".desk-sheets tbody tr");
    const tick = row && row.querySelector(".mc-tick input");
    if (tick && event.target !== tick && event.target.value) {
      tick.checked = true;
      tick.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });

  // In the queue, the link that lies open beside the list is marked.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-one-of]");
    if (!link) return;
    for (const other of document.querySelectorAll("[data-one-of]")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
  });
})();
