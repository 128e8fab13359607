// If the database is busy, say that nothing typed is lost.
(() => {
  document.addEventListener("htmx:response:error", (event) => {
    const { sourceElement, response } = event.detail.ctx;
    const message = document.querySelector("main .failed");
    if (response?.status !== 503 || !message || !sourceElement?.parentElement.contains(message)) return;
    message.textContent = "Someone else is saving right now. What you typed is still here; save again.";
  });
})();
