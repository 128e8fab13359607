// When a form is replaced by another of its kind, the page must not jump; what was saved is in view.
(() => {
  const headerHeight = () => document.querySelector(".top")?.offsetHeight ?? 0;
  // The saved item is shorter than its form, which may have been scrolled far down.
  const savedItem = (focused) =>
    focused.closest("form[data-guard]") ? null : focused.closest("main :is(article, li, section)");

  document.addEventListener("htmx:before:swap", (event) => {
    if (!event.detail.ctx.sourceElement?.closest?.("form[data-guard]")) return;
    const top = scrollY;
    document.addEventListener("htmx:after:swap", () => {
      scrollTo({ top, behavior: "instant" });
      const focused = document.activeElement;
      const item = savedItem(focused);
      const isAbove = item?.getBoundingClientRect().top < headerHeight();
      item?.scrollIntoView({ block: isAbove ? "start" : "nearest", behavior: "instant" });
      focused.scrollIntoView({ block: "nearest", behavior: "instant" });
    }, { once: true });
  });
})();
