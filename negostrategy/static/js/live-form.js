// live-form.js: while somebody types, asks the server what follows and puts it in place; nothing is kept by that.
const PAUSE_MS = 300;

export function liveForm(form) {
  let waiting, asked;

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    try {
      const reply = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Part": "live" },
        signal: asked.signal,
      });
      if (!reply.ok) return;
      const found = new DOMParser().parseFromString(await reply.text(), "text/html");
      for (const place of document.querySelectorAll("[data-live]")) {
        const fresh = found.querySelector(`[data-live="${place.dataset.live}"]`);
        if (fresh && fresh.innerHTML !== place.innerHTML) place.innerHTML = fresh.innerHTML;
      }
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE_MS);
  });
}
