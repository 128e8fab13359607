// Undo in place: the page as it is afterwards replaces the page, except for open forms. Scroll position and focus stay.
(() => {
  const CONTENT = "content";
  const byId = (root, id) => (id ? root.querySelector(`#${CSS.escape(id)}`) : null);

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("[data-undo]")) return;
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "yes";
    try {
      await undo(form);
    } catch {
      // Without a script the answer is a page of its own, which says what is wrong.
      form.submit();
    }
  });

  const undo = async (form) => {
    const editing = form.closest(".editing");
    const fragment = editing?.querySelector("form[data-guard]")?.getAttribute("hx-post");
    const body = new URLSearchParams(new FormData(form));
    body.set("next", fragment ?? location.pathname + location.search);
    const response = await fetch(form.action, { method: "POST", body });
    const text = await response.text();
    const page = new DOMParser().parseFromString(text, "text/html");
    if (response.status === 409) return refuse(form, page);
    if (!response.ok) throw new Error(response.statusText);
    const place = form.closest("article, li, section, main");
    if (fragment) return swap(form, place, text, editing, "outerHTML");
    // What names the record in the address may have been undone, too.
    if (new URL(response.url).pathname !== location.pathname) return location.assign(response.url);
    keepOpen(page, editing, place);
    moveNotice(page, place);
    updateAround(page);
    const content = document.getElementById(CONTENT);
    return swap(form, place, byId(page, CONTENT).outerHTML, content, editing ? "outerHTML" : "outerMorph");
  };

  // What was changed again since can't be undone: say so in place of the button.
  const refuse = (form, page) => {
    const reason = page.querySelector(".wrongs");
    form.closest("[data-notice], .last").replaceWith(reason);
    reason.focus({ preventScroll: true });
  };

  const swap = async (form, place, text, target, style) => {
    const id = place.id || place.dataset.place;
    const { top } = (id ? place : form).getBoundingClientRect();
    await htmx.swap({ text, target, swap: style, sourceElement: form, request: {}, hx: {} });
    const button = document.querySelector(".saved[data-notice] button, .last button");
    const stays = byId(document, id) ?? button?.form;
    scrollBy({ top: stays ? stays.getBoundingClientRect().top - top : 0, behavior: "instant" });
    button?.focus({ preventScroll: true });
    button?.scrollIntoView({ block: "nearest", behavior: "instant" });
    // A form says what was done in its head, where no notice is.
    const said = button?.closest(".last")?.querySelector("span").textContent;
    if (said) document.getElementById("said").textContent = said;
  };

  // Other forms and expanded texts stay as they are.
  const keepOpen = (page, editing, place) => {
    const open = document.querySelectorAll(".editing, [id]:has(> .toggle[aria-expanded=true])");
    [...open]
      .filter((element) => element !== editing && !(place.matches("article, li") && place.contains(element)))
      .forEach((element) => byId(page, element.id)?.replaceWith(element.cloneNode(true)));
  };

  // The page says at its top what was done; here that is said where the button was.
  const moveNotice = (page, place) => {
    const notice = page.querySelector(".saved[data-notice]");
    const id = place.id || place.dataset.place;
    if (!notice || !id) return;
    const now = byId(page, id);
    if (now?.contains(notice)) return;
    if (now) {
      const tools = [...now.querySelectorAll(".edit")].pop();
      if (tools) (tools.closest("p, .acts") ?? tools).after(notice);
      else now.append(notice);
    } else {
      keepPlace(page, place, notice);
    }
  };

  // What was undone into nothing leaves its notice where it was.
  const keepPlace = (page, place, notice) => {
    const gone = place.cloneNode(false);
    gone.className = "gone";
    gone.append(notice);
    for (let next = place.nextElementSibling; next; next = next.nextElementSibling) {
      const beside = byId(page, next.id);
      if (beside) return beside.before(gone);
    }
    for (let previous = place.previousElementSibling; previous; previous = previous.previousElementSibling) {
      const beside = byId(page, previous.id);
      if (beside) return beside.after(gone);
    }
    return byId(page, place.parentElement.closest("[id]")?.id)?.append(gone);
  };

  // What is outside the content: the owner's name, and the foot of the page.
  const updateAround = (page) => {
    document.title = page.title;
    for (const selector of [".top .home", ".bottom"]) {
      const element = document.querySelector(selector);
      const now = page.querySelector(selector);
      if (element && now) element.replaceWith(now);
    }
  };
})();
