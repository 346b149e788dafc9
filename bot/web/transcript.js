// What was said in this chat, kept so that a reload, or a phone that drops the tab, loses nothing.

import { forgetAll, recall, remember } from "./memory.js";

const MOST_ENTRIES = 120;

export function newId() {
  // randomUUID is missing on plain http, for example when the page is opened by its address on a local network
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function buttonsOf(entry) {
  return entry.replies.reduce((last, reply) => (reply.buttons?.length ? reply.buttons : last), []);
}

export class Transcript {
  constructor() {
    this.chatId = recall("chat");
    this.entries = recall("entries") || [];
    if (!this.chatId) this.startAnew();
  }

  get isEmpty() {
    return this.entries.length === 0;
  }

  // The person's words; `message` goes to the server as it is, each time with the same id.
  addPerson(words, content) {
    return this.#add({ from: "person", words, message: { message_id: newId(), ...content }, state: "waiting" });
  }

  addAssistant(replies, { isUrgent = false, isGreeting = false } = {}) {
    return this.#add({ from: "assistant", replies, isUrgent, isGreeting });
  }

  // The greeting's button that a typed number means. Numbers of all later buttons are the server's to understand,
  // but it answers the greeting to nobody in particular and does not know that this chat has seen it.
  greetingButton(text) {
    const offers = this.entries.filter((entry) => entry.from === "assistant" && buttonsOf(entry).length);
    const latest = offers[offers.length - 1];
    return latest?.isGreeting && /^\d{1,2}$/.test(text) ? buttonsOf(latest)[Number(text) - 1] : undefined;
  }

  mark(entry, state, trouble = "") {
    Object.assign(entry, { state, trouble });
    this.#save();
  }

  isWaitingFor(payload) {
    return this.entries.some((entry) => entry.state === "waiting" && entry.message.payload === payload);
  }

  startAnew() {
    forgetAll();
    this.chatId = newId();
    this.entries = [];
    remember("chat", this.chatId);
    this.#save();
  }

  #add(entry) {
    this.entries.push(entry);
    this.entries.splice(0, this.entries.length - MOST_ENTRIES);
    this.#save();
    return entry;
  }

  #save() {
    remember("entries", this.entries);
  }
}
