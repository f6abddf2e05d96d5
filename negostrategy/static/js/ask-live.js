// ask-live.js: asks "may I agree to this?" while somebody types, and shows the server's own answer.
// A record with sealed limits says data-ask-live="off": there every question counts, so only the button asks.
const PAUSE_MS = 350;

export function askLive(form) {
  const answer = form.querySelector("[data-ask-answer]");
  let waiting, asked;

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    try {
      const reply = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Part": "answer" },
        signal: asked.signal,
      });
      if (reply.headers.get("X-Part") === "answer") answer.innerHTML = await reply.text();
      else form.submit();
    } catch (error) {
      if (error.name !== "AbortError") answer.textContent = "No connection. What you typed is still here; ask again.";
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    ask();
  });
  if (form.dataset.askLive === "off") return;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE_MS);
  });
}
