// Keep the files that were chosen when the server shows a form again, as it can't send them back.
(() => {
  let kept = [];
  document.addEventListener("htmx:before:swap", () => {
    kept = [...document.querySelectorAll("input[type=file]")]
      .filter((input) => input.id && input.files.length)
      .map((input) => [input.id, input.files]);
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
