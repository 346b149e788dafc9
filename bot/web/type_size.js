// Larger type, kept on this device: it says nothing about the person who used it.

const KEY = "motcua:type-size";

// `onChange` hears that the type has another size now.
export function watchTypeSize(onChange) {
  const buttons = Array.from(document.querySelectorAll("[data-size]"));
  const choose = (size) => {
    document.documentElement.classList.toggle("large", size === "large");
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.size === size)));
  };
  buttons.forEach((button) =>
    button.addEventListener("click", () => {
      choose(button.dataset.size);
      keep(button.dataset.size);
      onChange();
    }),
  );
  choose(kept());
}

function kept() {
  try {
    return localStorage.getItem(KEY) === "large" ? "large" : "normal";
  } catch {
    return "normal";
  }
}

function keep(size) {
  try {
    localStorage.setItem(KEY, size);
  } catch {
    // storage is blocked: the choice lasts as long as the page
  }
}
