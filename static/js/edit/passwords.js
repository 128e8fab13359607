// A button shows or hides a password. It needs a script, so only a script displays it.
(() => {
  const displayButtons = () => document.querySelectorAll("[data-reveal][hidden]").forEach((button) => { button.hidden = false; });
  displayButtons();
  document.addEventListener("htmx:after:swap", displayButtons);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-reveal]");
    const input = button && document.getElementById(button.dataset.reveal);
    if (!input) return;
    const isShown = input.type === "text";
    input.type = isShown ? "password" : "text";
    button.dataset.show ??= button.textContent;
    button.textContent = isShown ? button.dataset.show : button.dataset.hide;
  });
})();
