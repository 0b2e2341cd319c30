// Small comforts of the portal. Every page works without this file.
(() => {
  "use strict";

  // A chosen file is sent at once, so that nobody goes on without it; without scripts there is a button.
  const send = (box) => box.files.length && box.form.requestSubmit();
  document.addEventListener("change", (event) => {
    if (event.target.matches(".pt-uploads input[type=file]")) send(event.target);
  });
  document.documentElement.classList.add("pt-sends");
  // On a slow line a file may be chosen before this script has come; the first one goes, the page comes again.
  [...document.querySelectorAll(".pt-uploads input[type=file]")].some(send);

  // Questions that follow from more than one choice of one question (those the style sheet shows). Unseen answers are
  // not looked at by the server.
  const chosen = (form, name) => new FormData(form).getAll(name).map(String);

  function update(form) {
    for (const block of form.querySelectorAll("[data-show-if]")) {
      const conditions = Object.entries(JSON.parse(block.dataset.showIf));
      block.hidden = !conditions.every(([name, values]) => chosen(form, name).some((value) => values.includes(value)));
    }
  }

  document.addEventListener("change", (event) => event.target.form && update(event.target.form));
  for (const form of document.querySelectorAll("form:has([data-show-if])")) update(form);
})();
