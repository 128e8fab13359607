// Choose files or drag them onto a field. Files that the server would reject are not sent.
(() => {
  const refuse = (input, reason) => {
    const error = document.createElement("p");
    error.className = "error refused";
    error.role = "alert";
    error.textContent = reason;
    input.setAttribute("aria-invalid", "true");
    input.after(error);
  };
  const inMegabytes = (bytes) => Math.ceil(bytes / 2 ** 20);
  const refuseTooLarge = (input) => {
    input.parentElement.querySelector(".error.refused")?.remove();
    input.removeAttribute("aria-invalid");
    const [all, limit] = [[...input.files], Number(input.dataset.largest)];
    // The limit is for all together, or for each.
    const files = "each" in input.dataset ? all.filter((file) => file.size > limit).slice(0, 1) : all;
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    if (bytes <= limit) return;
    const sizes = { size: inMegabytes(bytes), limit: inMegabytes(limit) };
    const reason = files.length === 1
      ? pageText("tooLarge", { name: files[0].name, ...sizes })
      : pageText("allTooLarge", { number: files.length, ...sizes });
    input.value = "";
    refuse(input, reason);
  };
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-largest]")) refuseTooLarge(event.target);
  });
  document.addEventListener("change", (event) => {
    const input = event.target.closest("[data-drop]");
    if (!input) return;
    const status = input.parentElement.querySelector("[data-dropped]");
    status.textContent = [...input.files].map((file) => file.name).join(", ");
    // The field itself shows the name of a single file, which is then only announced.
    status.classList.toggle("unseen", input.files.length < 2);
  });
  // Don't submit a form with nothing else to send, so that the error stays visible.
  document.addEventListener("submit", (event) => {
    const input = event.target.querySelector(".error.refused")?.previousElementSibling;
    const hasText = [...event.target.querySelectorAll("textarea, [type=text]")].some((field) => field.value.trim());
    if (!input || input.files.length || hasText) return;
    event.preventDefault();
    event.stopPropagation();
    input.focus();
  }, true);

  const dropField = (event) => event.target.closest?.("[data-drop]");
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  const clearHighlight = () => document.querySelectorAll("[data-over]").forEach((field) => field.removeAttribute("data-over"));
  const highlight = (event) => {
    clearHighlight();
    if (hasFiles(event)) dropField(event)?.setAttribute("data-over", "");
  };
  // Otherwise the browser would open a file dropped beside the field and leave the page.
  const ignoreMissed = (event) => {
    if (hasFiles(event) && !dropField(event) && document.querySelector("[data-drop]")) event.preventDefault();
  };
  // A folder can't be uploaded: the browser would fail and show its own error page.
  const refuseFolders = (event) => {
    const input = hasFiles(event) && dropField(event);
    const items = [...event.dataTransfer?.items ?? []].map((item) => [item.webkitGetAsEntry?.(), item.getAsFile()]);
    const folders = items.filter(([entry]) => entry?.isDirectory).map(([entry]) => entry.name);
    if (!input || !folders.length) return;
    event.preventDefault();
    const files = new DataTransfer();
    items.filter(([entry]) => !entry?.isDirectory).forEach(([, file]) => files.items.add(file));
    input.files = files.files;
    ["input", "change"].forEach((type) => input.dispatchEvent(new Event(type, { bubbles: true })));
    refuse(input, pageText("folder", { name: folders.join(pageText("betweenNames")) }));
  };
  document.addEventListener("dragover", (event) => {
    highlight(event);
    ignoreMissed(event);
  });
  document.addEventListener("dragleave", highlight);
  document.addEventListener("drop", (event) => {
    clearHighlight();
    ignoreMissed(event);
    refuseFolders(event);
  });
})();
