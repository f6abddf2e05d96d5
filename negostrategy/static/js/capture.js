// capture.js: the one line. Enter saves, Shift+Enter makes a line, C goes there from anywhere.
export function capture(form) {
  const line = form.querySelector("textarea");
  line.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "c" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      line.focus();
    }
  });
}
