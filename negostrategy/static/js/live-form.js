// live-form.js: while somebody types, asks the server what follows and puts it in place; nothing is kept by that.
// A form that only asks (method GET) keeps the address in step, so that a reload or a link shows the same.
const PAUSE_MS = 300;

export function liveForm(form) {
  let waiting, asked;

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    try {
      const reply = await send();
      if (!reply.ok) return;
      if (form.method === "get") history.replaceState(null, "", reply.url);
      const found = new DOMParser().parseFromString(await reply.text(), "text/html");
      for (const place of document.querySelectorAll("[data-live]")) {
        const fresh = found.querySelector(`[data-live="${place.dataset.live}"]`);
        if (fresh && fresh.innerHTML !== place.innerHTML) place.innerHTML = fresh.innerHTML;
      }
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  function send() {
    const more = { headers: { "X-Part": "live" }, signal: asked.signal };
    if (form.method !== "get") return fetch(form.action, { method: "POST", body: new FormData(form), ...more });
    const address = new URL(form.action);
    address.search = new URLSearchParams(new FormData(form));
    return fetch(address, more);
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE_MS);
  });
}
