// Show which square of a photograph the portrait will be, before it is sent.
(() => {
  const pictures = new WeakMap();
  const draw = (form, canvas) => {
    const picture = pictures.get(form);
    if (!picture) return;
    const slider = (name) => Number(form.elements[name].value) / 100;
    const side = Math.min(picture.width, picture.height) / slider("closer");
    const left = (picture.width - side) * slider("across");
    const top = (picture.height - side) * slider("down");
    canvas.hidden = false;
    canvas.parentElement.querySelectorAll("picture, svg").forEach((current) => current.remove());
    canvas.getContext("2d").drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height);
  };
  document.addEventListener("input", async (event) => {
    const form = event.target.closest?.("form[data-guard]");
    const canvas = form?.querySelector("canvas[data-crop]");
    if (!canvas) return;
    if (event.target.type === "file") {
      const file = event.target.files[0];
      const picture = file && await createImageBitmap(file).catch(() => null);
      picture ? pictures.set(form, picture) : pictures.delete(form);
    }
    draw(form, canvas);
  });
})();
