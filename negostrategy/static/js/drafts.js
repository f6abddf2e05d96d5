// drafts.js: what this person typed and the server has not acknowledged; one draft for each page, form and tab.
// A draft: {id, at, sent, fields: [[name, value]], hidden: {name: value}}. A page names the drafts that are saved.
const PREFIX = "draft";
const page = document.documentElement.dataset;
export const person = page.person ?? "";
const tab = (sessionStorage.tab ??= newId());
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("tabs") : null;
const PATIENCE_MS = 200;

tabs?.addEventListener("message", ({ data }) => data.wanted && tabs.postMessage({ alive: tab }));

export function newId() {
  // Not randomUUID: a server inside a company may be reached without TLS, where browsers do not have it.
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const keyOf = (place, whose) => [PREFIX, person, place, whose].join("|");

export const ownDraft = (place) => read(keyOf(place, tab));
export const keepOwn = (place, draft) => localStorage.setItem(keyOf(place, tab), JSON.stringify(draft));
export const dropOwn = (place) => localStorage.removeItem(keyOf(place, tab));
export const drop = (key) => localStorage.removeItem(key);
export const keepAt = (key, draft) => localStorage.setItem(key, JSON.stringify(draft));

export function hasDraftOn(path, writer) {
  return Object.keys(localStorage).some((key) => key.startsWith(`${PREFIX}|${writer}|${path}:`));
}

// Return the drafts of other tabs: {key, draft, isOpen}; isOpen: somebody may still be typing there.
export async function draftsElsewhere(place) {
  const found = keys()
    .filter((key) => key.startsWith(keyOf(place, "")) && key !== keyOf(place, tab))
    .map((key) => ({ key, draft: read(key) }))
    .filter(({ draft }) => draft)
    .sort((one, other) => other.draft.at - one.draft.at);
  const open = found.length ? await openTabs() : new Set();
  return found.map((one) => ({ ...one, isOpen: open.has(one.key.split("|")[3]) }));
}

// Forget the drafts that the page before has saved, and remember what became of them, for whoever goes back.
export function dropSaved() {
  for (const id of (page.saved ?? "").split(" ").filter(Boolean)) {
    for (const key of keys()) {
      const draft = read(key);
      if (draft?.id !== id) continue;
      const title = document.querySelector("h1")?.textContent.trim() ?? document.title;
      const saved = { words: JSON.stringify(draft.fields), title, href: location.pathname };
      sessionStorage.setItem(`saved|${person}|${key.split("|")[2]}`, JSON.stringify(saved));
      localStorage.removeItem(key);
    }
  }
}

export const lastSaved = (place) => JSON.parse(sessionStorage.getItem(`saved|${person}|${place}`) ?? "null");

// Where the server shows the words of a draft again, because it refused them, its page is right and not the draft.
export const isAnswered = (draft) => Boolean(draft.id) && draft.id === page.answers;

function keys() {
  return Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}|${person}|`));
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function openTabs() {
  return new Promise((resolve) => {
    const alive = new Set();
    if (!tabs) return resolve(alive);
    tabs.addEventListener("message", ({ data }) => data.alive && alive.add(data.alive));
    tabs.postMessage({ wanted: true });
    setTimeout(() => resolve(alive), PATIENCE_MS);
  });
}

dropSaved();
