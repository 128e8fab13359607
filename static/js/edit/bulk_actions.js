// The works table says how many works are selected; without one, its actions are disabled.
(() => {
  const update = () => {
    const form = document.getElementById("works-form");
    const status = form?.querySelector("[data-selected]");
    if (!status) return;
    const scope = form.querySelector("[name=scope]");
    const works = form.querySelectorAll("[name=works]:checked").length;
    const number = scope?.checked ? Number(scope.dataset.all) : works;
    status.hidden = false;
    status.textContent = pageText("selected", { number });
    const focused = document.activeElement;
    form.querySelectorAll(".acts button[type=submit]").forEach((button) => { button.disabled = !number; });
    // Done, an action is disabled: its Undo button gets the focus.
    if (focused.disabled) form.querySelector(".saved button")?.focus();
  };
  update();
  document.addEventListener("htmx:after:swap", update);
  document.addEventListener("change", (event) => {
    if (event.target.closest("#works-form")) update();
  });
})();
