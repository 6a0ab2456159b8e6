"use strict";
// An addition: without it all statements are shown, and each text is scrolled by its own links.
(() => {
  const form = document.getElementById("filters");
  const said = document.getElementById("found");
  const lines = [...document.querySelectorAll("[data-has]")].map((line) => [
    line, new Set(line.dataset.has.split(" ")),
  ]);
  const cards = [...document.querySelectorAll(".card")];
  const filter = () => {
    const wanted = [...form.querySelectorAll("select")].map((s) => s.value).filter(Boolean);
    let shown = 0;
    for (const [line, has] of lines) {
      line.hidden = !wanted.every((token) => has.has(token));
      shown += !line.hidden;
    }
    for (const card of cards) card.hidden = !card.querySelector("[data-has]:not([hidden])");
    said.textContent = `${shown} of ${lines.length} statements`;
  };
  if (form) {
    form.hidden = false;
    form.addEventListener("change", filter);
    form.addEventListener("reset", () => setTimeout(filter));
    filter();
  }
  // What is chosen in one place is brought into view in the other texts.
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    const card = target.closest(".card");
    if (card && card.hidden) { form.reset(); setTimeout(() => target.scrollIntoView()); }
    const record = [...target.classList].find((name) => /^x\d+$/.test(name));
    if (!record) return;
    for (const pane of document.querySelectorAll(".pane")) {
      const mark = pane.querySelector(`.chip.${record}`);
      if (mark && !pane.contains(target)) {
        pane.scrollTop += mark.getBoundingClientRect().top - pane.getBoundingClientRect().top - 60;
      }
    }
  };
  addEventListener("hashchange", follow);
  follow();
})();
