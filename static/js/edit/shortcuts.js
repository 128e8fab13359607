// Escape cancels a form; Ctrl+Enter saves it.
(() => {
  const onlyOpenForm = () => {
    const open = document.querySelectorAll("form[data-guard]:has([data-cancel])");
    return open.length === 1 ? open[0] : null;
  };
  document.addEventListener("keydown", (event) => {
    // An input method uses Escape too, and so may a field outside any form.
    if (event.isComposing || event.defaultPrevented) return;
    const isOutsideFields = event.key === "Escape" && !event.target.matches?.("input, select, textarea");
    const form = event.target.closest?.("form[data-guard]") ?? (isOutsideFields ? onlyOpenForm() : null);
    if (!form) return;
    if (event.key === "Escape") form.querySelector("[data-cancel]")?.click();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[value=save]"));
    }
  });
})();
