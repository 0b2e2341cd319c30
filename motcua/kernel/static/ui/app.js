// Small comforts. Every page works without this file.
(() => {
  "use strict";

  const shown = (scope) => {
    for (const button of scope.querySelectorAll("[data-print], [data-copy], [data-select-all]")) button.hidden = false;
  };

  // Print and copy buttons.
  document.addEventListener("click", async (event) => {
    if (event.target.closest("[data-print]")) window.print();
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      await navigator.clipboard.writeText(copy.dataset.copy);
      copy.textContent = copy.dataset.copied;
    }
  });

  // "Select all" in a table, and its own state when single rows change.
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.matches("input[type=file][data-max-bytes]")) return checkSize(box);
    const table = box.closest("table");
    const all = table && box.type === "checkbox" && table.querySelector("[data-select-all]");
    if (!all) return undefined;
    const rows = [...table.querySelectorAll("tbody input[type=checkbox]")];
    if (box === all) rows.forEach((row) => (row.checked = all.checked));
    const ticked = rows.filter((row) => row.checked).length;
    all.checked = ticked === rows.length;
    all.indeterminate = ticked > 0 && ticked < rows.length;
    return undefined;
  });

  function checkSize(input) {
    const tooLarge = [...input.files].some((file) => file.size > Number(input.dataset.maxBytes));
    input.setCustomValidity(tooLarge ? input.dataset.tooLarge : "");
    if (tooLarge) {
      input.reportValidity();
      input.value = "";
      input.setCustomValidity("");
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  // Lists by keyboard. The keys act only while the focus is in the list (WCAG 2.2, 2.1.4), so they never get in the
  // way of typing: j next, k previous, Enter open, a tick (or press the row's button marked data-key-a).
  document.addEventListener("keydown", (event) => {
    const list = event.target.closest("[data-keys]");
    if (!list || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input:not([type=checkbox]), select, textarea")) return;
    const rows = [...list.querySelectorAll("tbody tr")];
    const current = rows.findIndex((row) => row.contains(document.activeElement));
    const act = keys[event.key];
    if (act && act(rows, current, event)) event.preventDefault();
  });

  const keys = {
    j: (rows, at) => go(rows[Math.min(at + 1, rows.length - 1)]),
    k: (rows, at) => go(rows[Math.max(at - 1, 0)]),
    // On a link, a button or a tick box Enter keeps its own meaning.
    Enter: (rows, at, event) => event.target === rows[at] && press(rows[at].querySelector("a[href]")),
    a: (rows, at) => at >= 0 && press(rows[at].querySelector("[data-key-a], input[type=checkbox]")),
  };

  function go(row) {
    if (!row) return false;
    row.tabIndex = -1;
    row.focus();
    return true;
  }

  function press(element) {
    if (element) element.click();
    return Boolean(element);
  }

  // How much of an upload was sent: htmx posts forms marked data-upload and reports the progress of its request.
  document.addEventListener("htmx:xhr:progress", (event) => {
    const form = event.target.closest("form[data-upload]");
    if (!form || !event.detail.lengthComputable || !form.querySelector("input[type=file]").files.length) return;
    const share = Math.round((100 * event.detail.loaded) / event.detail.total);
    const note = form.querySelector(".mc-upload");
    note.hidden = false;
    note.querySelector("progress").value = share;
    // Spoken in tenths only: a screen reader must not count along.
    if (share % 10 === 0) note.querySelector("[data-upload-share]").textContent = `${share} %`;
  });

  // A request that failed on the way (no connection, server away) falls back to the browser's own submit.
  document.addEventListener("htmx:sendError", (event) => {
    const form = event.target.closest("form[data-upload]");
    if (form) form.submit();
  });

  document.addEventListener("htmx:load", (event) => shown(event.detail.elt));
  shown(document);
})();
