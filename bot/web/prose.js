// Plain text made readable: lists become lists, addresses and telephone numbers become links.

import { element, unseen } from "./element.js";

const ADDRESS = String.raw`https?:\/\/[^\s<>"“”]+|(?:[a-z0-9-]+\.)+gov\.vn(?![\p{L}\p{N}-])(?:\/[^\s<>"“”]*)?`;
const TELEPHONE = String.raw`(?:\+84[ .]?|0)\d{2,3}[ .]?\d?[ .]?\d{3}[ .]?\d{3,4}(?!\d)|1[89]00[ .]?\d{4,6}(?!\d)`;
const EMERGENCY = String.raw`11[1-5](?!\d)`;
const INSIDE_A_WORD = /[\p{L}\p{N}@._,/-]$/u;
const CALL_BEFORE = /gọi(?: ngay)?(?: số)? $/i;
const SERVICE_AFTER = /^ \(?(?:công an|cứu hỏa|chữa cháy|cấp cứu)/i;
const BULLET = /^\s*[•-]\s+/;
const NUMBER = /^\s*(\d{1,2})\.\s+/;

// Paragraphs and lists of one text.
export function prose(text) {
  const blocks = [];
  for (const line of text.split("\n")) {
    if (!line.trim()) blocks.push(null);
    else if (BULLET.test(line)) into(blocks, "ul").append(element("li", {}, linked(line.replace(BULLET, ""))));
    else if (NUMBER.test(line)) into(blocks, "ol").append(numbered(line));
    else blocks.push(element("p", line.startsWith("⚠") ? { class: "caution" } : {}, linked(line)));
  }
  return blocks.filter(Boolean);
}

// Nodes of one line; together they read exactly as the text does.
export function linked(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(new RegExp(`(${ADDRESS})|(${TELEPHONE})|(${EMERGENCY})`, "giu"))) {
    const found = match[0].replace(/[.,;:!?)\]]+$/, "");
    const made = link(found, match, text.slice(0, match.index), text.slice(match.index + found.length));
    if (!made) continue;
    nodes.push(text.slice(end, match.index), made);
    end = match.index + found.length;
  }
  return [...nodes, text.slice(end)].filter((node) => node !== "");
}

// An address to open, or null for anything but http(s): a reply must never carry a script.
export function safeAddress(address) {
  try {
    const url = new URL(address, location.href);
    return ["http:", "https:"].includes(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

// A link that leaves the chat open behind it.
export function outward(url, words, attributes = {}) {
  const where = { href: url.href, target: "_blank", rel: "noopener noreferrer" };
  return element("a", { ...where, ...attributes }, words, unseen(" (mở trang mới)"));
}

function into(blocks, name) {
  const last = blocks[blocks.length - 1];
  if (last && last.localName === name) return last;
  blocks.push(element(name));
  return blocks[blocks.length - 1];
}

function numbered(line) {
  return element("li", { value: NUMBER.exec(line)[1] }, linked(line.replace(NUMBER, "")));
}

function link(found, [, address, telephone], before, after) {
  if (INSIDE_A_WORD.test(before)) return null;
  if (address) return addressLink(found);
  if (telephone) return telephoneLink(found);
  const isCall = CALL_BEFORE.test(before) || SERVICE_AFTER.test(after);
  return isCall ? element("a", { href: `tel:${found}` }, found) : null;
}

// Ten or eleven digits as dialled in the country; twelve would be an identity number.
function telephoneLink(found) {
  const digits = found.replace(/[^\d+]/g, "");
  const local = digits.replace(/^\+84/, "0");
  if (local.startsWith("0") && (local.length < 10 || local.length > 11)) return null;
  return element("a", { href: `tel:${digits}` }, found);
}

function addressLink(found) {
  const url = safeAddress(/^https?:/i.test(found) ? found : `https://${found}`);
  return url && element("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, found);
}
