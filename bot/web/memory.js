// What this tab remembers. Closing the tab forgets it, so a shared phone tells the next person nothing.

const PREFIX = "motcua:";
const held = new Map();

// A browser may refuse its storage (private mode, full, blocked); then the page remembers until it is left.
function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

export function recall(key) {
  if (held.has(key)) return held.get(key);
  const kept = attempt(() => JSON.parse(sessionStorage.getItem(PREFIX + key)));
  return kept === undefined ? null : kept;
}

export function remember(key, value) {
  held.set(key, value);
  attempt(() => sessionStorage.setItem(PREFIX + key, JSON.stringify(value)));
}

export function forgetAll() {
  held.clear();
  attempt(() => {
    const ours = Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
    ours.forEach((key) => sessionStorage.removeItem(key));
  });
}
