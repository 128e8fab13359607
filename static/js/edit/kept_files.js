// Keep the files that were chosen when the server shows a form again, as it can't send them back.
(() => {
  const chosen = (root) => [...root.querySelectorAll("input[type=file]")].filter((input) => input.id && input.files.length);
  // Buttons that only change the form: "fill", and those of rows, such as "authors.2.up".
  const onlyChanges = /^(preview|fill|\w+\.(\d+\.)?(add|up|down|remove|paste))$/;
  document.addEventListener("htmx:config:request", (event) => {
    const { form, submitter, body } = event.detail.ctx.request;
    if (!form || !onlyChanges.test(submitter?.value)) return;
    chosen(form).forEach((input) => body.delete(input.name));
  });
  let kept = [];
  document.addEventListener("htmx:before:swap", () => {
    kept = chosen(document).map((input) => [input.id, input.files]);
  });
  document.addEventListener("htmx:after:swap", () => {
    for (const [id, files] of kept) {
      const input = document.getElementById(id);
      // One that was refused is not wanted again.
      if (!input || input.files.length || input.getAttribute("aria-invalid") === "true") continue;
      input.files = files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    kept = [];
  });
})();
