// grow-rows.js: whoever fills in the last row of a table of fields finds an empty one below it.
const NUMBERED = /(line|gain|sure)-\d+/g;

export function growRows(body) {
  body.addEventListener("input", () => {
    const rows = body.querySelectorAll("tr");
    const last = rows[rows.length - 1];
    if (!last.querySelector('input[name$="-what"]')?.value.trim()) return;
    body.append(emptied(last, rows.length));
  });
}

function emptied(row, place) {
  const holder = document.createElement("tbody");
  holder.innerHTML = row.outerHTML.replace(NUMBERED, (_all, word) => `${word}-${place}`);
  const fresh = holder.firstElementChild;
  for (const field of fresh.querySelectorAll("input, select")) {
    if (field.type === "checkbox") field.checked = false;
    else if (field.tagName === "SELECT") field.selectedIndex = 0;
    else field.value = "";
    field.removeAttribute("aria-invalid");
  }
  for (const live of fresh.querySelectorAll("[data-live]")) live.replaceChildren();
  fresh.querySelector("details")?.removeAttribute("open");
  return fresh;
}
