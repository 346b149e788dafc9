// The page's door to the server. A message keeps its id until it is answered, so sending it again is safe.

const PATIENCE_MS = 120_000;
const ATTEMPT_MS = 30_000;
const PENDING_PAUSE_MS = 1_200;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 8_000;
const PENDING = Symbol("still being answered");

// The server, or this page for it, has a sentence for the person.
export class Refusal extends Error {}
class Broken extends Error {}

// The answer to a message. Throws Refusal, or Broken when `signal` ended the chat.
export function deliver(message, { signal, onTrouble }) {
  const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(message) };
  return insist(() => attempt("/api/chat", request, signal), { signal, onTrouble });
}

// The first words and the name of the place.
export function welcome({ signal, onTrouble }) {
  return insist(() => attempt("/api/chat/welcome", {}, signal), { signal, onTrouble });
}

async function insist(once, { signal, onTrouble }) {
  const deadline = Date.now() + PATIENCE_MS;
  let pause = FIRST_PAUSE_MS;
  while (Date.now() < deadline) {
    try {
      const answer = await once();
      if (answer !== PENDING) return answer;
      onTrouble(false);
      pause = FIRST_PAUSE_MS;
      await rest(PENDING_PAUSE_MS, signal);
    } catch (error) {
      if (signal.aborted || !(error instanceof Broken)) throw error;
      onTrouble(true);
      await rest(pause * (0.8 + Math.random() * 0.4), signal);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }
  throw new Refusal("Tôi chưa gửi được tin này. Bạn xem lại mạng rồi bấm “Gửi lại”.");
}

async function attempt(address, request, signal) {
  const [status, body] = await exchange(address, request, signal);
  if (status === 202) return PENDING;
  if (status === 200 && Array.isArray(body?.replies)) return body;
  if (status >= 400 && typeof body?.detail === "string" && body.detail) throw new Refusal(body.detail);
  if (status >= 400 && status < 500) throw new Refusal("Tin này chưa gửi được. Bạn bấm “Gửi lại” để thử lần nữa.");
  // a proxy's error page, or a Wi-Fi login page that answers 200: not our server, so the network is not there yet
  throw new Broken(`status ${status}`);
}

async function exchange(address, request, signal) {
  const timer = new AbortController();
  const stop = () => timer.abort();
  const timeout = setTimeout(stop, ATTEMPT_MS);
  signal.addEventListener("abort", stop);
  try {
    const response = await fetch(address, { ...request, cache: "no-store", signal: timer.signal });
    return [response.status, await response.text().then(parsed)];
  } catch {
    throw new Broken("no connection");
  } finally {
    clearTimeout(timeout);
    signal.removeEventListener("abort", stop);
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// A pause that ends early when the phone finds a network again, or when the chat is started anew.
function rest(milliseconds, signal) {
  return new Promise((done, fail) => {
    const timer = setTimeout(end, milliseconds);
    function end() {
      clearTimeout(timer);
      window.removeEventListener("online", end);
      signal.removeEventListener("abort", end);
      if (signal.aborted) fail(new Broken("started anew"));
      else done();
    }
    window.addEventListener("online", end);
    signal.addEventListener("abort", end);
  });
}
