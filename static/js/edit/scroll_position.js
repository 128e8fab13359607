// When a form is replaced by another of its kind, the page must not jump.
(() => {
  document.addEventListener("htmx:before:swap", (event) => {
    if (!event.detail.ctx.sourceElement?.closest?.("form[data-guard]")) return;
    const top = scrollY;
    document.addEventListener("htmx:after:swap", () => {
      scrollTo({ top, behavior: "instant" });
      document.activeElement?.scrollIntoView({ block: "nearest", behavior: "instant" });
    }, { once: true });
  });
})();
