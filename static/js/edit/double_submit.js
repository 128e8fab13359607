// A second click must not send a form again: it queries other services, which limit their requests.
(() => {
  document.addEventListener("submit", (event) => {
    if (!event.target.hasAttribute("data-once")) return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
  });
  // The browser's Back button may restore the page as it was left.
  addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => { delete form.dataset.sent; }));
})();
