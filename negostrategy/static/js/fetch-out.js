// fetch-out.js: a part of a form that is folded up carries what it says without its fields; whoever opens it has them fetched.
// If they cannot be had, the button that stands there does without scripts what this does: it saves, and they come back.
import { say } from "./write-out.js";

export function fetchOut(part) {
  part.addEventListener("toggle", async () => {
    const folded = part.querySelector("[data-folded]");
    if (!part.open || !folded || folded.hidden) return;
    folded.hidden = true;
    const fields = await fieldsOf(part.id);
    if (!fields) return (folded.hidden = false);
    emptied(fields);
    say(fields, folded.querySelectorAll("input[type=hidden]"));
    folded.replaceWith(fields);
  });
}

async function fieldsOf(id) {
  try {
    const reply = await fetch(`${location.pathname}?open=${id}`);
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    return page.getElementById(id)?.querySelector(".stack");
  } catch {
    return null;
  }
}

// What is saved may differ from what is typed: only what the folded part says counts. Of a choice, nothing is its empty word.
function emptied(fields) {
  for (const field of fields.querySelectorAll("input, select, textarea")) {
    if (field.type === "radio") field.checked = field.value === "";
    else if (field.type === "checkbox") field.checked = false;
    else field.value = "";
  }
}
