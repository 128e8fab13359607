"""What an injection that got through would leave in a page, found by a script in the browser."""

# Returns a sentence for each thing that no page of ours may have.
FIND = r"""(root) => {
  const RUNNING = new Set(`applet audio animate animatemotion animatetransform base bgsound embed
    fencedframe feimage foreignobject frame frameset iframe image isindex keygen marquee object
    portal set video xmp plaintext listing noembed slot`.split(/\s+/));
  const SPOKEN = new Set(`alt aria-label content for id list name placeholder title value label
    data-ask`.split(/\s+/));
  const ADDRESSES = new Set(`action background cite data formaction href longdesc manifest ping
    poster src srcset xlink:href hx-get hx-post hx-push-url`.split(/\s+/));
  const FORBIDDEN = new Set(`style srcdoc srcset http-equiv formaction ping target accesskey
    contenteditable popover popovertarget`.split(/\s+/));
  const OUR_POPOVER = ':is(#filters, [popovertarget=filters]):not([style])';
  const CLOBBERED = /^(pwn|htmx|config|body|cookie|getElementById)$/;
  const INJECTED = /pwn|evil\.example/i;
  const found = [];
  const isOurs = url => url.protocol.startsWith('http') && url.host === location.host;
  const address = (element, value) => {
    const url = new URL(value, location.href);
    if (element.localName === 'a' && ['http:', 'https:', 'mailto:'].includes(url.protocol)) return;
    if (element.localName === 'link' && element.rel === 'canonical') return;
    if (!isOurs(url) || (INJECTED.test(value) && element.localName === 'script'))
      found.push(`an address of <${element.localName}>: ${value.slice(0, 200)}`);
  };
  const attribute = (element, {name, value}) => {
    const what = `<${element.localName} ${name}=${value.slice(0, 200)}>`;
    if (/^on/.test(name) || /[^\w:.-]|^[@:_]/.test(name)) found.push(what);
    else if (FORBIDDEN.has(name) && !element.matches(OUR_POPOVER)) found.push(what);
    else if (['id', 'name'].includes(name) && CLOBBERED.test(value)) found.push(what);
    else if (ADDRESSES.has(name)) {
      try { address(element, value); } catch { found.push(what); }
    } else if (!SPOKEN.has(name) && INJECTED.test(value)) found.push(what);
  };
  const visit = node => {
    for (const element of node.querySelectorAll('*')) {
      if (RUNNING.has(element.localName)) found.push(`<${element.localName}>`);
      const text = element.textContent;
      if (element.localName === 'style' && INJECTED.test(text)) found.push('a style sheet');
      if (element.localName === 'script' && !element.src) {
        if (element.type !== 'application/ld+json') found.push(`a script: ${text.slice(0, 200)}`);
        else try { JSON.parse(text); } catch { found.push(`broken JSON: ${text.slice(0, 200)}`); }
      }
      for (const one of element.attributes) attribute(element, one);
      if (element.content instanceof DocumentFragment) visit(element.content);
      if (element.shadowRoot) visit(element.shadowRoot);
    }
  };
  visit(root ?? document);
  if (window.pwned) found.push(`${window.pwned} scripts ran`);
  return [...new Set(found)];
}"""
# Makes the function that the injections call.
LISTEN = "window.pwned = 0; window.pwn = () => { window.pwned += 1; };"
# Finds the same in HTML that is parsed, but not shown.
FIND_IN = f"""(texts) => texts.map(text =>
  ({FIND})(new DOMParser().parseFromString(text, 'text/html')))"""
