// find-choice.js: above many choices, a field that leaves in sight only those with the words typed; chosen ones stay.
const FEWEST = 20;

export function findChoice(around) {
  const list = around.querySelector("select");
  const choices = [...(list ? list.options : around.querySelectorAll(".tick"))].filter((one) => one.value !== "");
  if (choices.length < FEWEST) return;

  const search = document.createElement("input");
  search.type = "search";
  search.className = "input";
  search.autocomplete = "off";
  search.placeholder = `Find among ${choices.length}`;
  search.setAttribute("aria-label", `Find: ${around.querySelector(".field__label").textContent.trim()}`);
  (list ?? choices[0].parentElement).before(search);

  search.addEventListener("input", () => {
    const words = search.value.trim().toLowerCase().split(/\s+/);
    const fits = (one) => words.every((word) => one.textContent.toLowerCase().includes(word));
    if (list) keepOptions(list, choices, fits);
    else for (const one of choices) one.hidden = !fits(one) && !one.querySelector("input").checked;
  });
  // Enter looks for somebody; it must not send the form.
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

// Not every browser hides an option, so those that do not fit leave the list until they fit again.
function keepOptions(list, options, fits) {
  const chosen = list.value;
  const found = options.filter((one) => fits(one) || one.value === chosen);
  for (const one of options) one.remove();
  list.append(...found);
  list.value = found.length === 1 ? found[0].value : chosen;
}
