// The few things that neither HTML nor htmx says by itself. Everything works without them.

// A click for another tab or window is the browser's: htmx would hold it back and do nothing.
document.addEventListener("click", (event) => {
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
  if (elsewhere && event.target.closest("a[href][hx-get]")) event.stopPropagation();
}, true);

// A request that was overtaken must not put its answer in, even where it was preloaded.
document.addEventListener("htmx:before:response", (event) => {
  if (event.detail.ctx.request.signal.aborted) event.preventDefault();
});

// A list that moves under a resting pointer is not pointed at: nothing to preload.
let resting = "";
const place = (event) => `${event.clientX},${event.clientY}`;
document.addEventListener("mousemove", (event) => { resting = place(event); }, true);
document.addEventListener("mouseenter", (event) => {
  if (event.isTrusted && place(event) === resting) event.stopImmediatePropagation();
}, true);

// A failed request says so beside its control, with the link that works without htmx.
const sayFailed = (event) => {
  const control = event.detail.ctx?.sourceElement;
  // A refusal that is put in place says itself what is wrong.
  if (control?.hasAttribute(`hx-status:${event.detail.ctx.response?.status}`)) return;
  const isSignedOut = event.detail.ctx.response?.status === 401;
  const words = document.getElementById(isSignedOut ? "signed-out" : "request-failed");
  if (!control?.isConnected || !words) return;
  document.querySelector("main .failed")?.remove();
  const message = words.content.firstElementChild.cloneNode(true);
  const link = message.querySelector("a");
  if (isSignedOut) link.href += encodeURIComponent(location.pathname + location.search);
  else link.href = control.href ?? control.action ?? location.href;
  // Between the rows of a table nothing can stand.
  if (control.matches("tr")) control.lastElementChild.append(message);
  else control.after(message);
};
document.addEventListener("htmx:error", sayFailed);
document.addEventListener("htmx:response:error", sayFailed);

// Who asked for more works goes on at the first of them: its control is gone.
document.addEventListener("htmx:before:swap", (event) => {
  const before = event.detail.ctx.sourceElement.closest(".more")?.previousElementSibling;
  const goOn = () => document.querySelector(`#${before.id} ~ article h4 a`)?.focus({ preventScroll: true });
  if (before?.id) document.addEventListener("htmx:after:swap", goOn, { once: true });
});

// Trying again takes the message away.
document.addEventListener("htmx:before:request", (event) => {
  const next = event.detail.ctx.sourceElement.nextElementSibling;
  if (next?.matches(".failed")) next.remove();
});

// How to cite a work opens as a dialog; closed, it is gone, and who asked goes on where she was.
document.addEventListener("htmx:after:swap", (event) => {
  const [dialog, ...twice] = document.querySelectorAll("dialog.cite");
  twice.forEach((one) => one.remove());
  if (!dialog || dialog.open) return;
  const asked = event.detail.ctx.sourceElement;
  dialog.addEventListener("close", () => {
    dialog.remove();
    asked.focus();
  });
  offerCopies();
  dialog.showModal();
});

// Copying takes a script, so only a script offers it.
const offerCopies = () => document.querySelectorAll("[data-copy]").forEach((one) => { one.hidden = false; });
offerCopies();
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const [said, text] = button.parentElement.querySelectorAll("[role=status], [data-copied]");
  const copied = await navigator.clipboard?.writeText(text.innerText.trim()).then(() => true, () => false);
  // Without a clipboard, as where a connection is not secure, the text stands selected for the keys that copy.
  if (!copied) getSelection().selectAllChildren(text);
  said.textContent = copied ? "Copied" : "Selected: copy it with your keyboard";
  setTimeout(() => { said.textContent = ""; }, 4000);
});
