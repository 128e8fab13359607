// In an edit conflict, typing in a field selects one's own value instead of the newer one.
(() => {
  document.addEventListener("input", (event) => {
    const typed = event.target.name;
    event.target.closest?.("form[data-guard]")?.querySelectorAll("[name^='choice-'][value=mine]").forEach((mine) => {
      const field = mine.name.slice("choice-".length);
      if (typed === field || typed.startsWith(`${field}-`)) mine.checked = true;
    });
  });
})();
