// The page: puts the composer, the conversation and the tools together.

import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { Log } from "./log.js";
import { watchPrinting } from "./sheets.js";
import { Transcript } from "./transcript.js";
import { watchTypeSize } from "./type_size.js";

function showPlace(name) {
  document.getElementById("place").textContent = name;
}

function watchRestart(onRestart) {
  const question = document.getElementById("restart-question");
  document.getElementById("restart").addEventListener("click", () => {
    if (typeof question.showModal === "function") {
      question.returnValue = "";
      question.showModal();
    } else if (confirm("Xóa cuộc trò chuyện trên máy này và bắt đầu lại?")) onRestart();
  });
  question.addEventListener("close", () => {
    if (question.returnValue === "restart") onRestart();
  });
}

function open() {
  document.getElementById("opening").remove();
  document.getElementById("chat").hidden = false;
  showPlace(document.querySelector('meta[name="place"]').content);
  watchPrinting();
  const composer = new Composer((words) => conversation.type(words));
  watchTypeSize(() => composer.fit());
  const conversation = new Conversation(new Log(), new Transcript(), {
    onPlace: showPlace,
    onSent: (isTouch) => isTouch || composer.focus(),
  });
  watchRestart(() => {
    conversation.restart();
    composer.clear();
    composer.focus();
  });
  conversation.open();
}

open();
