// The visible conversation: bubbles, buttons, what is going on now.

import { element, unseen } from "./element.js";
import { replyArticle } from "./replies.js";

export class Log {
  #list = document.getElementById("log");
  #state = document.getElementById("state");
  #words = document.getElementById("state-words");

  // The person's own bubble.
  addPerson(entry) {
    const bubble = element("div", { class: "own" }, unseen("Bạn: "), element("span", {}, entry.words));
    bubble.dataset.message = entry.message.message_id;
    this.#list.append(bubble);
    return bubble;
  }

  // What went wrong with a message, in a sentence, and the way to try again; gives back the message.
  addTrouble(entry, onAgain) {
    const bubble = this.#bubbleOf(entry);
    const again = element("button", { type: "button" }, "Gửi lại", unseen(` tin “${entry.words}”`));
    const trouble = element("div", { class: "trouble" }, element("p", {}, entry.trouble), again);
    bubble.classList.add("failed");
    bubble.after(trouble);
    again.addEventListener("click", (event) => {
      trouble.remove();
      bubble.classList.remove("failed");
      onAgain(isTouch(event));
    });
    return bubble;
  }

  // Replies of one turn. Only the last buttons are numbered: a typed number means these.
  addReplies({ replies, isUrgent }, onPress) {
    const nodes = replies.flatMap((reply) => {
      const article = replyArticle(reply);
      article.prepend(unseen("Trợ lý: "));
      article.classList.toggle("urgent", Boolean(isUrgent));
      return reply.buttons?.length ? [article, buttonGroup(reply.buttons, onPress)] : [article];
    });
    const groups = nodes.filter((node) => node.classList.contains("choices"));
    if (groups.length) this.#list.querySelectorAll(".choices").forEach(quieten);
    groups.slice(0, -1).forEach(quieten);
    this.#list.append(...nodes);
    return nodes[0];
  }

  // What the assistant is doing now, as long as it lasts; without words it rests.
  say(words = "") {
    this.#words.textContent = words;
    this.#state.classList.toggle("resting", !words);
  }

  clear() {
    this.#list.replaceChildren();
    this.say();
  }

  // A long answer is read from its beginning, so its beginning is what is brought into view.
  bring(node, { isSudden = false } = {}) {
    const isCalm = isSudden || matchMedia("(prefers-reduced-motion: reduce)").matches;
    node?.scrollIntoView({ block: "start", behavior: isCalm ? "auto" : "smooth" });
  }

  #bubbleOf(entry) {
    return Array.from(this.#list.children).find((node) => node.dataset.message === entry.message.message_id);
  }
}

// Focus in the composer opens a phone's keyboard over the answer; a pressed button must not do that.
export function isTouch(event) {
  return event.pointerType ? event.pointerType === "touch" : matchMedia("(hover: none)").matches;
}

function buttonGroup(buttons, onPress) {
  const group = element("div", { class: "choices", role: "group", "aria-label": "Chọn việc tiếp theo" });
  group.append(element("p", { class: "how" }, buttons.length > 1 ? "Bạn bấm một ô, hoặc gõ số:" : "Bạn bấm ô này, hoặc gõ số 1:"));
  buttons.forEach((button, index) => {
    const number = element("span", { class: "number" }, `${index + 1}. `);
    const made = element("button", { type: "button" }, number, element("span", {}, button.title));
    made.addEventListener("click", (event) => onPress(button, isTouch(event)));
    group.append(made);
  });
  return group;
}

// Older buttons can still be pressed, but a number typed now does not mean them.
function quieten(group) {
  group.classList.add("quiet");
  group.setAttribute("aria-label", "Các việc đã nêu ở trên");
  group.querySelectorAll(".number, .how").forEach((part) => part.remove());
}
