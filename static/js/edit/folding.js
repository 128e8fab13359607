// On a phone, the filters and further actions of the works table stay closed until one is used.
(() => {
  const close = () => {
    if (!matchMedia("(max-width: 46rem)").matches) return;
    document.querySelectorAll("[data-fold]:not([data-used])").forEach((details) => {
      details.open = false;
      details.removeAttribute("data-fold");
    });
  };
  close();
  document.addEventListener("htmx:after:swap", close);
})();
