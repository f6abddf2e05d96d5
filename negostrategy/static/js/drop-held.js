// drop-held.js: where this browser keeps the draft itself, the way leads back to the form, which shows it again.
import { hasDraftOn } from "./drafts.js";

export function dropHeld(field) {
  const { from, writer } = JSON.parse(field.value);
  if (hasDraftOn(from, writer)) field.remove();
}
