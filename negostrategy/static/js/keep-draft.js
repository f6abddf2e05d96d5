// keep-draft.js: holds what was typed until the server has it; a lost connection or a closed tab loses nothing.
import { beginningOf, writtenOut } from "./write-out.js";

export function keepDraft(form, store = localStorage) {
  const key = `draft:${location.pathname}:${form.dataset.keepDraft}`;
  const fields = () => [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "password");
  const kept = JSON.parse(store.getItem(key) ?? "null");
  if (kept) {
    const names = Object.keys(kept);
    for (const row of form.querySelectorAll("[data-write-out]")) {
      if (names.some((name) => name.startsWith(beginningOf(row)))) writtenOut(row);
    }
    for (const field of fields()) if (!field.value && kept[field.name]) field.value = kept[field.name];
  }
  form.addEventListener("input", () => {
    store.setItem(key, JSON.stringify(Object.fromEntries(fields().map((field) => [field.name, field.value]))));
  });
  form.addEventListener("submit", () => store.removeItem(key));
}
