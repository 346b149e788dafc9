// The only way things are put on the page: elements, attributes and text nodes, never markup from a string.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

// Heard by screen readers, not seen.
export function unseen(words) {
  return element("span", { class: "unseen" }, words);
}
