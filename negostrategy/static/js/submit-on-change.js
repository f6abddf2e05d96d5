// submit-on-change.js: a filter takes effect when it is chosen; its button is for those without scripts.
export function submitOnChange(form) {
  for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
  form.addEventListener("change", () => form.requestSubmit());
}
