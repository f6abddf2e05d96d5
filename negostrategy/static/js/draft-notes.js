// draft-notes.js: what a form says of words that were typed before: restored, saved already, or waiting elsewhere.
const LONGEST = 60;

export function sayAbove(form, name) {
  const note = document.createElement("p");
  note.className = "cluster caption";
  note.setAttribute("role", "status");
  note.dataset.draftNote = name;
  form.querySelector(`[data-draft-note="${name}"]`)?.remove();
  form.prepend(note);
  return note;
}

export function sayRestored(form, draft, discard) {
  const note = sayAbove(form, "restored");
  note.append(`${draft.sent ? "Not sent yet: r" : "R"}estored from ${moment(draft.at)}.`);
  note.append(button("Discard", () => (discard(), note.remove())));
}

export function sayOffer(form, other, take, forget) {
  const note = sayAbove(form, other.key);
  const [, words = ""] = other.draft.fields.find(([, value]) => value.trim()) ?? [];
  note.append(`Typed ${other.isOpen ? "in another tab" : "before"}, not saved yet: “${words.slice(0, LONGEST)}”.`);
  note.append(button("Take it here", () => (take(other), note.remove())));
  note.append(button("Discard", () => (forget(), note.remove())));
}

export function sayWhere(form, saved) {
  const note = sayAbove(form, "saved");
  note.append("Saved as ", link(saved), ".");
}

// Return whether somebody who was told that these words are saved already sends them all the same.
export function askTwice(form, saved) {
  if (form.querySelector('[data-draft-note="again"]')) return true;
  const note = sayAbove(form, "again");
  note.append("These words are saved already as ", link(saved), ". Press Save again to save them a second time.");
  return false;
}

function link(saved) {
  return Object.assign(document.createElement("a"), { href: saved.href, textContent: saved.title });
}

function button(words, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: words });
  made.className = "button button--quiet";
  made.addEventListener("click", act);
  return made;
}

function moment(at) {
  const day = new Date(at);
  const isToday = day.toDateString() === new Date().toDateString();
  const time = day.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return isToday ? time : `${day.toLocaleDateString("en-GB", { day: "numeric", month: "short" })}, ${time}`;
}
