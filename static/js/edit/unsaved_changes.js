// Ask before unsaved changes are discarded: by leaving, cancelling, or replacing part of the page.
(() => {
  const unsavedForms = () => [...document.querySelectorAll("form[data-unsaved=yes]")];
  // A cell of the works table saves itself; until it has, leaving would lose what was typed.
  const unsavedCells = () =>
    [...document.querySelectorAll("tr[data-unsaved], [data-cell]")]
      .filter((element) => element.dataset.unsaved || element.value !== element.defaultValue);
  const mayDiscard = (elements) => !elements.length || confirm(pageText("discard"));

  const markUnsaved = (form) => {
    form.dataset.unsaved = "yes";
    const status = form.querySelector(".unsaved");
    if (status) status.textContent = pageText("unsaved");
  };
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-guard]");
    if (form) markUnsaved(form);
  });

  // Having asked itself, the page must not let the browser ask again as it leaves.
  let isLeaving = false;
  const leave = () => {
    isLeaving = true;
    setTimeout(() => { isLeaving = false; }, 2000);
  };
  // A request of htmx leaves no page: other unsaved changes remain, and are still asked about.
  const leavesPage = (element) => !element.matches("[hx-post], [hx-get], [data-undo]");
  addEventListener("beforeunload", (event) => {
    if (!isLeaving && (unsavedForms().length || unsavedCells().length)) event.preventDefault();
  });

  // Replacing a part of the page would remove the forms inside it.
  document.addEventListener("htmx:before:request", (event) => {
    const { sourceElement, target } = event.detail.ctx;
    const isLost = (element) =>
      target?.contains?.(element) && !element.contains(sourceElement) && !sourceElement.contains(element);
    if (!mayDiscard([...unsavedForms(), ...unsavedCells()].filter(isLost))) event.preventDefault();
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const isReplaced = (other) => !form.hasAttribute("data-undo") || form.closest(".editing")?.contains(other);
    const others = form.hasAttribute("hx-post") ? [] : unsavedForms().filter((other) => other !== form && isReplaced(other));
    if (!mayDiscard(others)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (leavesPage(form)) {
      leave();
    }
  }, true);

  document.addEventListener("click", (event) => {
    const cancel = event.target.closest("[data-cancel]");
    if (!cancel) return;
    const form = cancel.closest("form[data-guard]");
    if (!mayDiscard(form?.dataset.unsaved ? [form] : [])) {
      event.preventDefault();
      event.stopPropagation();
    } else if (leavesPage(cancel)) {
      leave();
    }
  }, true);
})();
