// rule-check.js: tries the rule that is being composed on a record, and says what it would say and why.
const PAUSE_MS = 400;
const LOOKS = { Kept: "ok", Broken: "danger" };

export async function checkRule(strip) {
  const form = strip.closest("form");
  const choice = strip.querySelector("select");
  const said = strip.querySelector("[data-rule-checked]");
  let waiting, asked;

  async function check() {
    asked?.abort();
    if (!choice.value) {
      said.textContent = "";
      return;
    }
    asked = new AbortController();
    try {
      const reply = await fetch(strip.dataset.ruleCheck, {
        method: "POST",
        body: new FormData(form),
        signal: asked.signal,
      });
      if (!reply.ok) return;
      const told = await reply.json();
      const word = document.createElement("strong");
      word.textContent = told.word ? `${told.word}. ` : "";
      if (LOOKS[told.word]) word.className = `pill pill--${LOOKS[told.word]}`;
      said.replaceChildren(word, ` ${told.evidence}`);
    } catch (error) {
      if (error.name !== "AbortError") said.textContent = "No connection. Choose the record again.";
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(check, PAUSE_MS);
  });
  const reply = await fetch(strip.dataset.ruleCheck).catch(() => null);
  if (!reply?.ok) return;
  const { records } = await reply.json();
  choice.append(...records.map((record) => new Option(record.title, record.id)));
  strip.hidden = records.length === 0;
}
