// Selecting all works of a page, and saving the rows of the table from the keyboard.
(() => {
  // Without a script a button selects all; with one, a checkbox does.
  const displayCheckbox = () => document.querySelectorAll("[data-tick-all][hidden]").forEach((label) => { label.hidden = false; });
  displayCheckbox();
  document.addEventListener("htmx:after:swap", displayCheckbox);
  document.addEventListener("change", (event) => {
    const all = event.target;
    if (!all.closest("[data-tick-all]")) return;
    all.form.querySelectorAll("[name=works]").forEach((checkbox) => { checkbox.checked = all.checked; });
  });

  // Removing what was chosen replaces the table, not the form above it: its fields follow.
  document.addEventListener("htmx:before:swap", (event) => {
    const link = event.detail.ctx.sourceElement?.closest?.(".chosen a");
    if (!link) return;
    const keys = new URL(link.href).searchParams;
    ["q", "state", "missing"].forEach((key) => { document.getElementById(`works-${key}`).value = keys.get(key) ?? ""; });
  });

  // Saving a row removes its Save button, which may have had the focus.
  document.addEventListener("htmx:before:swap", (event) => {
    const row = event.detail.ctx.sourceElement;
    if (!row.matches?.("tr") || !row.contains(document.activeElement)) return;
    document.addEventListener("htmx:after:swap", () => {
      if (document.activeElement !== document.body) return;
      document.getElementById(row.id)?.querySelector(".cell-year [data-cell]").focus();
    }, { once: true });
  });

  // Undo and Redo replace the table and with it their button: the page stays, and the focus is on the counterpart.
  document.addEventListener("htmx:before:swap", (event) => {
    const button = document.activeElement;
    if (event.detail.ctx.sourceElement.id !== "works-form" || !button?.closest("[data-notice]")) return;
    const top = scrollY;
    document.addEventListener("htmx:after:swap", () => {
      document.querySelector(".at-hand [data-notice] button")?.focus({ preventScroll: true });
      scrollTo({ top, behavior: "instant" });
    }, { once: true });
  });

  // Enter saves its row as leaving the cell does: the form around the table is for the selected works.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches?.("[data-cell]")) return;
    event.preventDefault();
    event.target.blur();
    event.target.focus();
  });
})();
