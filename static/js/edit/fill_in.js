// Enter fills in the form from an identifier; in a pasted entry it begins a new line, as usual.
(() => {
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.matches?.("[data-fill]") || event.key !== "Enter" || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || /[\n@{]/.test(field.value)) return;
    event.preventDefault();
    field.form.requestSubmit(field.form.querySelector("button[value=fill]"));
  });
})();
