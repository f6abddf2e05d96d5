// rule-builder.js: narrows each row of a rule to what fits its fact, and shows the rule in plain words while it changes.
const PAUSE_MS = 300;

function fill(select, choices, chosen) {
  select.replaceChildren(...choices.map(([value, word]) => new Option(word, value, false, value === chosen)));
}

function controlOf(offer, operator) {
  if (["yes", "no", "known"].includes(operator)) return "nothing";
  if (["no_worse_than", "worse_than"].includes(operator)) return "position";
  if (["one_of", "none_of"].includes(operator)) return "list";
  if (offer.words) return "word";
  if (offer.isDay) return "day";
  return offer.type === "number" ? "number" : "text";
}

function narrowOperators(row, vocabulary) {
  const offer = vocabulary.offers[row.querySelector("[data-row-what]").value];
  const select = row.querySelector("[data-row-is]");
  const fact = offer && row.closest("form").querySelector(`[data-fact="${CSS.escape(row.querySelector("[data-row-what]").value)}"]`);
  row.querySelector("[data-row-help]").textContent = fact ? fact.querySelector("dd").textContent : "";
  if (!offer) return;
  fill(select, vocabulary.operators[offer.operators], select.value);
}

function narrowValue(row, vocabulary) {
  const offer = vocabulary.offers[row.querySelector("[data-row-what]").value];
  const around = row.querySelector("[data-row-value]");
  const control = offer ? controlOf(offer, row.querySelector("[data-row-is]").value) : "text";
  const [label, before] = [around.querySelector("label"), around.querySelector("input, select")];
  const isSelect = control === "word" || control === "position";
  const field = document.createElement(isSelect ? "select" : "input");
  field.className = isSelect ? "input input--select" : "input";
  field.id = field.name = label.htmlFor;
  if (control === "position") fill(field, vocabulary.positions, before?.value);
  else if (control === "word") fill(field, offer.words.map((word) => [word, word.replaceAll("_", " ")]), before?.value);
  else field.value = control === "nothing" ? "" : (before?.value ?? "");
  if (control === "number") field.inputMode = "decimal";
  if (control === "day") field.type = "date";
  if (before) before.replaceWith(field);
  else around.append(field);
  around.hidden = control === "nothing";
}

// The facts stand once on the page, in the list with their help; every row offers them from there.
function offerFacts(form) {
  for (const select of form.querySelectorAll("[data-row-what]")) {
    const chosen = select.value;
    const groups = [...form.querySelectorAll("[data-facts]")].map((group) => {
      const offered = document.createElement("optgroup");
      offered.label = group.querySelector("h3").textContent;
      for (const fact of group.querySelectorAll("[data-fact]")) {
        offered.append(new Option(fact.querySelector("dt").textContent, fact.dataset.fact));
      }
      return offered;
    });
    const unknown = [...select.options].filter((one) => one.value && !form.querySelector(`[data-fact="${CSS.escape(one.value)}"]`));
    select.replaceChildren(new Option("–", ""), ...groups, ...unknown);
    select.value = chosen;
  }
}

export function buildRule(form) {
  const vocabulary = JSON.parse(document.getElementById(form.dataset.ruleBuilder).textContent);
  const said = form.querySelector("[data-rule-said]");
  const complaints = form.querySelector("[data-rule-complaints]");
  let waiting, asked;
  offerFacts(form);

  async function say() {
    asked?.abort();
    asked = new AbortController();
    try {
      const reply = await fetch(form.dataset.ruleSentence, {
        method: "POST",
        body: new FormData(form),
        signal: asked.signal,
      });
      if (!reply.ok) return;
      const told = await reply.json();
      if (told.sentence) said.textContent = told.sentence;
      complaints.replaceChildren(...told.complaints.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })));
    } catch (error) {
      if (error.name !== "AbortError") said.textContent = "No connection. What you chose is still here.";
    }
  }

  for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
  form.addEventListener("change", ({ target }) => {
    const row = target.closest("[data-rule-row]");
    if (row && target.matches("[data-row-what]")) narrowOperators(row, vocabulary);
    if (row && target.matches("[data-row-what], [data-row-is]")) narrowValue(row, vocabulary);
  });
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(say, PAUSE_MS);
  });
}
