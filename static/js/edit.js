// What the owner's forms can only say with a script. Each of them saves without it.

// Forms that hold what was typed and is not saved yet. The browser asks before it is lost.
const guarded = (element) => element?.closest?.("form[data-guard]");
const unsaved = () => [...document.querySelectorAll("form[data-unsaved=yes]")];
const markUnsaved = (one) => {
  one.dataset.unsaved = "yes";
  const words = one.querySelector(".unsaved");
  if (words) words.textContent = "Unsaved changes";
};
const mayDiscard = (forms) => !forms.length || confirm("Discard your unsaved changes?");
// What htmx sends leaves no page: after it, what was typed elsewhere is still to be asked for.
const isOfPage = (one) => !one.matches("[hx-post], [hx-get]");
let isLeaving = false;
const leave = () => {
  isLeaving = true;
  setTimeout(() => { isLeaving = false; }, 2000);
};
document.addEventListener("input", (event) => {
  const typed = guarded(event.target);
  if (!typed) return;
  markUnsaved(typed);
  // Where two texts are to be chosen from, who types means hers.
  typed.querySelectorAll("[name^='choice-'][value=mine]").forEach((mine) => {
    const field = mine.name.slice("choice-".length);
    if (event.target.name === field || event.target.name.startsWith(`${field}-`)) mine.checked = true;
  });
});
// A cell of the works table saves itself; until it has, leaving is asked about too.
const waiting = () => [...document.querySelectorAll("tr[data-unsaved], [data-cell]")].filter((one) => one.dataset.unsaved || one.value !== one.defaultValue);
addEventListener("beforeunload", (event) => {
  if (!isLeaving && (unsaved().length || waiting().length)) event.preventDefault();
});

// A part of the page that is put anew takes the forms within it away, with what was typed.
document.addEventListener("htmx:before:request", (event) => {
  const { sourceElement, target } = event.detail.ctx;
  const inside = [...unsaved(), ...waiting()].filter((one) => target?.contains?.(one) && !one.contains(sourceElement) && !sourceElement.contains(one));
  if (!mayDiscard(inside)) event.preventDefault();
});

// Some buttons ask first; one of another form would leave what was typed behind.
document.addEventListener("submit", (event) => {
  const ask = event.submitter?.dataset.ask;
  const others = event.target.hasAttribute("hx-post") ? [] : unsaved().filter((one) => one !== event.target);
  if ((ask && !confirm(ask)) || !mayDiscard(others)) {
    event.preventDefault();
    event.stopPropagation();
  } else if (isOfPage(event.target)) {
    leave();
  }
}, true);

// Cancel and Escape ask before they discard; Ctrl+Enter saves.
document.addEventListener("click", (event) => {
  const cancel = event.target.closest("[data-cancel]");
  if (!cancel) return;
  if (mayDiscard([guarded(cancel)].filter((one) => one?.dataset.unsaved))) return isOfPage(cancel) && leave();
  event.preventDefault();
  event.stopPropagation();
}, true);
const onlyOpen = () => {
  const open = document.querySelectorAll("form[data-guard]:has([data-cancel])");
  return open.length === 1 ? open[0] : null;
};
document.addEventListener("keydown", (event) => {
  // Escape may belong to the choice of a character, or to another field than the form's.
  if (event.isComposing || event.defaultPrevented) return;
  const isElsewhere = event.key === "Escape" && !event.target.matches?.("input, select, textarea");
  const typed = guarded(event.target) ?? (isElsewhere ? onlyOpen() : null);
  if (!typed) return;
  if (event.key === "Escape") typed.querySelector("[data-cancel]")?.click();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    typed.requestSubmit(typed.querySelector("button[value=save]"));
  }
});

// A password may be seen by who types it. Without a script there is no button for it.
const unhide = () => document.querySelectorAll("[data-reveal][hidden]").forEach((one) => { one.hidden = false; });
unhide();
document.addEventListener("htmx:after:swap", unhide);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-reveal]");
  const input = button && document.getElementById(button.dataset.reveal);
  if (!input) return;
  const isShown = input.type === "text";
  input.type = isShown ? "password" : "text";
  button.textContent = isShown ? "Show" : "Hide";
});

// The square that will be cut from a photograph, drawn before it is sent.
const pictures = new WeakMap();
const drawCrop = (one) => {
  const canvas = one.querySelector("canvas[data-crop]");
  const picture = pictures.get(one);
  if (!canvas || !picture) return;
  const slider = (name) => Number(one.elements[name].value) / 100;
  const side = Math.min(picture.width, picture.height) / slider("closer");
  const left = (picture.width - side) * slider("across");
  const top = (picture.height - side) * slider("down");
  canvas.hidden = false;
  canvas.parentElement.querySelectorAll("picture, svg").forEach((old) => old.remove());
  canvas.getContext("2d").drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height);
};
// A file that would be refused is not sent: so many bytes may take minutes.
const megabytes = (bytes) => Math.ceil(bytes / 2 ** 20);
const refuse = (input, said) => {
  const words = document.createElement("p");
  words.className = "error refused";
  words.role = "alert";
  words.textContent = said;
  input.setAttribute("aria-invalid", "true");
  input.after(words);
};
const sayTooLarge = (input) => {
  input.parentElement.querySelector(".error.refused")?.remove();
  input.removeAttribute("aria-invalid");
  const [files, most] = [[...input.files], Number(input.dataset.largest)];
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  if (bytes <= most) return;
  const have = files.length === 1 ? `“${files[0].name}” has` : `These ${files.length} files have`;
  input.value = "";
  refuse(input, `${have} ${megabytes(bytes)} MB: at most ${megabytes(most)} MB, please.`);
};
document.addEventListener("input", async (event) => {
  const one = guarded(event.target);
  if (!one?.querySelector("canvas[data-crop]")) return;
  if (event.target.type === "file") {
    sayTooLarge(event.target);
    const file = event.target.files[0];
    const picture = file && await createImageBitmap(file).catch(() => null);
    picture ? pictures.set(one, picture) : pictures.delete(one);
  }
  drawCrop(one);
});

// On a phone, what narrows the works is folded until it is asked for.
const fold = () => {
  if (!matchMedia("(max-width: 46rem)").matches) return;
  document.querySelectorAll("[data-fold]:not([data-used])").forEach((one) => { one.open = false; one.removeAttribute("data-fold"); });
};
fold();
document.addEventListener("htmx:after:swap", fold);

// One tick for all works of a table's page; without a script a button does it.
const tickable = () => document.querySelectorAll("[data-tick-all][hidden]").forEach((one) => { one.hidden = false; });
tickable();
document.addEventListener("htmx:after:swap", tickable);
document.addEventListener("change", (event) => {
  const all = event.target;
  if (all.closest("[data-tick-all]")) all.form.querySelectorAll("[name=works]").forEach((one) => { one.checked = all.checked; });
});

// A row that is saved takes its own button away, which leaving a wrong cell has gone to.
document.addEventListener("htmx:before:swap", (event) => {
  const row = event.detail.ctx.sourceElement;
  if (!row.matches?.("tr") || !row.contains(document.activeElement)) return;
  document.addEventListener("htmx:after:swap", () => {
    if (document.activeElement === document.body) document.getElementById(row.id)?.querySelector(".cell-year [data-cell]").focus();
  }, { once: true });
});

// Enter in a cell saves its row, as leaving the cell does: a table's own form is for the ticked.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches?.("[data-cell]")) return;
  event.preventDefault();
  event.target.blur();
  event.target.focus();
});

// A field for files lights up under a file that is dragged, and a page takes none that misses it.
const dropField = (event) => event.target.closest?.("[data-drop]");
const isFile = (event) => event.dataTransfer?.types.includes("Files");
const lightUp = (event) => {
  document.querySelectorAll("[data-over]").forEach((one) => one.removeAttribute("data-over"));
  if (isFile(event)) dropField(event)?.setAttribute("data-over", "");
};
document.addEventListener("dragover", (event) => {
  lightUp(event);
  if (isFile(event) && !dropField(event) && document.querySelector("[data-drop]")) event.preventDefault();
});
document.addEventListener("dragleave", lightUp);
document.addEventListener("drop", (event) => {
  document.querySelectorAll("[data-over]").forEach((one) => one.removeAttribute("data-over"));
  if (isFile(event) && !dropField(event) && document.querySelector("[data-drop]")) event.preventDefault();
});
document.addEventListener("change", (event) => {
  const input = event.target.closest("[data-drop]");
  if (!input) return;
  sayTooLarge(input);
  const said = input.parentElement.querySelector("[data-dropped]");
  said.textContent = [...input.files].map((file) => file.name).join(", ");
  // The name of one stands in the field itself, and is only spoken here.
  said.classList.toggle("unseen", input.files.length < 2);
});
// What was refused is still to be said where nothing else is sent in its place.
document.addEventListener("submit", (event) => {
  const input = event.target.querySelector(".error.refused")?.previousElementSibling;
  const isTyped = [...event.target.querySelectorAll("textarea, [type=text]")].some((one) => one.value.trim());
  if (!input || input.files.length || isTyped) return;
  event.preventDefault();
  event.stopPropagation();
  input.focus();
}, true);
// A folder can't be sent: the browser would show a page of its own instead of the answer.
document.addEventListener("drop", (event) => {
  const input = isFile(event) && dropField(event);
  const items = [...event.dataTransfer?.items ?? []].map((item) => [item.webkitGetAsEntry?.(), item.getAsFile()]);
  const folders = items.filter(([entry]) => entry?.isDirectory).map(([entry]) => entry.name);
  if (!input || !folders.length) return;
  event.preventDefault();
  const files = new DataTransfer();
  items.filter(([entry]) => !entry?.isDirectory).forEach(([, file]) => files.items.add(file));
  input.files = files.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  refuse(input, `“${folders.join("”, “")}” is no file: open the folder and drag its files here.`);
});

// A second click on what is on its way: it asks others over the network, and they want a pause.
document.addEventListener("submit", (event) => {
  if (!event.target.hasAttribute("data-once")) return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((one) => { delete one.dataset.sent; }));

// A row or an entry is no place to sign in: its form asks, and then saves all that was typed or chosen in it.
document.addEventListener("htmx:response:error", (event) => {
  const { sourceElement, response } = event.detail.ctx;
  const whole = response?.status === 401 && sourceElement?.matches?.("tr, .entry") && sourceElement.closest("form");
  if (whole) whole.requestSubmit(whole.querySelector("button[value=rows]") ?? whole.querySelector("button[value=save]"));
});

// Somebody else was saving: what was typed stands where it was.
document.addEventListener("htmx:response:error", (event) => {
  const { sourceElement, response } = event.detail.ctx;
  const said = document.querySelector("main .failed");
  if (response?.status === 503 && said && sourceElement?.parentElement.contains(said)) said.textContent = "Somebody else is saving just now. What you typed is still here: save it once more.";
});

// A form that comes again in its place is as tall as the one it follows: what was in sight stays there.
document.addEventListener("htmx:before:swap", (event) => {
  if (!guarded(event.detail.ctx.sourceElement)) return;
  const top = scrollY;
  document.addEventListener("htmx:after:swap", () => {
    scrollTo({ top, behavior: "instant" });
    document.activeElement?.scrollIntoView({ block: "nearest", behavior: "instant" });
  }, { once: true });
});
