// A button with `data-ask` asks before its form is sent.
(() => {
  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.ask;
    if (!question || confirm(question)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
})();
