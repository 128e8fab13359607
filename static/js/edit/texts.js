// The texts that scripts show are in the language of the page: a template holds them, with {names} for what is put in.
(() => {
  window.pageText = (name, values = {}) => {
    const { lang } = document.documentElement;
    const texts = document.getElementById("texts")?.dataset ?? {};
    const isOne = "number" in values && new Intl.PluralRules(lang).select(values.number) === "one";
    const text = (isOne && texts[`${name}One`]) || (texts[name] ?? "");
    const inserted = (value) => (typeof value === "number" ? value.toLocaleString(lang) : value ?? "");
    return text.replace(/\{(\w+)\}/g, (_, key) => inserted(values[key]));
  };
})();
