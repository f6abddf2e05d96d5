// rule-weights.js: adds up the weights of a playbook's variables while they are typed.
export function sumWeights(sum) {
  const form = sum.closest("form");
  const format = new Intl.NumberFormat(document.documentElement.lang || "en");

  form.addEventListener("input", (event) => {
    if (!event.target.matches("[data-weight]")) return;
    const weights = [...form.querySelectorAll("[data-weight]")].map((field) => Number(field.value.replace(",", ".")));
    sum.textContent = format.format(weights.reduce((all, one) => all + (one || 0), 0));
  });
}
