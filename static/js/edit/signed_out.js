// A table row or an import entry has no room for signing in: send the surrounding form, which asks for it.
(() => {
  document.addEventListener("htmx:response:error", (event) => {
    const { sourceElement, response } = event.detail.ctx;
    const form = response?.status === 401 && sourceElement?.matches?.("tr, .entry") && sourceElement.closest("form");
    if (form) form.requestSubmit(form.querySelector("button[value=rows]") ?? form.querySelector("button[value=save]"));
  });
})();
