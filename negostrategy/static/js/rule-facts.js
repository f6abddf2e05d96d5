// rule-facts.js: finds a fact by any word of its name or explanation.
export function findFact(around) {
  const list = around.parentElement;
  around.hidden = false;

  around.querySelector("input").addEventListener("input", ({ target }) => {
    const wanted = target.value.trim().toLowerCase();
    for (const fact of list.querySelectorAll("[data-fact]")) {
      fact.hidden = !fact.textContent.toLowerCase().includes(wanted);
    }
    for (const group of list.querySelectorAll("[data-facts]")) {
      group.hidden = !group.querySelector("[data-fact]:not([hidden])");
    }
  });
  // Enter looks for a fact; it must not save the rule.
  around.querySelector("input").addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
