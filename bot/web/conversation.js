// What is typed or pressed goes out one at a time, answers come in, and nothing typed is lost.

import { Refusal, deliver, welcome } from "./door.js";

const WRITING = "Đang soạn câu trả lời…";
const TROUBLE = "Mạng chập chờn, tôi đang gửi lại…";
const OPENING = "Mạng chập chờn, tôi đang mở lại…";
const UNFORESEEN = "Trang này gặp lỗi. Bạn bấm “Gửi lại”, nếu vẫn lỗi thì tải lại trang.";

export class Conversation {
  #log;
  #transcript;
  #onPlace;
  #onSent;
  #life = new AbortController();
  #queue = Promise.resolve();

  // `onPlace` hears the name of the commune; `onSent(isTouch)` hears that something left.
  constructor(log, transcript, { onPlace, onSent }) {
    this.#log = log;
    this.#transcript = transcript;
    this.#onPlace = onPlace;
    this.#onSent = onSent;
  }

  // Show what this tab remembers, send again what was not answered, greet.
  open() {
    const shown = this.#transcript.entries.map((entry) => this.#show(entry));
    if (shown.length) this.#log.bring(shown[shown.length - 1], { isSudden: true });
    this.#transcript.entries.filter((entry) => entry.state === "waiting").forEach((entry) => this.#enqueue(entry));
    this.#greet(this.#life.signal);
  }

  type(text) {
    const button = this.#transcript.greetingButton(text);
    this.#say(button ? button.title : text, button ? { payload: button.payload } : { text });
    this.#onSent(false);
  }

  press(button, isTouch) {
    // a trembling finger presses twice; the second press of an unanswered button asks nothing new
    if (!this.#transcript.isWaitingFor(button.payload)) this.#say(button.title, { payload: button.payload });
    this.#onSent(isTouch);
  }

  restart() {
    this.#life.abort();
    this.#life = new AbortController();
    this.#queue = Promise.resolve();
    this.#transcript.startAnew();
    this.#log.clear();
    this.#greet(this.#life.signal);
  }

  #say(words, content) {
    const entry = this.#transcript.addPerson(words, content);
    this.#log.bring(this.#show(entry));
    this.#enqueue(entry);
  }

  #show(entry) {
    if (entry.from === "assistant") return this.#log.addReplies(entry, (button, isTouch) => this.press(button, isTouch));
    const bubble = this.#log.addPerson(entry);
    if (entry.state === "failed") this.#showTrouble(entry);
    return bubble;
  }

  #showTrouble(entry) {
    return this.#log.addTrouble(entry, (isTouch) => {
      this.#transcript.mark(entry, "waiting");
      this.#enqueue(entry);
      this.#onSent(isTouch);
    });
  }

  #enqueue(entry) {
    const { signal } = this.#life;
    this.#queue = this.#queue.then(() => this.#deliver(entry, signal));
  }

  async #deliver(entry, signal) {
    if (signal.aborted) return;
    this.#log.say(WRITING);
    try {
      const answer = await deliver({ chat_id: this.#transcript.chatId, ...entry.message }, {
        signal,
        onTrouble: (isTrouble) => this.#log.say(isTrouble ? TROUBLE : WRITING),
      });
      this.#transcript.mark(entry, "answered");
      const said = this.#transcript.addAssistant(answer.replies, { isUrgent: answer.outcome === "emergency" });
      this.#log.say();
      this.#log.bring(this.#show(said));
    } catch (error) {
      if (!signal.aborted) this.#fail(entry, error);
    }
  }

  #fail(entry, error) {
    if (!(error instanceof Refusal)) console.error(error);
    this.#transcript.mark(entry, "failed", error instanceof Refusal ? error.message : UNFORESEEN);
    this.#log.say();
    this.#log.bring(this.#showTrouble(entry));
  }

  async #greet(signal) {
    const onTrouble = (isTrouble) => this.#log.say(isTrouble && this.#transcript.isEmpty ? OPENING : "");
    try {
      const first = await welcome({ signal, onTrouble });
      if (first.place) this.#onPlace(first.place);
      if (this.#transcript.isEmpty) {
        this.#log.say();
        this.#show(this.#transcript.addAssistant(first.replies, { isGreeting: true }));
      }
    } catch {
      // without a greeting the composer still works, and what is typed is sent when the network is back
      if (!signal.aborted && this.#transcript.isEmpty) this.#log.say();
    }
  }
}
