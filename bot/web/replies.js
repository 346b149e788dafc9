// One reply of the server as an article: text, card, choices, checklist, place, image, file.

import { papers } from "./checklist.js";
import { element } from "./element.js";
import { outward, prose, safeAddress } from "./prose.js";
import { sheetActions } from "./sheets.js";

const FILING_HOST = /(^|\.)dichvucong\.gov\.vn$/;

const MAKERS = { card, checklist, place, image, file };

// An article; a type that this page does not know yet is shown by its plain text.
export function replyArticle(reply) {
  const maker = Object.hasOwn(MAKERS, reply.type) ? MAKERS[reply.type] : plain;
  return maker(reply);
}

function plain(reply) {
  return element("article", { class: "said" }, prose(reply.text));
}

function card(reply) {
  return sheet(reply, [element("div", { class: "body" }, prose(reply.body)), opening(reply.url)]);
}

function checklist(reply) {
  return sheet(reply, papers(reply));
}

function sheet(reply, content) {
  const article = element("article", { class: "said sheet" }, element("h3", {}, reply.title), content);
  if (reply.source) article.append(element("div", { class: "source" }, prose(reply.source)));
  article.append(sheetActions(article, reply));
  return article;
}

function place(reply) {
  const lines = [reply.address, reply.hours, reply.phone, reply.note].filter(Boolean);
  return element("article", { class: "said place" }, element("h3", {}, reply.name), lines.flatMap(prose));
}

function image(reply) {
  const url = safeAddress(reply.url);
  // pictures of other hosts are not fetched: the page's policy allows its own only, and they could watch readers
  if (!url || url.origin !== location.origin) return attached(reply, url, "Xem hình");
  const picture = element("img", { src: url.href, alt: reply.text, loading: "lazy" });
  return element("article", { class: "said" }, element("figure", {}, picture, caption(reply.text)));
}

function caption(text) {
  return element("figcaption", { "aria-hidden": "true" }, text);
}

function file(reply) {
  return attached(reply, safeAddress(reply.url), "Mở tệp");
}

function attached(reply, url, words) {
  return element("article", { class: "said" }, prose(reply.text), url && opener(url, `${words} (${url.host})`));
}

function opening(address) {
  const url = address ? safeAddress(address) : null;
  if (!url) return null;
  return opener(url, FILING_HOST.test(url.hostname) ? "Mở trang nộp hồ sơ" : `Mở trang ${url.host}`);
}

function opener(url, words) {
  return element("p", { class: "opener" }, outward(url, words));
}
