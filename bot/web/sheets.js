// Guidance that leaves the screen: forwarded to a neighbour, or printed in large type.

import { element, unseen } from "./element.js";

const NOTE = "Hướng dẫn tự động của Motcua. Trước khi đi, bạn hỏi lại nơi nộp nếu thấy điểm chưa rõ.";

// The two buttons under a card or a checklist.
export function sheetActions(article, { title, text }) {
  const offer = canShare() ? "Chia sẻ" : "Sao chép";
  const share = element("button", { type: "button" }, element("span", {}, offer), unseen(` ${title}`));
  share.addEventListener("click", () => forward(share.firstChild, offer, { title, text }));
  const print = element("button", { type: "button" }, "In tờ này", unseen(` ${title}`));
  print.addEventListener("click", () => printSheet(article));
  return element("div", { class: "actions" }, share, print);
}

// From now on printing, by our button or by the browser's menu, gives one sheet instead of the whole talk.
export function watchPrinting() {
  window.addEventListener("beforeprint", () => {
    const sheets = document.querySelectorAll(".sheet");
    if (!document.querySelector(".to-print") && sheets.length) sheets[sheets.length - 1].classList.add("to-print");
    document.documentElement.classList.toggle("one-sheet", sheets.length > 0);
    document.getElementById("print-note").textContent = `In ngày ${new Date().toLocaleDateString("vi-VN")}. ${NOTE}`;
  });
  window.addEventListener("afterprint", unmark);
}

function printSheet(article) {
  unmark();
  article.classList.add("to-print");
  window.print();
}

function unmark() {
  document.querySelectorAll(".to-print").forEach((sheet) => sheet.classList.remove("to-print"));
  document.documentElement.classList.remove("one-sheet");
}

function canShare() {
  return typeof navigator.share === "function";
}

async function forward(label, offer, content) {
  try {
    if (canShare()) await navigator.share(content);
    else await copy(content.text).then(() => tell(label, offer, "Đã sao chép"));
  } catch (error) {
    // closing the phone's share sheet is a choice, not a failure
    if (error.name !== "AbortError") tell(label, offer, "Chưa làm được, bạn thử lại");
  }
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // plain http has no clipboard: the old way still works there
  const area = element("textarea", { readonly: true, class: "unseen", "aria-hidden": "true" });
  area.value = text;
  document.body.append(area);
  area.select();
  const isDone = document.execCommand("copy");
  area.remove();
  if (!isDone) throw new Error("copy refused");
}

function tell(label, offer, words) {
  label.textContent = words;
  setTimeout(() => (label.textContent = offer), 4000);
}
