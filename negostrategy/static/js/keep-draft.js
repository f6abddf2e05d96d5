// keep-draft.js: holds what was typed until the server has acknowledged it, whatever happens in between.
import { draftsElsewhere, drop, dropOwn, isAnswered, keepAt, keepOwn, lastSaved, newId, ownDraft } from "./drafts.js";
import { askTwice, sayOffer, sayRestored, sayWhere } from "./draft-notes.js";
import { typeAgain, typedIn } from "./typed.js";

// With the words go the id they were sent under, so that they are saved once, and the version they were made from.
const ALONG = ["id", "revision", "began"];

export function keepDraft(form) {
  const place = `${location.pathname}:${form.dataset.keepDraft}`;
  const initially = typedIn(form);
  const idField = hidden(form, "draft");
  let isRestoring = false;

  const along = () => ALONG.map((name) => form.querySelector(`input[type=hidden][name=${name}]`)).filter(Boolean);
  const atFirst = along().map((field) => [field, field.value]);
  const now = (sent) => ({
    id: idField.value,
    at: Date.now(),
    sent,
    fields: typedIn(form),
    hidden: Object.fromEntries(along().map((field) => [field.name, field.value])),
  });
  const keep = (sent = false) => isRestoring || keepOwn(place, now(sent));

  function restore(draft) {
    isRestoring = true;
    typeAgain(form, draft.fields);
    isRestoring = false;
    for (const field of along()) field.value = draft.hidden?.[field.name] ?? field.value;
    idField.value = draft.id;
    keep(draft.sent);
    if (JSON.stringify(typedIn(form)) !== JSON.stringify(initially)) sayRestored(form, draft, discard);
  }

  function discard() {
    dropOwn(place);
    isRestoring = true;
    typeAgain(form, initially);
    isRestoring = false;
    for (const [field, value] of atFirst) field.value = value;
    idField.value = newId();
  }

  function take({ key, draft }) {
    const mine = ownDraft(place);
    if (mine) keepAt(key, mine);
    else drop(key);
    restore(draft);
  }

  const mine = ownDraft(place);
  idField.value = mine?.id ?? newId();
  if (mine && isAnswered(mine)) keep();
  else if (mine) restore(mine);
  else if (lastSaved(place) && isGoneBackTo()) sayWhere(form, lastSaved(place));
  draftsElsewhere(place).then((others) => {
    const left = others.find((one) => !one.isOpen);
    const isFree = !ownDraft(place) && JSON.stringify(typedIn(form)) === JSON.stringify(initially);
    if (left && isFree) take(left);
    for (const one of others) if (one !== left || !isFree) sayOffer(form, one, take, () => drop(one.key));
  });
  form.addEventListener("input", () => keep());
  form.addEventListener("submit", (event) => {
    const saved = lastSaved(place);
    const isAgain = form.querySelector("input[name=id]") && saved?.words === JSON.stringify(typedIn(form));
    if (isAgain && !askTwice(form, saved)) event.preventDefault();
    else keep(true);
  });
  // A page that the browser has kept whole still shows the words that were sent from it.
  window.addEventListener("pageshow", (event) => event.persisted && !ownDraft(place) && location.reload());
}

const isGoneBackTo = () => performance.getEntriesByType("navigation")[0]?.type === "back_forward";

function hidden(form, name) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name });
  form.append(field);
  return field;
}
