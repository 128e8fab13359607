// What was just done: one notice at a time, said by a live region that is always on the page.
(() => {
  const notices = () => [...document.querySelectorAll("[data-notice]")];
  const remove = (notice) => (notice.closest(".gone") ?? notice).remove();
  const say = (notice) => {
    const region = document.getElementById("said");
    const text = notice?.querySelector("span")?.textContent ?? "";
    if (region && text) region.textContent = text;
  };

  let shown = new Map();
  const update = () => {
    const fresh = notices().find((notice) => shown.get(notice) !== notice.dataset.notice);
    if (fresh) notices().filter((notice) => notice !== fresh).forEach(remove);
    say(fresh);
    shown = new Map(notices().map((notice) => [notice, notice.dataset.notice]));
  };
  update();
  document.addEventListener("htmx:after:swap", update);

  // The address names what was done only until the page shows it: a reload or a shared link must not say it again.
  const url = new URL(location);
  const keys = ["done", "unchanged", "gone"].filter((key) => url.searchParams.has(key));
  keys.forEach((key) => url.searchParams.delete(key));
  if (keys.length) history.replaceState(history.state, "", url);
})();
