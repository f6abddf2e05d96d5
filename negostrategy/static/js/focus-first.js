// focus-first.js: after a refusal the summary is read first, and the title says so.
export function focusFirst(summary) {
  if (!document.title.startsWith("Error: ")) document.title = `Error: ${document.title}`;
  summary.focus();
}
