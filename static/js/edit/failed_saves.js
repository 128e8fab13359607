// If a form can't be saved, say what the server says beside its button: the form stays, with all that was typed.
(() => {
  const REFUSED = [413, 503, 507];
  document.addEventListener("htmx:response:error", (event) => {
    const { sourceElement, response, text } = event.detail.ctx;
    const message = document.querySelector("main .failed");
    if (!REFUSED.includes(response?.status) || !message || !sourceElement?.parentElement.contains(message)) return;
    const said = new DOMParser().parseFromString(text ?? "", "text/html").querySelector("[role=alert] p");
    message.textContent = said?.textContent ?? pageText("notSaved");
    sourceElement.querySelector(".actions")?.prepend(message);
  });
  document.addEventListener("htmx:before:request", (event) => {
    event.detail.ctx.sourceElement.querySelector?.(".actions .failed")?.remove();
  });
})();
