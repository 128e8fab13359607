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
    const place = placeOf(form);
    const isSaid = sayInPart(page, place);
    const elements = [...page.head.children, ...page.body.children];
    const answer = isSaid ? elements.map((element) => element.outerHTML).join("") : text;
    if (fragment) return swap(form, place, answer, editing, "outerHTML");
    // What names the record in the address may have been undone, too.
    if (new URL(response.url).pathname !== location.pathname) return location.assign(response.url);
    keepOpen(page, editing, place);
    moveNotice(page, place, form);
    updateAround(page);
    const content = document.getElementById(CONTENT);
    return swap(form, place, byId(page, CONTENT).outerHTML, content, editing ? "outerHTML" : "outerMorph");
  };

  // A notice between two items stays before the second one.
  const placeOf = (form) => {
    const next = form.closest("[data-notice]")?.nextElementSibling;
    return form.closest("article, li, section") ?? (next?.matches("section[id]") ? next : form.closest("main"));
  };

  // What was changed again since can't be undone: say so in place of the button.
  const refuse = (form, page) => {
    const reason = page.querySelector(".wrongs");
    form.closest("[data-notice], .last").replaceWith(reason);
    reason.focus({ preventScroll: true });
  };

  // A form says in its head what was done. A part of it, such as its versions, says it where the button was.
  const sayInPart = (page, part) => {
    const now = part.matches(".editing") ? null : byId(page, part.id);
    const last = page.querySelector(".last:has(form)");
    if (!now || !last || now.contains(last)) return false;
    const notice = page.createElement("div");
    notice.className = "saved";
    notice.dataset.notice = last.querySelector("form").getAttribute("action");
    notice.append(...[...last.querySelectorAll("span, form")].map((element) => element.cloneNode(true)));
    now.firstElementChild.after(notice);
    return true;
  };

  const swap = async (form, place, text, target, style) => {
    const id = place.id || place.dataset.place;
    const { top } = (id ? place : form).getBoundingClientRect();
    await htmx.swap({ text, target, swap: style, sourceElement: form, request: {}, hx: {} });
    const button = document.querySelector(".saved[data-notice] button") ?? document.querySelector(".last button");
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
  const moveNotice = (page, place, form) => {
    const notice = page.querySelector(".saved[data-notice]");
    const id = place.id || place.dataset.place;
    if (!notice || !id) return;
    const now = byId(page, id);
    if (now?.contains(notice)) return;
    if (now && !place.contains(form)) {
      now.before(notice);
    } else if (now) {
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
