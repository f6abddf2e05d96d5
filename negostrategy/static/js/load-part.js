// load-part.js: a part that is a page of its own opens in place; if it cannot be had, the way to it stands there.
export function loadPart(way) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.className = way.className;
  summary.textContent = way.textContent;
  details.append(summary);
  way.replaceWith(details);

  let isAsked = false;
  details.addEventListener("toggle", async () => {
    if (!details.open || isAsked) return;
    isAsked = true;
    details.append((await partAt(way.href)) ?? way);
  });
}

async function partAt(address) {
  try {
    const reply = await fetch(address);
    return new DOMParser().parseFromString(await reply.text(), "text/html").querySelector("[data-part]");
  } catch {
    return null;
  }
}
