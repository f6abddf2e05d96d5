// define.js: Escape puts a definition away without moving the focus (WCAG 1.4.13).
export function dismissDefinition(element) {
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") event.target.blur();
  });
}
