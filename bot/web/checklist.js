// Papers to prepare; each can be ticked, and this tab remembers the ticks.

import { element } from "./element.js";
import { recall, remember } from "./memory.js";
import { linked } from "./prose.js";

const TAGS = { show: "Mang theo để đối chiếu", maybe: "Nếu thuộc trường hợp", not_needed: "Không phải nộp" };

// The list itself and how many papers are ready.
export function papers({ title, items }) {
  const list = element("ul", { class: "papers" }, items.map((item) => paper(title, item)));
  const progress = element("p", { class: "progress" });
  const boxes = Array.from(list.querySelectorAll("input"));
  const count = () => {
    progress.textContent = `Đã có ${boxes.filter((box) => box.checked).length}/${boxes.length} giấy tờ`;
  };
  boxes.forEach((box) => box.addEventListener("change", count));
  count();
  return boxes.length ? [list, progress] : [list];
}

function paper(title, item) {
  const words = [
    element("span", { class: "name" }, item.name),
    TAGS[item.need] && element("span", { class: "tag" }, TAGS[item.need]),
    item.note && element("span", { class: "note" }, linked(item.note)),
  ];
  if (item.need === "not_needed") {
    return element("li", { class: "spared" }, element("span", { class: "mark", "aria-hidden": "true" }, "✓"),
      element("span", {}, spaced(words)));
  }
  const box = tickable(`tick:${title}:${item.name}`);
  return element("li", {}, element("label", {}, box, element("span", {}, spaced(words))));
}

function tickable(key) {
  const box = element("input", { type: "checkbox", "data-key": key });
  box.checked = recall(key) === true;
  box.addEventListener("change", () => {
    remember(key, box.checked);
    alike(key).filter((other) => other.checked !== box.checked).forEach((other) => other.click());
  });
  return box;
}

// The same list may be on the page twice: its ticks agree.
function alike(key) {
  return Array.from(document.querySelectorAll("input[data-key]")).filter((box) => box.dataset.key === key);
}

// Lines on screen, but a screen reader and a copy need the spaces between them.
function spaced(parts) {
  return parts.filter(Boolean).flatMap((part, index) => (index ? [" ", part] : [part]));
}
