// The box to type in: it grows, Enter sends, and what is in it survives a reload.

import { recall, remember } from "./memory.js";

const COUNT_FROM = 200;

export class Composer {
  #form = document.getElementById("composer");
  #text = document.getElementById("text");
  #hint = document.getElementById("hint");
  #onSend;

  constructor(onSend) {
    this.#onSend = onSend;
    this.#form.addEventListener("submit", (event) => this.#submit(event));
    this.#text.addEventListener("input", () => this.#changed());
    this.#text.addEventListener("keydown", (event) => this.#pressed(event));
    window.addEventListener("resize", () => this.fit());
    this.#write(recall("draft") || "");
  }

  focus() {
    this.#text.focus({ preventScroll: true });
  }

  clear() {
    this.#write("");
  }

  // As high as the words in it; called again when the type or the window changes.
  fit() {
    const borders = this.#text.offsetHeight - this.#text.clientHeight;
    this.#text.style.height = "auto";
    this.#text.style.height = `${this.#text.scrollHeight + borders}px`;
  }

  #submit(event) {
    event.preventDefault();
    const words = this.#text.value.trim();
    if (words) {
      this.#write("");
      this.#onSend(words);
    } else {
      this.#hint.textContent = "Bạn chưa gõ gì. Bạn gõ việc cần hỏi rồi bấm Gửi.";
      this.focus();
    }
  }

  #pressed(event) {
    // Enter also ends the composing of a Vietnamese word (Telex, VNI); that Enter must not send
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }

  #write(words) {
    this.#text.value = words;
    this.#changed();
  }

  #changed() {
    remember("draft", this.#text.value);
    this.fit();
    const left = this.#text.maxLength - this.#text.value.length;
    if (left > COUNT_FROM) this.#hint.textContent = "";
    else if (left > 0) this.#hint.textContent = `Còn gõ được ${left} ký tự.`;
    else this.#hint.textContent = `Đã đủ ${this.#text.maxLength} ký tự, phần thêm sẽ không được nhận.`;
  }
}
