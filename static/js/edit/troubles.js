// If a form can't be saved, say what the server says: the form stays, with all that was typed.
(() => {
  document.addEventListener("htmx:response:error", (event) => {
    const { sourceElement, response, text } = event.detail.ctx;
    const message = document.querySelector("main .failed");
    if (![413, 503, 507].includes(response?.status) || !message || !sourceElement?.parentElement.contains(message)) return;
    const said = new DOMParser().parseFromString(text ?? "", "text/html").querySelector("[role=alert] p");
    if (said) message.textContent = said.textContent;
  });
})();
