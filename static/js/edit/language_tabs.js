// Of the fields of a text in several languages, show one at a time, in tabs.
(() => {
  let language = null;
  const fieldsOf = (group) => [...group.querySelectorAll(":scope > [data-language]")];

  const open = (group, wanted) => {
    const fields = fieldsOf(group);
    const shown = fields.find((field) => field.dataset.language === wanted) ?? fields[0];
    for (const field of fields) {
      const tab = document.getElementById(field.getAttribute("aria-labelledby"));
      field.hidden = field !== shown;
      tab.setAttribute("aria-selected", field === shown);
      tab.tabIndex = field === shown ? 0 : -1;
    }
  };
  // All texts of a form are edited in one language after the other.
  const choose = (tab) => {
    language = tab.textContent;
    tab.closest("form").querySelectorAll("[data-languages]").forEach((group) => open(group, language));
  };
  const tabOf = (field) => {
    const control = field.querySelector("input, textarea");
    const tab = document.createElement("button");
    Object.assign(tab, { type: "button", id: `${control.id}-tab`, textContent: field.dataset.language, lang: control.lang });
    tab.setAttribute("role", "tab");
    field.id = `${control.id}-panel`;
    tab.setAttribute("aria-controls", field.id);
    field.setAttribute("role", "tabpanel");
    field.setAttribute("aria-labelledby", tab.id);
    return tab;
  };
  const build = (group) => {
    const list = document.createElement("div");
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", group.dataset.languages);
    list.append(...fieldsOf(group).map(tabOf));
    group.prepend(list);
    const first = group.querySelector("[aria-invalid=true]") ?? group.querySelector("[autofocus]");
    open(group, first?.closest("[data-language]").dataset.language ?? language);
  };
  const buildAll = () =>
    document.querySelectorAll("[data-languages]:not(:has(> [role=tablist]))").forEach(build);

  const MOVES = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
  document.addEventListener("keydown", (event) => {
    const tab = event.target.closest?.("[data-languages] > [role=tablist] > [role=tab]");
    if (!tab || !(event.key in MOVES)) return;
    event.preventDefault();
    const tabs = [...tab.parentElement.children];
    const step = MOVES[event.key] * (getComputedStyle(tab).direction === "rtl" && event.key.startsWith("Arrow") ? -1 : 1);
    const at = Number.isFinite(step) ? (tabs.indexOf(tab) + step + tabs.length) % tabs.length : step < 0 ? 0 : tabs.length - 1;
    choose(tabs[at]);
    tabs[at].focus();
  });
  document.addEventListener("click", (event) => {
    const tab = event.target.closest?.("[data-languages] > [role=tablist] > [role=tab]");
    if (tab) choose(tab);
    // A link to a field, such as one in the summary of errors.
    const link = event.target.closest?.("a[href^='#']");
    const panel = link && document.getElementById(link.hash.slice(1))?.closest("[data-language]");
    if (panel) open(panel.parentElement, panel.dataset.language);
  });
  buildAll();
  document.addEventListener("htmx:after:swap", buildAll);
})();
