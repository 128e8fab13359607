// Enhancements beyond HTML and htmx. Every page works without them.

// The browser opens links in another tab or window: htmx would cancel the click and do nothing.
document.addEventListener("click", (event) => {
  const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
  if (opensElsewhere && event.target.closest("a[href][hx-get]")) event.stopPropagation();
}, true);

// The answer to a request that a newer one replaced must be ignored, even if it was preloaded.
document.addEventListener("htmx:before:response", (event) => {
  if (event.detail.ctx.request.signal.aborted) event.preventDefault();
});

// Content that moves under a resting pointer is not pointed at: do not preload it.
let restingPosition = "";
const position = (event) => `${event.clientX},${event.clientY}`;
document.addEventListener("mousemove", (event) => { restingPosition = position(event); }, true);
document.addEventListener("mouseenter", (event) => {
  if (event.isTrusted && position(event) === restingPosition) event.stopImmediatePropagation();
}, true);

// Preparing every link for htmx takes longer than showing a page: on visitors' pages each one waits until it is pointed at.
const prepare = (element) => {
  const control = element?.closest?.("[hx-get]:not([data-htmx-powered])");
  if (!control || !document.body.matches("[hx-ignore=lazy]")) return;
  // htmx prepares nothing in what is ignored.
  document.body.removeAttribute("hx-ignore");
  htmx.process(control);
  document.body.setAttribute("hx-ignore", "lazy");
};
["mouseenter", "touchstart", "click", "change", "input", "submit"].forEach((name) => {
  document.addEventListener(name, (event) => prepare(event.target), { capture: true, passive: true });
});
// Focus that htmx restores in what it swapped in is no intention to press: do not preload.
let isSwapping = false;
document.addEventListener("htmx:before:swap", () => { isSwapping = true; });
document.addEventListener("htmx:finally:swap", () => { isSwapping = false; });
document.addEventListener("focus", (event) => { if (!isSwapping) prepare(event.target); }, true);
// The first preparation takes longest: do it while nobody waits for it, or soon if the browser is never idle.
window.requestIdleCallback?.(() => prepare(document.querySelector("a[hx-get]")), { timeout: 1000 });

// Show beside its control that a request failed, with the link that works without htmx.
const sayFailed = (event) => {
  const control = event.detail.ctx?.sourceElement;
  // An answer that is swapped in says itself what is wrong.
  if (control?.hasAttribute(`hx-status:${event.detail.ctx.response?.status}`)) return;
  const isSignedOut = event.detail.ctx.response?.status === 401;
  const template = document.getElementById(isSignedOut ? "signed-out" : "request-failed");
  if (!control?.isConnected || !template) return;
  document.querySelector("main .failed")?.remove();
  const message = template.content.firstElementChild.cloneNode(true);
  const link = message.querySelector("a");
  if (isSignedOut) link.href += encodeURIComponent(location.pathname + location.search);
  else link.href = control.href ?? control.action ?? location.href;
  // HTML allows no text between the rows of a table.
  if (control.matches("tr")) control.lastElementChild.append(message);
  else control.after(message);
};
document.addEventListener("htmx:error", sayFailed);
document.addEventListener("htmx:response:error", sayFailed);

// What was pressed may be gone, as the pill of a choice or "show more" is: focus what took its place.
document.addEventListener("htmx:before:swap", (event) => {
  const pressed = event.detail.ctx.sourceElement;
  const lastWork = pressed.closest(".more")?.previousElementSibling;
  if (!lastWork?.id && !pressed.closest("#facets, #works > nav, .chosen")) return;
  document.addEventListener("htmx:after:swap", () => {
    if (pressed.isConnected || document.activeElement !== document.body) return;
    // A field would open the keyboard of a touch screen.
    const panel = matchMedia("(hover: hover)").matches ? ".find [type=search]" : ".find + * a";
    const next = document.querySelector(lastWork?.id ? `#${lastWork.id} ~ article h4 a` : `${panel}, .count`);
    next?.focus({ preventScroll: !next.closest("#facets") });
  }, { once: true });
});

// The name of a work after "#" leads to its place in the list, which is loaded as far as that.
const showWork = async () => {
  const list = document.querySelector("#search")?.getAttribute("hx-get");
  const slug = () => location.hash.slice(1);
  const link = () => document.querySelector(`#works h4 a[href$="/publications/${slug()}"]`);
  if (!list || !/^[a-z0-9-]+$/.test(slug()) || document.getElementById(slug())) return;
  if (!link()) await htmx.ajax("GET", `${list}/${slug()}/list${location.search}`, { source: "#works", target: "#works", swap: "outerHTML" });
  const card = link()?.closest("article");
  if (!card) return;
  // Only what is laid out has a place to scroll to.
  document.getElementById("works").classList.remove("first-page");
  link().focus({ preventScroll: true });
  card.scrollIntoView();
  if (!matchMedia("(prefers-reduced-motion)").matches) card.animate({ background: ["var(--wash)", "transparent"] }, 3000);
};
document.addEventListener("DOMContentLoaded", showWork);
window.addEventListener("hashchange", showWork);

// A slash leads to the search field; Escape clears it. With Shift, too, which types the slash on many keyboards.
document.addEventListener("keydown", (event) => {
  const field = document.querySelector("#search input[type=search]");
  const isElsewhere = event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented;
  if (!field || isElsewhere) return;
  if (event.key === "/" && !event.target.closest("input, textarea, select, [contenteditable], dialog")) {
    event.preventDefault();
    field.select();
  } else if (event.key === "Escape" && event.target === field && field.value) {
    event.preventDefault();
    field.value = "";
    field.form.requestSubmit();
  }
});

// Typing in the search field searches, once for the same words, and adds one entry to the browser's history, however many letters.
let isTyping = false;
let asked = null;
let addressOfTyping = null;
const searchWords = (text) => text.trim().split(/\s+/).join(" ");
const shownWords = () => new URLSearchParams(location.search).get("q") ?? "";
document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  if (ctx.sourceElement.id !== "search") return;
  const words = searchWords(ctx.sourceElement.elements.q.value);
  isTyping = ctx.sourceEvent?.type === "input";
  if (isTyping && words === (asked?.words ?? shownWords())) event.preventDefault();
  else asked = { ctx, words };
});
document.addEventListener("htmx:finally:request", (event) => { if (asked?.ctx === event.detail.ctx) asked = null; });
document.addEventListener("htmx:before:history:update", (event) => {
  const { history: entry, sourceElement } = event.detail;
  const shown = location.pathname + location.search;
  const isSearch = sourceElement.id === "search";
  if (isSearch && (entry.path === shown || (isTyping && addressOfTyping === shown))) entry.type = "replace";
  addressOfTyping = isSearch && isTyping ? entry.path : null;
});
// A link to another list, as one that clears the search, changes the words in the field.
document.addEventListener("htmx:after:history:update", (event) => {
  const field = document.querySelector("#search input[type=search]");
  if (field && event.detail.sourceElement.id !== "search") field.value = shownWords();
});

// The links to other languages lead to the list as it is filtered now.
const followFilter = () => document.querySelectorAll(".top a[hreflang]").forEach((link) => { link.search = location.search; });
document.addEventListener("htmx:after:history:update", followFilter);
window.addEventListener("popstate", followFilter);

// Trying again removes the message.
document.addEventListener("htmx:before:request", (event) => {
  const next = event.detail.ctx.sourceElement.nextElementSibling;
  if (next?.matches(".failed")) next.remove();
});

// How to cite a work opens as a dialog; closing it removes it and returns the focus.
document.addEventListener("htmx:after:swap", (event) => {
  displayCopyButtons();
  const [dialog, ...duplicates] = document.querySelectorAll("dialog.cite");
  duplicates.forEach((duplicate) => duplicate.remove());
  if (!dialog || dialog.open) return;
  const opener = event.detail.ctx.sourceElement;
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener.focus();
  });
  dialog.showModal();
});

// Copying needs a script, so only a script displays its buttons.
const displayCopyButtons = () => document.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });
displayCopyButtons();
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const [status, text] = ["[role=status]", "[data-copied]"].map((part) => button.parentElement.querySelector(part));
  const copied = await navigator.clipboard?.writeText((text.value ?? text.innerText).trim()).then(() => true, () => false);
  // Without a clipboard, as on an insecure connection, the text is selected for copying by keyboard.
  if (!copied && text.select) text.select();
  else if (!copied) getSelection().selectAllChildren(text);
  const { done = "Copied", byHand = "Selected: copy it with your keyboard" } = button.dataset;
  status.textContent = copied ? done : byHand;
  setTimeout(() => { status.textContent = ""; }, 4000);
});
